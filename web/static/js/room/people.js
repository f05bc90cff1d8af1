// Who is in the conversation, by the latest roster. What has changed since the one before is said; never who is speaking.
import { hush, say, sentence } from './saying.js'
import { clock } from './times.js'

const STANDINGS = ['standing_listed', 'standing_unlisted', 'standing_unknown']

export class People {
  constructor() {
    this.all = []
    this.me = null
    this.role = null
    this.silentOnes = new Set()
  }

  welcome({ me, role }) {
    Object.assign(this, { me, role })
  }

  get others() {
    return this.all.filter((each) => each.id !== this.me)
  }

  get own() {
    return this.all.find((each) => each.id === this.me)
  }

  name(id) {
    const person = this.all.find((each) => each.id === id)
    return person ? named(person) : sentence('somebody')
  }

  update(people, { isFirst, cannot = {} }) {
    const before = new Map(this.all.map((each) => [each.id, each]))
    this.all = people
    if (!isFirst) this.tell(before)
    this.tellWhoCannot(cannot)
  }

  // To the owner, as long as the server says so: until a break begins or the other interpreter takes over.
  tellWhoCannot(cannot) {
    const [latest] = Object.entries(cannot).sort(([, one], [, other]) => other.localeCompare(one))
    if (!latest) return hush('cannot_said')
    const [id, at] = latest
    say('cannot_said', { name: this.name(Number(id)), at: clock(at) }, { holds: true, first: true })
  }

  tell(before) {
    for (const person of this.others) {
      const was = before.get(person.id)
      if (person.state === 'away') this.silentOnes.delete(person.id) // and is not said to be back twice
      if (!was) say('came', { name: named(person) })
      else if (was.state !== person.state) say(person.state === 'away' ? whyAway(person) : 'returned', { name: named(person) })
      else if (this.role === 'owner' && was.badge && person.badge && was.badge.standing !== person.badge.standing) {
        hush(...STANDINGS)
        say(`standing_${person.badge.standing}`, {}, { holds: person.badge.standing !== 'listed' })
      }
    }
    for (const gone of before.values()) {
      if (!this.all.some((each) => each.id === gone.id)) say('left', { name: named(gone) })
    }
  }

  // Sound and picture of somebody who is here have stopped, or are back.
  silent(id, isSilent) {
    if (isSilent === this.silentOnes.has(id)) return
    if (isSilent) this.silentOnes.add(id)
    else this.silentOnes.delete(id)
    const person = this.all.find((each) => each.id === id)
    if (person?.state === 'inside') say(isSilent ? 'lost' : 'returned', { name: named(person) })
  }
}

// Whoever says goodbye takes the page along; whoever is lost does not.
const whyAway = (person) => (person.page ? 'lost' : 'left')

export const named = (person) => person.name || sentence(`role_${person.role}`)
