// Two interpreters who relieve each other: everybody is told who interprets now, and each takes over for themselves.
import { say, sentence } from './saying.js'

export class Relief {
  constructor(send) {
    this.panel = document.getElementById('rom-avloesning')
    this.text = document.getElementById('rom-avloesning-hvem')
    this.button = document.getElementById('rom-overta')
    this.active = null
    this.button.addEventListener('click', () => send({ type: 'take_over' }))
  }

  update(people, me) {
    const interpreters = people.filter((each) => each.role === 'interpreter')
    const active = interpreters.find((each) => each.active)
    const isMine = active?.id === me
    this.panel.hidden = interpreters.length < 2 || !interpreters.some((each) => each.id === me)
    this.button.hidden = isMine
    if (interpreters.length < 2 || !active) {
      this.active = null
      return
    }
    const key = isMine ? 'you_interpret' : 'interprets_now'
    this.text.textContent = sentence(key, { name: active.name })
    if (this.active !== null && this.active !== active.id) say(key, { name: active.name })
    this.active = active.id
  }
}
