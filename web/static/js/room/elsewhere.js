// A conversation that goes on in the body's own video room: this page lets people in, shows who the interpreter is and
// keeps the time. It opens neither camera nor microphone, and hears nothing.
import { openLine, signalOf } from './line.js'
import { badge } from './stage.js'
import { Times } from './times.js'
import { People } from './people.js'
import { Ending } from './ending.js'
import { Leading } from './leading.js'
import { asking, noting, partsFor } from './noting.js'
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
const ask = asking(() => line)
const leading = new Leading(ask)
const relief = new Relief(ask)

function heard(message) {
  const act = {
    welcome: () => {
      people.welcome(message)
      times.set(message.now)
      partsFor(message.role)
    },
    waiting: () => {
      hush('server_away', 'break_now')
      show('rom-venter')
    },
    roster: () => roster(message),
    refused: () => say(`refused_${message.code}`, {}, { first: true }),
    unsettled: () => say('server_away', {}, { holds: true }),
    ...ending.heard(message),
  }[message.type]
  act?.()
}

function roster(message) {
  if (message.topology !== 'own') return location.reload() // the conversation is here after all
  hush('server_away')
  const isFirst = place.dataset.del !== 'rom-inne'
  people.update(message.people, { isFirst, cannot: message.cannot })
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

show('rom-venter')
noting(ask, () => ending.leave(line))
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
