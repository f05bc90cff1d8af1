"""The room's own scripts, alone in a page: two connections, and a line between them that is not what it should be."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service
from web.assets.build import build
from web.view.engine import STATIC_PREFIX

# Two ends of one connection in one page; what one sends the other hears, unless the line of one of them is away.
PAIR = """
async ([address, isLowerAway]) => {
  const { Peer } = await import(address)
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
  const until = async (holds) => { for (let i = 0; i < 100 && !holds(); i++) await sleep(50) }
  const ends = {}, heard = []
  let away = null
  const make = (me, other) => new Peer({
    id: other, page: 'x', me, ice: [], relayOnly: false, tracks: {}, onTrack() {}, onDocuments() {}, onRebuild() {},
    onState() {}, onWords: (_, words) => heard.push(words),
    send: (body) => { if (away === null) setTimeout(() => ends[other].heard(structuredClone(plain(body))), 5) },
  })
  const plain = (body) => JSON.parse(JSON.stringify(body))
  ends[1] = make(1, 2)
  ends[2] = make(2, 1)
  await until(() => ends[1].channel.readyState === 'open' && ends[2].channel.readyState === 'open')
  away = isLowerAway ? 1 : 2
  ends[3 - away].restart()
  await sleep(100)
  ends[away].restart()
  await sleep(100)
  const returned = away
  away = null
  ends[returned].again()
  await until(() => ends[1].pc.signalingState === 'stable' && ends[2].pc.signalingState === 'stable')
  ends[1].heard({ d: { type: 'offer', sdp: 'tull' } })
  ends[1].heard({ d: { type: 'answer', sdp: 'v=0' } })
  ends[1].heard({ c: { candidate: 'tull' } })
  ends[2].restart()
  await sleep(300)
  await until(() => ends[1].pc.signalingState === 'stable' && ends[2].pc.signalingState === 'stable')
  ends[1].renew([{ urls: ['turn:127.0.0.1:1'], username: 'ny', credential: 'nøkkel' }])
  for (let i = 0; i < 400; i++) ends[1].channel.send(JSON.stringify({ k: 'ask', what: 'pause' }))
  ends[1].channel.send('null')
  ends[1].channel.send('x'.repeat(100000))
  await sleep(500)
  return {
    states: [1, 2].map((id) => ends[id].pc.signalingState), heard: heard.length,
    key: ends[1].pc.getConfiguration().iceServers[0].username,
  }
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


async def of_the_room(page: Page, service: Service, script: str, module: str, value: object = None) -> Any:
    """What a script of the room answers in an otherwise empty page."""
    built = build()
    await page.goto(service.url("/personvern"))
    return await page.evaluate(script, [service.url(STATIC_PREFIX + built[f"js/room/{module}.js"]), value])


@pytest.mark.parametrize("is_lower_away", [True, False])
async def test_two_offers_at_once_settle_also_when_one_of_them_was_lost(
    service: Service, open_window: OpenWindow, is_lower_away: bool
) -> None:
    found = await of_the_room(await open_window(), service, PAIR, "peer", is_lower_away)
    assert found["states"] == ["stable", "stable"]
    assert found["key"] == "ny", "the keys to the relay are renewed in a connection that stands"
    assert 40 <= found["heard"] < 60, "more than anybody says is not heard"


async def test_silence_costs_nobody_the_picture_and_who_has_nothing_to_send_is_not_lost(
    service: Service, open_window: OpenWindow
) -> None:
    nothing_to_send, suddenly = await of_the_room(await open_window(), service, QUALITY, "quality")
    assert nothing_to_send == ["good"]
    assert suddenly == ["good", "lost", "lost 2"]
