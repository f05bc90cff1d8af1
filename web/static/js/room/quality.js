// How the conversation gets through, every other second. Sound first: with a poor line our own picture is stopped before
// it costs the sound, and comes back small after twenty good seconds. A line that carries nothing is said at once, for
// the browser itself takes five seconds to notice; it is nothing our picture could mend. Nobody is judged who sends
// neither sound nor picture.
const EVERY = 2000
const SILENT_AFTER = 1500
const CONCEALED = 0.03
const SLOW = 0.6
const GOOD_BEFORE_PICTURE = 10

export function watchQuality(mesh, { stop, back, lost, colour, isSigning }) {
  const before = new Map()
  let poor = 0
  let good = 0
  let stopped = false

  const look = async () => {
    let worst = 'good'
    const judged = [...mesh.peers.values()].filter((peer) => peer.sends)
    for (const id of before.keys()) if (!judged.some((peer) => peer.id === id)) before.delete(id)
    for (const peer of judged) {
      const now = await measured(peer)
      const was = before.get(peer.id)
      before.set(peer.id, now)
      if (!was) continue
      const silent = now.bytes === was.bytes && now.at - was.at >= SILENT_AFTER
      lost(peer.id, silent)
      const heard = now.samples - was.samples
      const concealed = heard > 0 ? (now.concealed - was.concealed) / heard : 0
      if (silent) worst = 'lost'
      else if (worst !== 'lost' && (concealed > CONCEALED || now.roundTrip > SLOW)) worst = 'poor'
    }
    if (judged.length > 0) colour(worst)
    poor = worst === 'poor' ? poor + 1 : 0
    good = worst === 'good' ? good + 1 : 0
    if (!stopped && poor >= 2 && !isSigning()) {
      stopped = true
      await stop()
    } else if (stopped && good >= GOOD_BEFORE_PICTURE) {
      stopped = false
      await back()
    }
  }
  const timer = setInterval(() => look().catch(() => {}), EVERY)
  return () => clearInterval(timer)
}

async function measured({ pc }) {
  const found = { at: performance.now(), bytes: 0, samples: 0, concealed: 0, roundTrip: 0 }
  for (const report of (await pc.getStats()).values()) {
    if (report.type === 'inbound-rtp') {
      found.bytes += report.bytesReceived ?? 0
      if (report.kind === 'audio') {
        found.samples += report.totalSamplesReceived ?? 0
        found.concealed += report.concealedSamples ?? 0
      }
    }
    if (report.type === 'candidate-pair' && report.nominated) found.roundTrip = report.currentRoundTripTime ?? 0
  }
  return found
}
