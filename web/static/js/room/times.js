// The clock of the conversation: how long it has lasted and when a break is due, by the service's clock, whatever this
// device believes that it is.
import { hush, say, sentence } from './saying.js'

const EVERY = 5000
const get = (id) => document.getElementById(id)

export class Times {
  constructor() {
    this.ahead = 0
    this.room = {}
    this.asked = null
    this.timer = setInterval(() => this.draw(), EVERY)
  }

  set(now) {
    if (now) this.ahead = Date.parse(now) - Date.now()
    this.draw()
  }

  update(room) {
    this.tellBreak(Boolean(room.break_since))
    this.room = room
    this.draw()
  }

  draw() {
    const now = Date.now() + this.ahead
    const { started_at, ends_at, break_at, break_since } = this.room
    get('rom-naa').textContent = clock(now)
    if (!ends_at) return
    get('rom-slutter').textContent = clock(ends_at)
    const title = break_since ? 'break_now' : break_at ? 'break_at' : 'break_later'
    get('rom-pause-naar').textContent = sentence(title, { at: clock(break_at) })
    const minutes = Math.max(0, Math.floor((now - Date.parse(started_at)) / 60000))
    get('rom-pause-tid').textContent = started_at ? sentence('interpreted_for', { minutes }) : ''
    if (break_at && !break_since && Date.parse(break_at) <= now && this.asked !== break_at) {
      this.asked = break_at
      const isShared = (this.room.people ?? []).filter((each) => each.role === 'interpreter').length > 1
      say(isShared ? 'time_for_relief' : 'time_for_break', {}, { stays: true })
    }
  }

  // It stands before all as long as it lasts.
  tellBreak(isBreak) {
    if (isBreak) say('break_now', {}, { holds: true, first: true })
    else if (hush('break_now')) say('break_over', {}, { first: true })
  }

  stop() {
    clearInterval(this.timer)
  }
}

// The day with the time, for another day than today.
export function moment(instant) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'long', timeZone: 'Europe/Oslo' })
  const [then, today] = [new Date(instant), new Date()].map((each) => day.format(each))
  return then === today ? clock(instant) : `${then} ${clock(instant)}`
}

export function clock(instant) {
  if (!instant) return ''
  const parts = new Intl.DateTimeFormat('nb-NO', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Oslo' })
  const shown = parts.format(new Date(instant))
  return ['nb', 'nn'].includes(document.documentElement.lang) ? shown.replace(':', '.') : shown.replace('.', ':')
}
