// Written words and short requests, from browser to browser: nothing of them reaches the server, and all is gone when
// the page is left.
import { say, sentence } from './saying.js'

export const LONGEST = 500
export const MOST_LINES = 200
const ASKS = ['pause', 'repeat', 'slower', 'bad_sound', 'bad_picture']

export class Words {
  constructor(mesh, { nameOf }) {
    this.mesh = mesh
    this.nameOf = nameOf
    this.panel = document.getElementById('rom-skriv')
    this.log = document.getElementById('rom-ord')
    this.field = document.getElementById('rom-skriv-felt')
    this.also = () => {}
    this.isText = () => false
    this.panel.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault()
      this.write(this.field)
    })
  }

  open(isOpen, { takesFocus = true } = {}) {
    this.panel.hidden = !isOpen
    if (isOpen && takesFocus) this.field.focus()
  }

  write(field) {
    const text = field.value.trim().slice(0, LONGEST)
    if (!text || !this.reached({ k: 'chat', text })) return
    this.add(sentence('you'), text)
    field.value = ''
    field.focus()
  }

  ask(what) {
    if (this.reached({ k: 'ask', what })) say(`asked_${what}`, {}, { first: true })
  }

  // What nobody got is not shown as said; whom it did not reach is told by name.
  reached(words) {
    const everybody = this.mesh.peers.size
    const without = this.mesh.say(words)
    if (everybody === 0) say('nobody_hears')
    else if (without.length > 0) say('words_failed', { name: without.map((id) => this.nameOf(id)).join(', ') })
    return without.length < everybody
  }

  heard(from, words) {
    if (words.k === 'chat' && typeof words.text === 'string') {
      this.add(this.nameOf(from), words.text.slice(0, LONGEST))
      if (this.panel.hidden && !this.isText()) say('wrote', { name: this.nameOf(from) })
      document.getElementById('rom-knapp-skriv').toggleAttribute('data-nytt', this.panel.hidden)
    }
    if (words.k === 'ask' && ASKS.includes(words.what)) {
      say(`asks_${words.what}`, { name: this.nameOf(from) }, { stays: words.what === 'pause' })
    }
  }

  add(name, text) {
    this.also(name, text)
    this.log.append(written(name, text))
    while (this.log.children.length > MOST_LINES) this.log.firstElementChild.remove()
    this.log.scrollTop = this.log.scrollHeight
  }
}

// A line of a log: who, and what they wrote.
export function written(name, text) {
  const line = document.createElement('p')
  const who = document.createElement('strong')
  who.textContent = `${name}:`
  line.dir = 'auto'
  line.append(who, ` ${text}`)
  return line
}
