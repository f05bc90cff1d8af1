// Camera and microphone of this device. What is refused or missing is told by name, and the conversation goes on with
// what there is: a request for both can come back with sound only, so the tracks are counted.
const VIDEO = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 25, max: 30 } }
const SIGNER = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 } }
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const CAUSES = {
  NotAllowedError: 'refused', NotFoundError: 'missing', NotReadableError: 'taken', OverconstrainedError: 'missing',
  AbortError: 'taken', SecurityError: 'refused',
}

export const canTalk = () => Boolean(window.RTCPeerConnection && navigator.mediaDevices?.getUserMedia)

export async function openMedia({ camera, microphone, isSigner } = {}) {
  const audio = microphone === false ? null : { ...AUDIO, ...chosen(microphone) }
  const video = camera === false ? null : { ...(isSigner ? SIGNER : VIDEO), ...chosen(camera) }
  const found = { audio: null, video: null, problems: {} }
  if (audio && video && (await take({ audio, video }, found))) return found
  if (audio && !found.audio) await take({ audio }, found)
  if (video && !found.video) await take({ video }, found)
  return found
}

async function take(wanted, found) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted)
    for (const track of stream.getTracks()) found[track.kind] = track
    for (const kind of Object.keys(wanted)) if (found[kind]) delete found.problems[kind]
    const missing = Object.keys(wanted).filter((kind) => !found[kind])
    for (const kind of missing) found.problems[kind] = 'missing'
    return missing.length === 0
  } catch (error) {
    for (const kind of Object.keys(wanted)) found.problems[kind] = CAUSES[error.name] ?? 'missing'
    return false
  }
}

const chosen = (device) => (typeof device === 'string' && device ? { deviceId: { exact: device } } : {})

export async function devices(kind) {
  const all = await navigator.mediaDevices.enumerateDevices()
  return all.filter((each) => each.kind === kind)
}

// How loud the microphone is, 0–100, several times a second; returns what stops it.
export function meter(track, tell) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const power = Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length)
    tell(Math.max(0, Math.min(100, Math.round(100 + 20 * Math.log10(power + 1e-5)))))
  }, 120)
  return () => {
    clearInterval(timer)
    context.close()
  }
}

// A short tone in the loudspeaker.
export async function tone() {
  const context = new AudioContext()
  const oscillator = new OscillatorNode(context, { frequency: 523 })
  const gain = new GainNode(context, { gain: 0.2 })
  oscillator.connect(gain).connect(context.destination)
  oscillator.start()
  await new Promise((done) => setTimeout(done, 900))
  oscillator.stop()
  await context.close()
}
