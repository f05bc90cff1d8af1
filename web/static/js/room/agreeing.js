// How two browsers agree on their connection. Only one of them ever offers (the higher seat), the other asks it to: when
// both offer at once, one takes its own back, and what that one sends is then never seen again in Chromium. Every
// message can be lost or late. An offer has a number that its answer repeats, and whoever is not connected asks again
// until it is; after some ways that led nowhere the connection is built anew.
const LOST_FOR = 2000
const AGAIN = 4000
const CHECKS_FOR = 8000
const JUST_NOW = 3000
const WAYS = 3
const LONGEST = 12000 // what the server takes of a description
const GATHERED = 50 // several candidates in one message: a device on many networks finds dozens
const AT_ONCE = 20

let lines = 0
let rounds = 0

export class Agreement {
  constructor(pc, { opens, send, isHere, place, anew }) {
    Object.assign(this, { pc, opens, send, isHere, place, anew })
    this.line = opens ? ++lines : null // which connection of the page that offers
    this.round = null
    this.agreedAt = -Infinity
    this.isAnswered = false
    this.ways = 0
    this.queue = Promise.resolve()
    this.found = []
    pc.onicecandidate = ({ candidate }) => this.gather(candidate)
    pc.oniceconnectionstatechange = () => this.watch()
    if (opens) pc.onnegotiationneeded = () => this.enqueue(() => this.offer())
    this.seek(AGAIN)
  }

  get isOver() {
    return this.pc.signalingState === 'closed'
  }

  get isConnected() {
    return ['connected', 'completed'].includes(this.pc.iceConnectionState) && this.pc.connectionState !== 'failed'
  }

  async offer() {
    await this.pc.setLocalDescription()
    this.round = ++rounds
    this.agreedAt = performance.now()
    this.say()
  }

  async answer({ type, sdp, line, round }) {
    if (this.line !== null && line !== this.line) return this.anew({ d: { type, sdp, line, round } })
    if (round === this.round) return this.say()
    this.line = line
    await this.pc.setRemoteDescription({ type, sdp })
    this.place()
    await this.pc.setLocalDescription()
    this.round = round
    this.agreedAt = performance.now()
    this.say()
  }

  say() {
    const { type, sdp } = this.pc.localDescription
    const short = sdp.length > LONGEST ? sdp.replace(/^a=candidate:.*\r\n/gm, '') : sdp // said before, each by itself
    this.send({ d: { type, sdp: short, line: this.line, round: this.round } })
  }

  gather(candidate) {
    this.found.push(candidate)
    this.gathering ??= setTimeout(() => {
      this.gathering = null
      while (this.found.length > 0) this.send({ c: this.found.splice(0, AT_ONCE) })
    }, GATHERED)
  }

  heard(body) {
    this.enqueue(() => this.settle(body))
  }

  settle({ d, c, want }) {
    if (want) return this.opens && this.wanted(want)
    if (c) return Promise.all(c.map((each) => this.pc.addIceCandidate(each).catch(() => {}))) // or of a round that is over
    if (d.type === 'offer') return !this.opens && this.answer(d)
    const isOurs = d.line === this.line && d.round === this.round && this.pc.signalingState === 'have-local-offer'
    return this.opens && isOurs && this.answered(d)
  }

  async answered({ type, sdp }) {
    await this.pc.setRemoteDescription({ type, sdp })
    this.isAnswered = true
  }

  wanted(what) {
    const isJustNow = performance.now() - this.agreedAt < JUST_NOW
    if (this.isAsked && !(what === 'all' && this.isAnswered)) this.say()
    else if (isJustNow) return
    else if (what === 'all') this.anew()
    else this.restart()
  }

  get isAsked() {
    return this.pc.signalingState === 'have-local-offer'
  }

  // Another way between the same two.
  restart() {
    if (this.isOver) return
    if (!this.opens) this.send({ want: this.line === null ? 'all' : 'way' })
    else if (this.isAsked) this.say()
    else this.pc.restartIce()
  }

  // The line to the server is back: what may have been lost with it is said again.
  again() {
    if (this.isAsked || !this.isConnected) this.restart()
  }

  watch() {
    const state = this.pc.iceConnectionState
    if (this.isConnected) this.ways = 0
    else if (state === 'failed') this.seek(0)
    else if (state === 'disconnected') this.seek(LOST_FOR)
  }

  seek(delay) {
    if (this.timer) return
    this.timer = setTimeout(() => {
      this.timer = null
      if (this.isOver || this.isConnected) return
      const isChecking = this.pc.iceConnectionState === 'checking' && performance.now() - this.agreedAt < CHECKS_FOR
      if (!isChecking) this.another()
      this.seek(AGAIN)
    }, delay)
  }

  // Not towards somebody whose line to the server is gone: nothing would be read, and all of it at once afterwards.
  another() {
    if (!this.isHere()) return
    this.ways += 1
    if (this.ways <= WAYS) this.restart()
    else if (this.opens) this.anew()
    else this.send({ want: 'all' })
  }

  enqueue(work) {
    this.queue = this.queue.then(() => !this.isOver && work()).catch((error) => {
      if (!this.isOver) console.warn('room:', error.message)
    })
  }

  close() {
    clearTimeout(this.timer)
    clearTimeout(this.gathering)
  }
}
