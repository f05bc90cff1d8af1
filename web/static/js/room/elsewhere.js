// A conversation that goes on in the body's own video room: this page lets people in, shows who the interpreter is and
// keeps the time. It opens neither camera nor microphone, and hears nothing.
import { openLine, signalOf } from './line.js'
import { badge } from './stage.js'
import { Times } from './times.js'
import { People } from './people.js'
import { Ending } from './ending.js'
import { Leading } from './leading.js'
import { Relief } from './relief.js'
import { say, sentence, hush } from './saying.js'

const place = document.getElementById('rom')
const get = (id) => document.getElementById(id)
const show = (part) => {
  for (const each of ['rom-venter', 'rom-inne', 'rom-slutt']) get(each).hidden = each !== part
  get('verktoy').hidden = part === 'rom-slutt'
  place.dataset.del = part
}

const people = new People()
const times = new Times()
const ending = new Ending({ place, show, stop: () => times.stop() })
let line = { send: () => false, close: () => {} }
const leading = new Leading((message) => line.send(message))
const relief = new Relief((message) => line.send(message))

function heard(message) {
  const act = {
    welcome: () => {
      people.welcome(message)
      times.set(message.now)
      for (const part of document.querySelectorAll('[data-for]')) part.hidden = !part.dataset.for.split(' ').includes(message.role)
    },
    waiting: () => show('rom-venter'),
    roster: () => roster(message),
    refused: () => say(`refused_${message.code}`),
    unsettled: () => say('server_away', {}, { holds: true }),
    early: () => ending.early(message),
    removed: () => ending.out('over_removed'),
    revoked: () => ending.out('over_revoked'),
  }[message.type]
  act?.()
}

function roster(message) {
  if (message.topology !== 'own') return location.reload() // the conversation is here after all
  hush('server_away')
  const isFirst = place.dataset.del !== 'rom-inne'
  people.update(message.people, { isFirst })
  show('rom-inne')
  get('rom-eget').href = message.address
  get('rom-hvem').replaceChildren(...people.all.map(row))
  leading.update(message, people.role === 'owner')
  relief.update(people.all, people.me)
  times.update(message)
  if (isFirst) say('you_are_let_in')
}

function row(person) {
  const item = get('rom-person').content.firstElementChild.cloneNode(true)
  const role = sentence(`role_${person.role}`)
  item.querySelector('[data-hvem]').textContent = person.id === people.me ? sentence('you') : role
  item.querySelector('[data-navn]').textContent = person.name === role ? '' : person.name
  badge(item.querySelector('[data-merke]'), person.badge)
  item.querySelector('[data-mistet]').hidden = person.state !== 'away'
  return item
}

function buttons() {
  const opens = { 'rom-knapp-mer': 'rom-mer', 'rom-knapp-forlat': 'rom-forlat' }
  for (const [button, dialog] of Object.entries(opens)) get(button).addEventListener('click', () => get(dialog).showModal())
  get('rom-forlat-bare').addEventListener('click', () => ending.leave(line))
  get('rom-forlat-alle').addEventListener('click', () => line.send({ type: 'end' }))
  get('rom-metode-noter').addEventListener('click', () => {
    const list = get('rom-metode')
    if (!list.value) return
    line.send({ type: 'method', code: list.value })
    say('method_noted', { method: list.selectedOptions[0].textContent })
    list.value = ''
  })
  get('rom-kan-ikke').addEventListener('click', () => {
    line.send({ type: 'cannot' })
    get('rom-mer').close()
    say('cannot_noted', {}, { stays: true })
  })
  for (const button of document.querySelectorAll('[data-feil]')) {
    button.addEventListener('click', () => {
      line.send({ type: 'trouble', code: button.dataset.feil })
      say('trouble_noted')
    })
  }
}

show('rom-venter')
buttons()
line = openLine(signalOf(place.dataset.nummer), {
  heard,
  changed: (state) => {
    get('rom-linje').textContent = sentence(state === 'open' ? 'line_open' : 'line_away')
    if (state === 'open') hush('line_away_long')
    else say('line_away_long', {}, { holds: true })
  },
  over: (code) => ending.over(code),
})
window.addEventListener('pagehide', () => line.send({ type: 'leave' }))
