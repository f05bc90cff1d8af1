// The line to the relay: two connections on this page that may only meet there, three seconds of data, and what came
// through. Capacity is what arrived; the round trip is the relay's own; lost parts are counted by their numbers.
const SECONDS = 3
const PART = 1000
const OPEN_WITHIN = 8000
const FULL = 64 * 1024

export async function measureLine(ice) {
  const settings = { iceServers: ice, iceTransportPolicy: 'relay' }
  const here = new RTCPeerConnection(settings)
  const there = new RTCPeerConnection(settings)
  try {
    here.onicecandidate = ({ candidate }) => candidate && there.addIceCandidate(candidate)
    there.onicecandidate = ({ candidate }) => candidate && here.addIceCandidate(candidate)
    const options = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 }
    const out = here.createDataChannel('line', options)
    const arrived = there.createDataChannel('line', options)
    arrived.binaryType = 'arraybuffer'
    let received = 0
    arrived.onmessage = () => (received += 1)
    await here.setLocalDescription()
    await there.setRemoteDescription(here.localDescription)
    await there.setLocalDescription()
    await here.setRemoteDescription(there.localDescription)
    await opened(out)
    const sent = await pour(out)
    await new Promise((done) => setTimeout(done, 400))
    const { ms, relayed } = await pair(here)
    return { kbit: Math.round((received * PART * 8) / SECONDS / 1000), ms, relayed, loss: Math.round((1000 * (sent - received)) / Math.max(sent, 1)) }
  } finally {
    here.close()
    there.close()
  }
}

function opened(channel) {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('no line')), OPEN_WITHIN)
    channel.onopen = () => {
      clearTimeout(timer)
      done()
    }
  })
}

// As much as the line takes; what would lie in a queue of our own is not sent.
async function pour(channel) {
  const part = new Uint8Array(PART)
  const end = performance.now() + SECONDS * 1000
  let sent = 0
  while (performance.now() < end) {
    while (channel.bufferedAmount < FULL && performance.now() < end) {
      channel.send(part)
      sent += 1
    }
    await new Promise((done) => setTimeout(done, 5))
  }
  return sent - Math.floor(channel.bufferedAmount / PART)
}

async function pair(connection) {
  const reports = await connection.getStats()
  const all = [...reports.values()]
  const used = all.find((each) => each.type === 'candidate-pair' && each.nominated && each.state === 'succeeded')
  const local = used && all.find((each) => each.id === used.localCandidateId)
  return { ms: Math.round((used?.currentRoundTripTime ?? 0) * 1000), relayed: local?.candidateType === 'relay' }
}
