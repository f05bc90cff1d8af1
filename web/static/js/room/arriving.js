// A document that another browser shows, as it comes through: one page at a time, in parts of a known size and in order.
// Whoever sends it may be anybody with a seat and a script of their own, so that nothing is believed: what is not exactly
// as it must be is refused, and then nothing more is heard from that browser.
export const PART = 16 * 1024
export const MOST_PAGES = 100
export const MOST_BYTES = 3 * 1024 * 1024
export const LONGEST_SIDE = 2400
const LONGEST_WORDS = 100
const MOST_WORDS = 40 // in so many milliseconds:
const SPAN = 10_000

export class Refused extends Error {}

export class Arriving {
  // shown(pages), turned(number, pages), page({ bytes, number, pages, width, height }) and stopped() are told what came.
  constructor({ shown, turned, page, stopped, now = () => performance.now() }) {
    this.tell = { shown, turned, page, stopped }
    this.now = now
    this.pages = 0
    this.coming = null
    this.times = []
  }

  // One message of the channel; throws Refused.
  heard(data) {
    if (typeof data === 'string') this.words(data)
    else this.part(new Uint8Array(data))
  }

  words(text) {
    this.count()
    if (text.length > LONGEST_WORDS) throw new Refused('words')
    const { k, ...said } = read(text)
    const fields = Object.keys(said).sort().join()
    if (k === 'show' && fields === 'pages' && isNumber(said.pages, MOST_PAGES)) return this.show(said.pages)
    if (k === 'page' && fields === 'number,size' && this.pages) return this.turn(said)
    if (k === 'stop' && fields === '' && this.pages) return this.stop()
    throw new Refused('words')
  }

  show(pages) {
    this.pages = pages
    this.coming = null
    this.tell.shown(pages)
  }

  // A page that is on its way is dropped when the next is turned to.
  turn({ number, size }) {
    if (!isNumber(number, this.pages) || !isNumber(size, MOST_BYTES)) throw new Refused('page')
    this.coming = { number, bytes: new Uint8Array(size), got: 0 }
    this.tell.turned(number, this.pages)
  }

  stop() {
    this.pages = 0
    this.coming = null
    this.tell.stopped()
  }

  // Every part but the last is full, so that nobody sends a page as a million parts.
  part(bytes) {
    const { coming } = this
    if (!coming || bytes.length !== Math.min(PART, coming.bytes.length - coming.got)) throw new Refused('part')
    coming.bytes.set(bytes, coming.got)
    coming.got += bytes.length
    if (coming.got < coming.bytes.length) return
    this.coming = null
    const size = jpegSize(coming.bytes)
    if (!size || Math.max(size.width, size.height) > LONGEST_SIDE) throw new Refused('picture')
    this.tell.page({ bytes: coming.bytes, number: coming.number, pages: this.pages, ...size })
  }

  count() {
    const now = this.now()
    this.times = [...this.times.filter((each) => now - each < SPAN), now]
    if (this.times.length > MOST_WORDS) throw new Refused('flood')
  }
}

// Width and height of a JPEG as its frame says, before anybody decodes it; null when it is none.
export function jpegSize(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const mark = bytes[at + 1]
    if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)) {
      const height = bytes[at + 5] * 256 + bytes[at + 6]
      const width = bytes[at + 7] * 256 + bytes[at + 8]
      return width && height ? { width, height } : null
    }
    at += 2 + Math.max(2, bytes[at + 2] * 256 + bytes[at + 3])
  }
  return null
}

const isNumber = (value, most) => Number.isInteger(value) && value >= 1 && value <= most

function read(text) {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    throw new Refused('words')
  }
}
