// Everybody's connection to everybody: made and closed as the roster says. A seat with a new page is built anew, a seat
// that is out is closed by us – the server cannot cut what goes from browser to browser.
import { Peer } from './peer.js'

export class Mesh {
  constructor({ send, onTrack, onGone, onState, onWords, onDocuments }) {
    Object.assign(this, { send, onTrack, onGone, onState, onWords, onDocuments })
    this.peers = new Map()
    this.here = new Set() // whose line to the server stands, as the roster says
    this.tracks = {}
    this.ice = []
    this.relayOnly = true
    this.me = null
  }

  welcome({ me, ice, relayOnly }) {
    this.me = me
    this.ice = ice ?? []
    this.relayOnly = relayOnly
    for (const peer of this.peers.values()) peer.renew(this.ice)
  }

  update(people, out) {
    const wanted = new Map(people.filter((each) => each.id !== this.me && each.page).map((each) => [each.id, each.page]))
    for (const [id, peer] of [...this.peers]) {
      const isAnother = wanted.has(id) && wanted.get(id) !== peer.page
      const isHere = people.some((each) => each.id === id)
      const isGone = !wanted.has(id) && peer.pc.connectionState !== 'connected'
      if (!isHere || out.includes(id) || isAnother || isGone) this.drop(id)
    }
    const were = this.here
    this.here = new Set(people.filter((each) => each.state === 'inside' && wanted.has(each.id)).map((each) => each.id))
    for (const [id, page] of wanted) {
      if (!this.peers.has(id)) this.make(id, page)
      else if (this.here.has(id) && !were.has(id)) this.peers.get(id).again()
    }
    this.limits()
  }

  make(id, page) {
    const peer = new Peer({
      id, page, me: this.me, ice: this.ice, relayOnly: this.relayOnly, tracks: this.tracks,
      send: (body) => this.send({ type: 'signal', to: id, page: peer?.page ?? page, body }),
      isHere: () => this.here.has(id), onTrack: this.onTrack, onWords: this.onWords, onDocuments: this.onDocuments,
      onState: (each, state) => {
        if (state === 'connected') this.limits()
        this.onState(each, state)
      },
      onRebuild: (body) => {
        this.drop(id)
        const next = this.make(id, page)
        if (body) next.heard(body)
      },
    })
    this.peers.set(id, peer)
    return peer
  }

  drop(id) {
    this.peers.get(id)?.close()
    this.peers.delete(id)
    this.onGone(id)
  }

  heard({ from, page, body }) {
    const peer = this.peers.get(from)
    if (peer && peer.page === page) peer.heard(body)
  }

  again() {
    for (const peer of this.peers.values()) peer.again()
  }

  restart() {
    for (const peer of this.peers.values()) peer.restart()
  }

  async replace(kind, track) {
    this.tracks = { ...this.tracks, [kind]: track }
    await Promise.all([...this.peers.values()].map((peer) => peer.replace(kind, track)))
    await this.limits()
  }

  // Two people afford a larger picture than four; what `squeeze` says comes on top.
  async limits() {
    const kilobits = this.kilobits ?? (this.peers.size > 1 ? 600 : 1500)
    const options = this.kilobits ? { scaleResolutionDownBy: 2 } : { scaleResolutionDownBy: 1 }
    await Promise.all([...this.peers.values()].map((peer) => peer.limit(kilobits, options)))
  }

  // To everybody; returns those it did not reach.
  say(words) {
    return [...this.peers.values()].filter((peer) => !peer.say(words)).map((peer) => peer.id)
  }

  tell(id, words) {
    return this.peers.get(id)?.say(words) ?? false
  }

  close() {
    for (const id of [...this.peers.keys()]) this.drop(id)
  }
}
