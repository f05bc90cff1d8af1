// The conversation: one page from the waiting room to the end. The server says who is here and carries what browsers need
// to find each other; sound, picture and words go between the browsers and are kept nowhere.
import { openLine } from './line.js'
import { Mesh } from './mesh.js'
import { canTalk, meter, openMedia } from './media.js'
import { watchQuality } from './quality.js'
import { Stage, moment } from './stage.js'
import { Times } from './times.js'
import { Words } from './words.js'
import { Text } from './text.js'
import { Aside } from './aside.js'
import { Papers } from './papers.js'
import { Sheet } from './sheet.js'
import { choosing } from './choosing.js'
import { proofs } from './proof.js'
import { Leading } from './leading.js'
import { Controls } from './controls.js'
import { say, sentence, hush } from './saying.js'

const place = document.getElementById('rom')
const number = place.dataset.nummer
const page = crypto.randomUUID()
const PARTS = ['rom-venter', 'rom-inne', 'rom-slutt', 'rom-uten']
const RENEW_KEYS = 300_000 // the keys to the relay live twice as long

let me = null
let role = null
let people = []
let relayed = true
let hasRelay = false
let ended = null
let stopMeter = () => {}
let stopWatch = () => {}

const show = (part) => {
  for (const each of PARTS) document.getElementById(each).hidden = each !== part
  document.getElementById('verktoy').hidden = !['rom-venter', 'rom-inne'].includes(part)
  for (const each of document.querySelectorAll('[data-bare-inne]')) each.hidden = part !== 'rom-inne'
  if (part !== 'rom-inne') papers.leave()
  place.dataset.del = part
}
const nameOf = (id) => {
  const person = people.find((each) => each.id === id)
  return person ? person.name || sentence(`role_${person.role}`) : sentence('somebody')
}

const mesh = new Mesh({
  send: (message) => line.send(message),
  onTrack: (peer) => stage.show(peer.id, peer.stream),
  onGone: (id) => {
    stage.lost(id, true)
    papers.gone(id)
  },
  onDocuments: (peer) => papers.attach(peer),
  onState: (peer, state) => {
    if (state === 'connected') stage.lost(peer.id, false)
    if (state === 'talking') controls.tellState()
  },
  onWords: (peer, words) => {
    if (words.k === 'state') {
      peer.sends = Boolean(words.sends)
      stage.microphone(peer.id, Boolean(words.mic))
      stage.picture(peer.id, Boolean(words.camera))
      if (stage.text(peer.id, Boolean(words.text))) textFollowed(peer.id)
    } else if (words.k === 'aside') aside.heard(peer.id, words)
    else words_.heard(peer.id, words)
  },
})
const stage = new Stage({ pinned: () => stage.update(people, me) })
const words_ = new Words(mesh, { nameOf })
const aside = new Aside(mesh, { nameOf })
const papers = new Papers({ sheet: new Sheet(), say, nameOf })
papers.closeDialog = choosing(papers)
proofs(mesh, nameOf)
const text = new Text({
  words: words_,
  changed: () => {
    controls.isText = text.isOn
    controls.tellState()
  },
})
let line = { send: () => false, close: () => {} }
const leading = new Leading((message) => line.send(message))
const controls = new Controls({
  mesh, stage, words: words_, send: (message) => line.send(message), me: () => me, isSigner,
  leave: () => leave(),
  heardFrom: (track) => {
    stopMeter()
    stopMeter = track ? meter(track, (level) => me && stage.loud(me, track.enabled ? level : 0)) : () => {}
  },
})
const times = new Times()

function isSigner() {
  return stage.isSigning && place.dataset.rolle === 'interpreter'
}

function heard(message) {
  const act = {
    welcome: () => welcome(message),
    waiting: () => {
      mesh.close() // whoever has lost the place hears nothing more, and is heard by nobody
      show('rom-venter')
    },
    roster: () => roster(message),
    signal: () => mesh.heard(message),
    // somebody left while a message to them was on its way: nothing anybody need know
    refused: () => message.was === 'signal' || say(`refused_${message.code}`),
    unsettled: () => say('server_away', {}, { holds: true }),
    early: () => (ended = { key: place.dataset.del === 'rom-inne' ? 'over_moved' : 'over_early', at: message.opens_at }),
    removed: () => (ended = { key: 'over_removed' }),
    revoked: () => (ended = { key: 'over_revoked' }),
  }[message.type]
  act?.()
}

