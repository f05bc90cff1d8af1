// The end of this page's part in the conversation: why, in words, and where to go from here.
import { moment } from './times.js'
import { quiet, sentence } from './saying.js'

const ENDED = 4410
const get = (id) => document.getElementById(id)

export class Ending {
  constructor({ place, show, stop }) {
    Object.assign(this, { place, show, stop })
    this.why = null
  }

  // What the server says before it closes the line.
  heard({ opens_at }) {
    const early = this.place.dataset.del === 'rom-inne' ? 'over_moved' : 'over_early'
    return {
      early: () => (this.why = { key: early, at: moment(opens_at) }),
      removed: () => (this.why = { key: 'over_removed' }),
      revoked: () => (this.why = { key: 'over_revoked' }),
    }
  }

  over(code) {
    this.stop()
    if (code === ENDED) {
      const after = new URL(this.place.dataset.ferdig, location)
      after.searchParams.set('slutt', 'ja') // for everybody, not only for who left
      location.assign(after)
      return
    }
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close() // or nothing behind it can be reached
    const { key, at } = this.why ?? { key: `over_${code}` }
    quiet()
    get('rom-slutt-veier').hidden = key === 'over_removed' // no way leads back
    get('rom-slutt-tekst').textContent = sentence(key, { at })
    this.show('rom-slutt')
    get('rom-slutt').focus()
  }

  leave(line) {
    line.send({ type: 'leave' })
    line.close()
    this.stop()
    location.assign(this.place.dataset.ferdig)
  }
}
