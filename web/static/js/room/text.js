// The conversation as text alone: who comes and goes, what is asked for and everything that is written, line by line and
// one field to write in. For those who neither see nor hear it; others are told, so that they write what is said.
import { onSaid } from './saying.js'
import { MOST_LINES, written } from './words.js'

const get = (id) => document.getElementById(id)

export class Text {
  constructor({ words, changed }) {
    this.room = get('rom')
    this.place = get('rom-tekst')
    this.log = get('rom-tekst-ord')
    this.button = get('rom-knapp-tekst')
    this.isOn = false
    this.changed = changed
    const field = get('rom-tekst-felt')
    this.place.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault()
      words.write(field)
    })
    words.also = (name, text) => this.add(written(name, text))
    words.isText = () => this.isOn
    onSaid((text) => {
      this.note(text)
      return this.isOn
    })
    this.button.addEventListener('click', () => this.turn(!this.isOn))
  }

  turn(isOn) {
    this.isOn = isOn
    this.button.setAttribute('aria-pressed', String(isOn))
    this.room.toggleAttribute('data-bare-tekst', isOn)
    this.place.hidden = !isOn
    if (isOn) {
      this.log.scrollTop = this.log.scrollHeight
      get('rom-tekst-tittel').focus()
    }
    this.changed()
  }

  note(text) {
    const line = document.createElement('p')
    line.textContent = text
    this.add(line)
  }

  add(line) {
    this.log.append(line)
    while (this.log.children.length > MOST_LINES) this.log.firstElementChild.remove()
    this.log.scrollTop = this.log.scrollHeight
  }
}
