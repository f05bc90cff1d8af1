// The people on the page: one tile each, the interpreter large and always marked as such.
import { sentence } from './saying.js'
import { clock } from './times.js'

const SOUND_FROM = 30

export class Stage {
  constructor({ pinned }) {
    this.scene = document.getElementById('rom-scene')
    this.rest = document.getElementById('rom-andre')
    this.model = document.getElementById('rom-rute')
    this.tiles = new Map()
    this.pinned = new Set()
    this.onPin = pinned
    this.isSigning = this.scene.dataset.type === 'sign'
  }

  update(people, me) {
    const here = new Set(people.map((each) => each.id))
    for (const id of [...this.tiles.keys()]) if (!here.has(id)) this.remove(id)
    const lead = this.lead(people, me)
    const isShared = people.filter((each) => each.role === 'interpreter').length > 1
    for (const person of people) {
      const tile = this.tiles.get(person.id) ?? this.add(person.id, person.id === me)
      const isLarge = person.id === lead || this.pinned.has(person.id)
      tile.dataset.rolle = person.id === lead ? 'tolk' : person.id === me ? 'deg' : 'annen'
      tile.toggleAttribute('data-festet', this.pinned.has(person.id))
      tile.toggleAttribute('data-borte', person.state === 'away')
      const parent = isLarge ? this.scene : this.rest
      if (tile.parentElement !== parent) this.move(tile, parent)
      this.label(tile, person, person.id === me)
      tile.querySelector('[data-tolker]').hidden = !(isShared && person.active)
    }
    this.scene.dataset.antall = String(people.length)
  }

  // The interpreter who interprets is large; for the interpreter it is whoever is interpreted for.
  lead(people, me) {
    const own = people.find((each) => each.id === me)
    const all = people.filter((each) => each.id !== me)
    const here = all.filter((each) => each.state !== 'away')
    const others = here.length > 0 ? here : all // whoever has lost the line is large only when nobody else is there
    const order = own?.role === 'interpreter' ? ['person', 'guest', 'owner', 'interpreter'] : ['interpreter', 'owner', 'person', 'guest']
    const active = others.find((each) => each.active && own?.role !== 'interpreter')
    const first = active ?? order.map((role) => others.find((each) => each.role === role)).find(Boolean)
    return first?.id ?? me
  }

  add(id, isMe) {
    const tile = this.model.content.firstElementChild.cloneNode(true)
    const video = tile.querySelector('video')
    tile.id = `rute-${id}`
    if (isMe) {
      video.muted = true
      tile.toggleAttribute('data-speil', true)
    }
    tile.querySelector('[data-fest]').addEventListener('click', () => this.pin(id))
    this.tiles.set(id, tile)
    return tile
  }

  move(tile, parent) {
    const video = tile.querySelector('video')
    const focused = tile.contains(document.activeElement) ? document.activeElement : null
    if (parent === this.scene) this.scene.insertBefore(tile, this.rest)
    else parent.append(tile)
    focused?.focus() // to be moved takes it away
    if (video.srcObject) video.play().catch(() => {})
  }

  label(tile, person, isMe) {
    const role = isMe ? sentence('you') : sentence(`role_${person.role}`)
    tile.querySelector('[data-hvem]').textContent = role
    tile.querySelector('[data-navn]').textContent = person.name === role ? '' : person.name
    badge(tile.querySelector('[data-merke]'), person.badge)
    const gone = tile.querySelector('[data-mistet]')
    gone.hidden = !(person.state === 'away' && person.page) // whoever said goodbye has lost nothing
    const pin = tile.querySelector('[data-fest]')
    pin.setAttribute('aria-pressed', String(this.pinned.has(person.id)))
    pin.setAttribute('aria-label', sentence('pin', { name: person.name || role }))
  }

  pin(id) {
    if (!this.pinned.delete(id)) this.pinned.add(id)
    this.onPin()
  }

  remove(id) {
    this.tiles.get(id)?.remove()
    this.tiles.delete(id)
    this.pinned.delete(id)
  }

  // Sound and picture of somebody; a tile without a picture shows that there is none.
  show(id, stream) {
    const tile = this.tiles.get(id)
    if (!tile) return
    const video = tile.querySelector('video')
    if (video.srcObject !== stream) video.srcObject = stream
    video.play().catch(() => {})
    const picture = stream.getVideoTracks()[0]
    const look = () => tile.toggleAttribute('data-bilde', Boolean(picture && !picture.muted && picture.readyState === 'live'))
    if (picture) {
      picture.onmute = look
      picture.onunmute = look
      picture.onended = look
    }
    look()
  }

  picture(id, isOn) {
    this.tiles.get(id)?.toggleAttribute('data-bilde', isOn)
  }

  microphone(id, isOn) {
    const tile = this.tiles.get(id)
    if (tile) tile.querySelector('[data-dempet]').hidden = isOn
  }

  // Whether somebody follows by text alone; true when that is new.
  text(id, isOn) {
    const mark = this.tiles.get(id)?.querySelector('[data-tekst]')
    if (!mark || mark.hidden !== isOn) return false
    mark.hidden = !isOn
    return isOn
  }

  lost(id, isLost) {
    const tile = this.tiles.get(id)
    if (tile) tile.querySelector('[data-mistet]').hidden = !isLost
  }

  // Who makes a sound has a green frame: for the eye only, it is never read out.
  loud(id, level) {
    this.tiles.get(id)?.toggleAttribute('data-snakker', level > SOUND_FROM)
  }

  hideOwn(me, isHidden) {
    this.tiles.get(me)?.toggleAttribute('data-skjult', isHidden)
  }
}

// What the register said of the interpreter, and when it was asked.
export function badge(place, found) {
  place.hidden = !found
  if (!found) return
  const { standing, category, number, at } = found
  const key = standing === 'listed' ? (category ? 'badge_listed' : 'badge_listed_plain') : `badge_${standing}`
  place.textContent = sentence(key, { category: category ?? '', number: number ?? '', at: clock(at) })
  place.dataset.farge = standing === 'listed' ? 'god' : standing === 'unknown' ? 'vet-ikke' : 'varsel'
}
