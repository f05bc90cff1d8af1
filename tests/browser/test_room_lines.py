"""The room's own scripts, alone in a page: two connections, and a line between them that is not what it should be."""

from typing import Any

from playwright.async_api import Page

from tests.browser.rooms import allow_devices
from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service
from web.assets.build import build
from web.view.engine import STATIC_PREFIX

# Two ends of one connection in one page; what one sends the other hears a little later, but for what is lost.
PAIR = """
async ([address]) => {
  const { Peer } = await import(address)
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
  const until = async (holds) => { for (let i = 0; i < 200 && !(await holds()); i++) await sleep(50) }
  const taken = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 180 } })
  const tracks = Object.fromEntries(taken.getTracks().map((track) => [track.kind, track]))
  const ends = {}, made = { 1: 0, 2: 0 }, offers = { 1: 0, 2: 0 }, words = [], moved = {}
  let lost = () => false
  const make = (me, other, body) => {
    ends[me]?.close()
    made[me] += 1
    ends[me] = new Peer({
      id: other, page: 'x', me, ice: [], relayOnly: false, tracks, isHere: () => true, onTrack() {}, onState() {},
      onDocuments() {},
      onWords: (_, said) => words.push(said), onRebuild: (next) => make(me, other, next),
      send: (said) => {
        const body = JSON.parse(JSON.stringify(said))
        if (body.d?.type === 'offer') offers[me] += 1
        if (!lost(me, body)) setTimeout(() => ends[other].heard(body), 5)
      },
    })
    if (body) ends[me].heard(body)
  }
  const frames = async (id) => [...(await ends[id].pc.getStats()).values()]
    .reduce((sum, each) => sum + (each.type === 'inbound-rtp' ? (each.framesDecoded ?? 0) : 0), 0)
  const both = async (name) => {
    await sleep(400) // whatever is to stop has stopped
    const before = [await frames(1), await frames(2)]
    const more = async () => (await frames(1)) > before[0] + 5 && (await frames(2)) > before[1] + 5
    await until(more)
    moved[name] = await more()
  }
  const once = (type, then) => {
    lost = (_, body) => {
      if (body.d?.type !== type) return false
      lost = () => false
      setTimeout(then, 100)
      return true
    }
  }
  make(1, 2)
  make(2, 1)
  await both('at first')
  ends[1].restart()
  ends[2].restart()
  ends[1].restart()
  await both('both at once')
  once('offer', () => ends[2].again())
  ends[2].restart()
  await both('the offer was lost')
  once('answer', () => ends[1].again())
  ends[1].restart()
  await sleep(3100) // not just now
  ends[1].restart()
  await both('the answer was lost')
  make(2, 1)
  await both('the one who offers began anew')
  const { line } = ends[1].agreement
  ends[1].heard({ d: { type: 'offer', sdp: 'tull', line, round: 999 } })
  ends[2].heard({ d: { type: 'answer', sdp: 'v=0', line, round: 999 } })
  ends[2].heard({ d: { type: 'offer', sdp: 'v=0', line: 999, round: 999 } })
  ends[1].heard({ c: [{ candidate: 'tull' }] })
  ends[1].restart()
  await both('nonsense was said')
  ends[1].renew([{ urls: ['turn:127.0.0.1:1'], username: 'ny', credential: 'nøkkel' }])
  await until(() => ends[1].channel.readyState === 'open')
  for (let i = 0; i < 400; i++) ends[1].channel.send(JSON.stringify({ k: 'ask', what: 'pause' }))
  ends[1].channel.send('null')
  ends[1].channel.send('x'.repeat(100000))
  await sleep(500)
  const states = [1, 2].map((id) => ends[id].pc.signalingState)
  return { moved, made, offers, states, words: words.length, key: ends[1].pc.getConfiguration().iceServers[0].username }
}
"""
# Somebody who is heard, and somebody who sends nothing: for want of camera and microphone, or suddenly.
QUALITY = """
async ([address]) => {
  const { watchQuality } = await import(address)
  const report = (bytes) => ({ type: 'inbound-rtp', kind: 'audio', bytesReceived: bytes, totalSamplesReceived: bytes })
  const peer = (id, sends, given) => ({ id, sends, pc: { getStats: async () => new Map([['a', report(given())]]) } })
  const watched = async (sends) => {
    let bytes = 0
    const told = new Set()
    const peers = new Map([[1, peer(1, true, () => (bytes += 1000))], [2, peer(2, sends, () => 0)]])
    const stop = watchQuality({ peers }, {
      stop: () => told.add('picture stopped'), back: () => {}, lost: (id, isLost) => isLost && told.add(`lost ${id}`),
      colour: (state) => told.add(state), isSigning: () => false,
    })
    await new Promise((done) => setTimeout(done, 8500))
    stop()
    return [...told].sort()
  }
  return Promise.all([false, true].map(watched))
}
"""
# What is read out, in its order, and how far apart in milliseconds.
SAYING = """
async ([address]) => {
  const texts = { a: 'en', b: 'to', c: 'tre', mine: 'min', again: 'min igjen' }
  document.body.innerHTML = `<template id="rom-setninger">${JSON.stringify(texts)}</template>
    <p id="rom-melding"></p><div id="rom-stemme"></div>`
  const { say } = await import(address)
  const read = []
  const voice = document.getElementById('rom-stemme')
  new MutationObserver(() => read.push([voice.textContent, performance.now()])).observe(voice, { childList: true })
  for (const key of ['a', 'b', 'c', 'b']) say(key)
  for (const key of ['mine', 'again']) say(key, {}, { first: true })
  await new Promise((done) => setTimeout(done, 6500))
  const apart = read.slice(1).map(([, at], i) => at - read[i][1])
  return { read: read.map(([text]) => text), apart: Math.min(...apart) }
}
"""


async def of_the_room(page: Page, service: Service, script: str, module: str, value: object = None) -> Any:
    """What a script of the room answers in an otherwise empty page."""
    built = build()
    await page.goto(service.url("/r"))
    return await page.evaluate(script, [service.url(STATIC_PREFIX + built[f"js/room/{module}.js"]), value])


async def test_two_find_a_new_way_whatever_was_lost_and_only_one_of_them_ever_offers(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window()
    await allow_devices(page, service)
    found = await of_the_room(page, service, PAIR, "peer")
    assert [name for name, has in found["moved"].items() if not has] == [], "no picture"
    assert len(found["moved"]) == 6
    assert found["offers"]["1"] == 0, "in Chromium a picture is never seen again when an offer was taken back"
    assert found["made"] == {"1": 2, "2": 2}, "anew only with the one who began anew"
    assert found["states"] == ["stable", "stable"]
    assert found["key"] == "ny", "the keys to the relay are renewed in a connection that stands"
    assert 40 <= found["words"] < 60, "more than anybody says is not heard"


async def test_silence_costs_nobody_the_picture_and_who_has_nothing_to_send_is_not_lost(
    service: Service, open_window: OpenWindow
) -> None:
    nothing_to_send, suddenly = await of_the_room(await open_window(), service, QUALITY, "quality")
    assert nothing_to_send == ["good"]
    assert suddenly == ["good", "lost", "lost 2"]


async def test_what_comes_at_once_is_read_one_by_one_and_the_answer_to_ones_own_button_before_the_rest(
    service: Service, open_window: OpenWindow
) -> None:
    found = await of_the_room(await open_window(), service, SAYING, "saying")
    assert found["read"] == ["en", "min", "min igjen", "tre", "to"]
    assert found["apart"] > 1000, "a screen reader drops what is replaced at once"
