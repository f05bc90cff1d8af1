// The conversation: one page from the waiting room to the end. The server says who is here and carries what browsers need
// to find each other; sound, picture and words go between the browsers and are kept nowhere.
import { openLine, signalOf } from './line.js'
import { Mesh } from './mesh.js'
import { canTalk, meter, openMedia } from './media.js'
import { watchQuality } from './quality.js'
import { Stage } from './stage.js'
import { Times } from './times.js'
import { People } from './people.js'
import { Ending } from './ending.js'
import { Words } from './words.js'
import { Text } from './text.js'
import { Aside } from './aside.js'
import { Papers } from './papers.js'
import { Sheet } from './sheet.js'
import { choosing } from './choosing.js'
import { proofs } from './proof.js'
import { Leading } from './leading.js'
import { Controls } from './controls.js'
import { asking, noting, partsFor } from './noting.js'
import { Relief } from './relief.js'
import { say, sentence, hush } from './saying.js'

const place = document.getElementById('rom')
const PARTS = ['rom-venter', 'rom-inne', 'rom-slutt', 'rom-uten']
const RENEW_KEYS = 300_000 // the keys to the relay live twice as long

let relayed = true
let hasRelay = false
let stopMeter = () => {}
let stopWatch = () => {}

const isSigner = () => stage.isSigning && place.dataset.rolle === 'interpreter'
const isInside = () => place.dataset.del === 'rom-inne'
const show = (part) => {
  for (const each of PARTS) document.getElementById(each).hidden = each !== part
  document.getElementById('verktoy').hidden = !['rom-venter', 'rom-inne'].includes(part)
  for (const each of document.querySelectorAll('[data-bare-inne]')) each.hidden = part !== 'rom-inne'
  if (part !== 'rom-inne') papers.leave()
  place.dataset.del = part
}

let line = { send: () => false, close: () => {} }
const ask = asking(() => line)
const people = new People()
const nameOf = (id) => people.name(id)
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
const stage = new Stage({ pinned: () => stage.update(people.all, people.me) })
const relief = new Relief(ask)
const times = new Times()
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
const leading = new Leading(ask)
const ending = new Ending({
  place, show,
  stop: () => {
    stopMeter()
    stopWatch()
    times.stop()
    mesh.close()
    controls.stop()
  },
})
const controls = new Controls({
  mesh, stage, words: words_, me: () => people.me, isSigner,
  heardFrom: (track) => {
    stopMeter()
    const loud = (level) => people.me && stage.loud(people.me, track.enabled ? level : 0)
    stopMeter = track ? meter(track, loud) : () => {}
  },
})

noting(ask, () => ending.leave(line))

function heard(message) {
  const act = {
    welcome: () => welcome(message),
    waiting: () => {
      hush('server_away', 'break_now')
      mesh.close() // whoever has lost the place hears nothing more, and is heard by nobody
      show('rom-venter')
    },
    roster: () => roster(message),
    signal: () => mesh.heard(message),
    // somebody left while a message to them was on its way: nothing anybody need know
    refused: () => message.was === 'signal' || say(`refused_${message.code}`, {}, { first: true }),
    unsettled: () => say('server_away', {}, { holds: true }),
    ...ending.heard(message),
  }[message.type]
  act?.()
}

function welcome(message) {
  people.welcome(message)
  relayed = message.relay_only
  mesh.welcome({ me: message.me, ice: message.ice, relayOnly: message.relay_only })
  hasRelay = Boolean(message.ice?.length)
  partsFor(message.role)
  document.getElementById('rom-direkte').hidden = message.relay_only
  times.set(message.now)
  if (place.dataset.leter) {
    delete place.dataset.leter
    mesh.restart()
  } else mesh.again() // with keys that are not too old
}

function roster(message) {
  if (message.topology === 'own') return location.reload() // the body's own video room has a page of its own
  if (hush('server_away')) say('line_open')
  const isFirst = !isInside()
  people.update(message.people, { isFirst, cannot: message.cannot })
  show('rom-inne')
  stage.update(people.all, people.me)
  controls.ownPicture()
  mesh.update(people.all, message.out)
  leading.update(message, people.role === 'owner')
  aside.update(people.role, people.me, people.all)
  relief.update(people.all, people.me)
  times.update(message)
  document.getElementById('rom-uten-rele').hidden = !relayed || hasRelay
  if (!isFirst) return
  say('you_are_in')
  const others = people.others.map((each) => nameOf(each.id)).join(', ')
  text.note(sentence('inside_now', { name: others || sentence('nobody') }))
}

// Somebody neither sees nor hears it: the others are told, and have where to write before them.
function textFollowed(id) {
  say('follows_text', { name: nameOf(id) }, { stays: true })
  if (!text.isOn) controls.writing(true, { takesFocus: false })
}

function renew() {
  if (isInside()) line.send({ type: 'ice' })
}

async function start() {
  show('rom-venter')
  line = openLine(signalOf(place.dataset.nummer), {
    heard,
    changed: (state) => {
      document.getElementById('rom-linje').textContent = sentence(state === 'open' ? 'line_open' : 'line_away')
      if (state === 'open') {
        if (hush('line_away_long')) say('line_open')
      } else say('line_away_long', {}, { holds: true })
    },
    over: (code) => ending.over(code),
  })
  stopWatch = watchQuality(mesh, {
    stop: () => controls.squeeze(true),
    back: () => controls.squeeze(false),
    lost: (id, isLost) => {
      stage.lost(id, isLost)
      people.silent(id, isLost)
    },
    colour: (state) => {
      place.dataset.forbindelse = state
      document.getElementById('rom-linje').textContent = sentence(`quality_${state}`)
    },
    isSigning: isSigner,
  })
  setInterval(renew, RENEW_KEYS)
  // on another network: a new way, with keys that are not too old for it
  window.addEventListener('online', () => {
    place.dataset.leter = 'ja'
    renew()
  })
  window.addEventListener('pagehide', () => line.send({ type: 'leave' }))
  // last, for whoever has not answered the browser's question yet is seen waiting all the same
  await controls.use(await openMedia({ isSigner: isSigner() }))
}

if (canTalk()) start()
else show('rom-uten')
