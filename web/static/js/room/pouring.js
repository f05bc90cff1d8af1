// A document on its way to one other browser: parts of a known size, never more of them waiting than the line takes, and
// no more of a page than is still wanted.
import { PART } from './arriving.js'

const FULL = 256 * 1024
const LOW = 64 * 1024

export class Pouring {
  constructor(channel) {
    this.channel = channel
    this.channel.bufferedAmountLowThreshold = LOW
    this.turn = 0
  }

  show(pages) {
    this.say({ k: 'show', pages })
  }

  // False when something else was wanted before all of it was sent.
  async page(number, bytes) {
    const turn = ++this.turn
    this.say({ k: 'page', number, size: bytes.length })
    for (let at = 0; at < bytes.length; at += PART) {
      if (this.channel.bufferedAmount > FULL) await this.drained()
      if (turn !== this.turn || this.channel.readyState !== 'open') return false
      this.channel.send(bytes.subarray(at, at + PART))
    }
    return true
  }

  stop() {
    this.turn += 1
    this.say({ k: 'stop' })
  }

  say(words) {
    if (this.channel.readyState === 'open') this.channel.send(JSON.stringify(words))
  }

  drained() {
    return new Promise((done) => {
      for (const event of ['bufferedamountlow', 'close']) this.channel.addEventListener(event, done, { once: true })
    })
  }
}