function welcome(message) {
  me = message.me
  role = message.role
  relayed = message.relay_only
  mesh.welcome({ me, ice: message.ice, relayOnly: message.relay_only })
  hasRelay = Boolean(message.ice?.length)
  controls.role(role)
  times.set(message.now)
  if (place.dataset.leter) {
    delete place.dataset.leter
    mesh.restart()
  }
}

function roster(message) {
  hush('server_away')
  const isFirst = place.dataset.del !== 'rom-inne'
  const before = new Map(people.map((each) => [each.id, each]))
  people = message.people
  show(message.topology === 'own' ? 'rom-venter' : 'rom-inne')
  stage.update(people, me)
  controls.ownPicture()
  mesh.update(people, message.out)
  leading.update(message, role === 'owner')
  aside.update(role, me, people)
  controls.relief(people.find((each) => each.id === me), people)
  own(message)
  times.update(message)
  document.getElementById('rom-uten-rele').hidden = !relayed || hasRelay
  if (isFirst) {
    say('you_are_in')
    const others = people.filter((each) => each.id !== me).map((each) => nameOf(each.id))
    text.note(sentence('inside_now', { name: others.join(', ') || sentence('nobody') }))
  } else changes(before)
}

// Somebody neither sees nor hears it: the others are told, and have where to write before them.
function textFollowed(id) {
  say('follows_text', { name: nameOf(id) }, { stays: true })
  if (!text.isOn) controls.writing(true, { takesFocus: false })
}

function changes(before) {
  for (const person of people.filter((each) => each.id !== me)) {
    const was = before.get(person.id)
    if (!was) say('came', { name: nameOf(person.id) })
    else if (was.state !== person.state) say(person.state === 'away' ? 'lost' : 'returned', { name: nameOf(person.id) })
    else if (role === 'owner' && was.badge && person.badge && was.badge.standing !== person.badge.standing) {
      hush('standing_listed', 'standing_unlisted', 'standing_unknown')
      say(`standing_${person.badge.standing}`, {}, { holds: person.badge.standing !== 'listed' })
    }
  }
  for (const id of before.keys()) {
    const gone = before.get(id)
    if (!people.some((each) => each.id === id)) say('left', { name: gone.name || sentence(`role_${gone.role}`) })
  }
}

function own(message) {
  const link = document.getElementById('rom-eget')
  link.hidden = message.topology !== 'own'
  if (message.address) link.querySelector('a').href = message.address
}

function over(code) {
  stopEverything()
  if (code === 4410) {
    location.assign(place.dataset.ferdig)
    return
  }
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close() // or nothing behind it can be reached
  const key = ended?.key ?? `over_${code}`
  document.getElementById('rom-slutt-tekst').textContent = sentence(key, { at: ended?.at ? moment(ended.at) : '' })
  show('rom-slutt')
  document.getElementById('rom-slutt').focus()
}

function stopEverything() {
  stopMeter()
  stopWatch()
  times.stop()
  mesh.close()
  controls.stop()
}

function leave() {
  line.send({ type: 'leave' })
  line.close()
  stopEverything()
  location.assign(place.dataset.ferdig)
}

function renew() {
  if (place.dataset.del === 'rom-inne') line.send({ type: 'ice' })
}

async function start() {
  show('rom-venter')
  await controls.use(await openMedia({ isSigner: isSigner() }))
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  line = openLine(`${scheme}://${location.host}/rom/${number}/signal?page=${page}`, {
    heard,
    changed: (state) => {
      document.getElementById('rom-linje').textContent = sentence(state === 'open' ? 'line_open' : 'line_away')
      if (state === 'open') {
        hush('line_away_long')
        mesh.again()
      } else say('line_away_long', {}, { holds: true })
    },
    over,
  })
  stopWatch = watchQuality(mesh, {
    stop: () => controls.squeeze(true),
    back: () => controls.squeeze(false),
    lost: (id, isLost) => stage.lost(id, isLost),
    colour: (state) => {
      place.dataset.forbindelse = state
      document.getElementById('rom-linje').textContent = sentence(`quality_${state}`)
    },
    isSigning: isSigner,
  })
  setInterval(() => renew(), RENEW_KEYS)
  // on another network: a new way, with keys that are not too old for it
  window.addEventListener('online', () => {
    place.dataset.leter = 'ja'
    renew()
  })
  window.addEventListener('pagehide', () => line.send({ type: 'leave' }))
}

if (canTalk()) start()
else show('rom-uten')
