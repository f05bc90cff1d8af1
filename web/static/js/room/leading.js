// What the owner sees and does beside the conversation: who waits, the lock, the break, and the end.
import { named } from './people.js'
import { sentence, say } from './saying.js'

export class Leading {
  constructor(send) {
    this.send = send
    this.list = document.getElementById('rom-venteliste')
    this.panel = document.getElementById('rom-leder')
    this.lock = document.getElementById('rom-laas')
    this.pause = document.getElementById('rom-pause')
    this.known = new Set()
    this.lock?.addEventListener('click', () => send({ type: 'lock', on: !this.lock.hasAttribute('data-paa') }))
    this.pause?.addEventListener('click', () => send({ type: 'break', on: !this.pause.hasAttribute('data-paa') }))
  }

  update(roster, isOwner) {
    this.panel.hidden = !isOwner
    if (!isOwner) return
    press(this.lock, roster.locked, 'locked', 'unlocked')
    press(this.pause, Boolean(roster.break_since), 'break_on', 'break_off')
    const waiting = roster.waiting ?? []
    for (const each of waiting) if (!this.known.has(each.id)) say('waits', { name: named(each) }, { stays: true })
    this.known = new Set(waiting.map((each) => each.id))
    const rows = [
      ...waiting.map((each) => this.row(each, 'admit')),
      ...roster.people.filter((each) => ['person', 'guest'].includes(each.role)).map((each) => this.row(each, 'remove')),
    ]
    if (this.same(rows)) return
    const hadFocus = this.list.contains(document.activeElement)
    this.list.replaceChildren(...rows)
    if (hadFocus) (this.list.querySelector('button') ?? this.lock).focus() // what was pressed is gone
    document.getElementById('rom-ingen-venter').hidden = waiting.length > 0
  }

  // A list that has focus is left alone while it says the same.
  same(rows) {
    const text = (all) => [...all].map((each) => each.dataset.key).join()
    const isSame = text(rows) === text(this.list.children) && rows.length > 0
    return isSame && this.list.contains(document.activeElement)
  }

  row(person, act) {
    const item = document.getElementById('rom-venterad').content.firstElementChild.cloneNode(true)
    item.dataset.key = `${person.id}-${act}`
    item.querySelector('[data-navn]').textContent = named(person)
    const button = item.querySelector('button')
    button.firstChild.textContent = sentence(act)
    button.querySelector('[data-hvem]').textContent = named(person)
    button.dataset.variant = act === 'admit' ? 'primary' : 'tertiary'
    button.addEventListener('click', () => this.send({ type: act, who: person.id }))
    return item
  }
}

function press(button, isOn, on, off) {
  button.toggleAttribute('data-paa', isOn) // its name says what it does; pressed besides would say it twice
  button.querySelector('span').textContent = sentence(isOn ? on : off)
}
