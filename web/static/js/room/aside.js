// Words between the interpreter and whoever leads, by that pair's own line and shown apart from what all read. The one
// they go to is named on the button, and never changes under a text that is being written.
import { say, sentence } from './saying.js'
import { LONGEST, MOST_LINES, written } from './words.js'

const get = (id) => document.getElementById(`rom-fortrolig${id}`)
const OTHER = { owner: 'interpreter', interpreter: 'owner' }

export class Aside {
  constructor(mesh, { nameOf }) {
    Object.assign(this, { mesh, nameOf })
    this.place = get('')
    this.log = get('-ord')
    this.to = get('-til')
    this.field = get('-felt')
    this.others = []
    this.to.addEventListener('change', () => this.name())
    this.place.addEventListener('toggle', () => this.mark(false))
    this.place.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault()
      this.write()
    })
    document.getElementById('rom-knapp-fortrolig').addEventListener('click', () => {
      document.getElementById('rom-mer').close()
      this.place.open = true
      this.field.focus()
    })
  }

  // Who of those inside has the other role.
  update(role, me, people) {
    this.others = people.filter((each) => each.id !== me && each.role === OTHER[role]).map((each) => each.id)
    const chosen = Number(this.to.value)
    const isGone = !this.others.includes(chosen)
    const mustChoose = isGone && this.field.value.trim() !== ''
    const options = this.others.map((id) => new Option(this.nameOf(id), id, false, id === chosen))
    this.to.replaceChildren(...(mustChoose ? [new Option(sentence('aside_choose'), '')] : []), ...options)
    get('-ingen').hidden = this.others.length > 0
    this.place.querySelector('form').hidden = this.others.length === 0
    this.name()
  }

  name() {
    const name = this.to.value ? this.nameOf(Number(this.to.value)) : ''
    this.place.querySelector('[for="rom-fortrolig-felt"]').textContent = sentence('aside_field', { name })
    this.place.querySelector('[type="submit"]').textContent = sentence('aside_send', { name })
  }

  write() {
    const text = this.field.value.trim().slice(0, LONGEST)
    const id = Number(this.to.value)
    if (!text) return
    if (!this.others.includes(id)) return say('aside_choose')
    const name = this.nameOf(id)
    if (!this.mesh.tell(id, { k: 'aside', text })) return say('aside_failed', { name })
    this.add(sentence('aside_to', { name }), text)
    this.field.value = ''
    this.field.focus()
  }

  // Only the one who has the other role is heard here, whatever others send.
  heard(from, { text }) {
    if (typeof text !== 'string' || !this.others.includes(from)) return
    this.add(sentence('aside_from', { name: this.nameOf(from) }), text.slice(0, LONGEST))
    if (this.place.open) return
    this.mark(true)
    say('aside_wrote', { name: this.nameOf(from) })
  }

  mark(isNew) {
    get('-ny').hidden = !isNew
  }

  add(who, text) {
    this.log.append(written(who, text))
    while (this.log.children.length > MOST_LINES) this.log.firstElementChild.remove()
    this.log.scrollTop = this.log.scrollHeight
  }
}
