// One connection to one other browser: sound, picture and a channel for short messages, encrypted between the two.
// Only one side opens (the higher seat), for both at once can end with a pair that never connects; later changes follow
// "perfect negotiation". Everything that is heard is handled in order.
const RESTART_AFTER = 2000
const REBUILD_AFTER = 5000
const LONGEST_WORDS = 4000
const WORDS_PER_SECOND = 10
const WORDS_AT_ONCE = 40

export class Peer {
  constructor({ id, page, me, ice, relayOnly, tracks, send, onTrack, onState, onWords, onDocuments, onRebuild }) {
    Object.assign(this, { id, page, send, onTrack, onState, onWords, onDocuments, onRebuild, tracks })
    this.polite = me < id
    this.opens = me > id
    this.making = false
    this.settling = false
    this.ignore = false
    this.queue = Promise.resolve()
    this.timers = new Set()
    this.stream = new MediaStream()
    this.left = WORDS_AT_ONCE
    this.countedAt = performance.now()
    this.connect(ice, relayOnly)
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
    pc.onicecandidate = ({ candidate }) => this.send({ c: candidate })
    pc.ontrack = ({ track }) => {
      this.stream.addTrack(track)
      this.onTrack(this, track)
    }
    pc.oniceconnectionstatechange = () => this.watch()
    pc.onconnectionstatechange = () => this.onState(this, pc.connectionState)
    pc.onnegotiationneeded = () => {
      if (this.opens || this.placed) this.enqueue(() => this.offer())
    }
    if (this.opens) this.place()
    this.later(() => {
      if (pc.signalingState === 'stable' && pc.iceConnectionState === 'new') this.rebuild()
    }, REBUILD_AFTER)
  }

  // Our sound and picture on the lines of the connection; a line without a track stays, so that one can come later.
  place() {
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

  async offer() {
    try {
      this.making = true
      await this.pc.setLocalDescription()
      this.send({ d: plain(this.pc.localDescription) })
    } finally {
      this.making = false
    }
  }

  heard(body) {
    this.enqueue(() => this.settle(body))
  }

  async settle({ d, c, reset }) {
    const pc = this.pc
    if (reset) return this.onRebuild(this)
    if (!d) {
      try {
        await pc.addIceCandidate(c)
      } catch (error) {
        if (!this.ignore) throw error
      }
      return
    }
    if (d.type === 'answer' && pc.signalingState !== 'have-local-offer') return
    const ready = !this.making && (pc.signalingState === 'stable' || this.settling)
    this.ignore = !this.polite && d.type === 'offer' && !ready
    if (this.ignore) return this.again() // ours may have been read into a line that was lost
    try {
      this.settling = d.type === 'answer'
      await pc.setRemoteDescription(d)
    } finally {
      this.settling = false
    }
    if (!this.placed) this.place()
    if (d.type === 'offer') {
      await pc.setLocalDescription()
      this.send({ d: plain(pc.localDescription) })
    }
  }

  // What was never answered is said once more when the line to the server is back.
  again() {
    if (this.pc.signalingState === 'have-local-offer') this.send({ d: plain(this.pc.localDescription) })
  }

  watch() {
    const state = this.pc.iceConnectionState
    this.onState(this, state)
    if (state === 'failed') this.restart()
    if (state === 'disconnected') {
      this.later(() => {
        if (this.pc.iceConnectionState === 'disconnected') this.restart()
      }, RESTART_AFTER)
    }
  }

  // New keys to the relay, for whenever a way through it is looked for again.
  renew(ice) {
    if (this.pc.signalingState !== 'closed') this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: ice })
  }

  restart() {
    if (this.pc.signalingState !== 'closed') this.pc.restartIce()
  }

  rebuild() {
    this.send({ reset: true })
    this.onRebuild(this)
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

  enqueue(work) {
    this.queue = this.queue.then(work).catch((error) => {
      if (this.pc.signalingState !== 'closed') console.warn('room:', error.message)
    })
  }

  later(work, delay) {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      if (this.pc.signalingState !== 'closed') work()
    }, delay)
    this.timers.add(timer)
  }

  close() {
    for (const timer of this.timers) clearTimeout(timer)
    this.pc.close()
    for (const track of this.stream.getTracks()) track.stop()
  }
}

const plain = ({ type, sdp }) => ({ type, sdp })
