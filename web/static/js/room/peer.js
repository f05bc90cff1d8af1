// One connection to one other browser: sound, picture and a channel for short messages, encrypted between the two.
import { Agreement } from './agreeing.js'

const LONGEST_WORDS = 4000
const WORDS_PER_SECOND = 10
const WORDS_AT_ONCE = 40

export class Peer {
  constructor({ id, page, me, ice, relayOnly, tracks, send, isHere, onTrack, onState, onWords, onDocuments, onRebuild }) {
    Object.assign(this, { id, page, onTrack, onState, onWords, onDocuments, tracks })
    this.stream = new MediaStream()
    this.left = WORDS_AT_ONCE
    this.countedAt = performance.now()
    this.connect(ice, relayOnly)
    const opens = me > id
    this.agreement = new Agreement(this.pc, {
      opens, send, isHere, place: () => this.place(), anew: onRebuild,
    })
    if (opens) this.place()
  }

  connect(ice, relayOnly) {
    const pc = new RTCPeerConnection({
      iceServers: ice, iceTransportPolicy: relayOnly ? 'relay' : 'all', bundlePolicy: 'max-bundle',
    })
    this.pc = pc
    this.channel = pc.createDataChannel('room', { negotiated: true, id: 0 })
    this.channel.onmessage = (event) => this.words(event.data)
    this.channel.onopen = () => this.onState(this, 'talking')
    // of its own, so that a page of a document never keeps a word waiting
    this.documents = pc.createDataChannel('documents', { negotiated: true, id: 1 })
    this.onDocuments(this)
    pc.ontrack = ({ track }) => {
      this.stream.addTrack(track)
      this.onTrack(this, track)
    }
    pc.onconnectionstatechange = () => this.onState(this, pc.connectionState)
  }

  // Our sound and picture on the lines of the connection; a line without a track stays, so that one can come later.
  place() {
    if (this.placed) return
    this.placed = true
    if (this.pc.getTransceivers().length === 0) {
      for (const kind of ['audio', 'video']) this.pc.addTransceiver(kind, { direction: 'sendrecv' })
    }
    for (const line of this.pc.getTransceivers()) {
      line.direction = 'sendrecv'
      const kind = line.receiver.track.kind
      line.sender.replaceTrack(this.tracks[kind] ?? null)
    }
  }

  replace(kind, track) {
    this.tracks = { ...this.tracks, [kind]: track }
    return this.sender(kind)?.replaceTrack(track)
  }

  sender(kind) {
    return this.pc.getTransceivers().find((line) => line.receiver.track.kind === kind)?.sender
  }

  async limit(kilobits, options = {}) {
    const sender = this.sender('video')
    if (!sender) return
    const parameters = sender.getParameters()
    if (!parameters.encodings?.length) return
    Object.assign(parameters.encodings[0], { maxBitrate: kilobits * 1000, ...options })
    await sender.setParameters(parameters).catch(() => {})
  }

  heard(body) {
    this.agreement.heard(body)
  }

  again() {
    this.agreement.again()
  }

  restart() {
    this.agreement.restart()
  }

  // New keys to the relay, for whenever a way through it is looked for again.
  renew(ice) {
    if (this.pc.signalingState !== 'closed') this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: ice })
  }

  say(words) {
    if (this.channel?.readyState !== 'open') return false
    this.channel.send(JSON.stringify(words))
    return true
  }

  // Nonsense from another browser is nothing to us, and neither is more than anybody says.
  words(data) {
    const now = performance.now()
    this.left = Math.min(WORDS_AT_ONCE, this.left + ((now - this.countedAt) / 1000) * WORDS_PER_SECOND)
    this.countedAt = now
    if (this.left < 1 || typeof data !== 'string' || data.length > LONGEST_WORDS) return
    this.left -= 1
    let words
    try {
      words = JSON.parse(data)
    } catch {
      return
    }
    if (words && typeof words === 'object') this.onWords(this, words)
  }

  close() {
    this.agreement.close()
    this.pc.close()
    for (const track of this.stream.getTracks()) track.stop()
  }
}
