// Trying the equipment: picture, microphone, loudspeaker and the line to the relay, each with a colour and plain advice.
// The line is tried as the conversation will use it: two ends on this page that can only meet through the relay.
import { canTalk, devices, meter, openMedia, tone } from './media.js'
import { measureLine } from './measuring.js'
import { sentence } from './saying.js'

const place = document.getElementById('prove')
const get = (id) => document.getElementById(id)
const HEARD_FROM = 45
const found = { camera: 'red', microphone: 'red', speaker: 'yellow' }
let stopMeter = () => {}
let tracks = []

function tell(part, verdict, key, values = {}) {
  found[part] = verdict
  const row = get(`prove-${part}`)
  row.dataset.farge = verdict
  row.querySelector('[data-svar]').textContent = sentence(key, values)
}

async function devicesTried() {
  const media = await openMedia({ camera: get('prove-kamera').value || true, microphone: get('prove-mikrofon').value || true })
  stopMeter()
  for (const track of tracks) track.stop()
  tracks = [media.audio, media.video].filter(Boolean)
  get('prove-bilde').srcObject = new MediaStream([media.video].filter(Boolean))
  tell('camera', media.video ? 'green' : 'red', media.video ? 'camera_works' : `video_${media.problems.video}`)
  if (!media.audio) {
    tell('microphone', 'red', `audio_${media.problems.audio}`)
  } else {
    tell('microphone', 'yellow', 'say_something')
    stopMeter = meter(media.audio, (level) => {
      get('prove-nivaa').value = level
      get('prove-nivaa-tall').textContent = String(level)
      if (level >= HEARD_FROM && found.microphone === 'yellow') tell('microphone', 'green', 'microphone_works')
    })
  }
  for (const [id, kind] of [['prove-mikrofon', 'audioinput'], ['prove-kamera', 'videoinput']]) {
    if (get(id).options.length) continue
    const all = await devices(kind).catch(() => [])
    get(id).replaceChildren(...all.map((each, at) => new Option(each.label || sentence('device', { number: at + 1 }), each.deviceId)))
  }
}

async function lineTried() {
  const row = get('prove-line')
  row.querySelector('[data-svar]').textContent = sentence('line_is_tried')
  row.setAttribute('aria-busy', 'true')
  const ice = JSON.parse(place.dataset.ice)
  const line = ice.length ? await measureLine(ice).catch(() => null) : null
  row.removeAttribute('aria-busy')
  await keep(line)
}

async function keep(line) {
  const body = new URLSearchParams({
    _csrf: place.dataset.bevis, camera: found.camera, microphone: found.microphone, speaker: found.speaker,
    kbit: line?.kbit ?? '', ms: line?.ms ?? '', tap: line?.loss ?? '', rele: line ? String(line.relayed) : '',
  })
  const answer = await fetch(place.dataset.til, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => null)
  if (!answer?.ok || answer.redirected) {
    tell('line', 'yellow', 'not_kept')
    return
  }
  const { verdict, advice } = await answer.json()
  const row = get('prove-line')
  row.dataset.farge = verdict
  row.querySelector('[data-svar]').textContent = advice
}

if (!canTalk()) {
  get('prove-uten').hidden = false
} else {
  get('prove-start').addEventListener('click', async () => {
    get('prove-start').hidden = true
    get('prove-deler').hidden = false
    get('prove-deler').focus() // the button that had it is gone
    await devicesTried()
    await lineTried()
  })
  get('prove-tone').addEventListener('click', async () => {
    await tone()
    get('prove-hoerte').hidden = false
  })
  get('prove-ja').addEventListener('click', () => tell('speaker', 'green', 'speaker_works'))
  get('prove-nei').addEventListener('click', () => tell('speaker', 'red', 'speaker_fails'))
  get('prove-igjen').addEventListener('click', lineTried)
  for (const id of ['prove-mikrofon', 'prove-kamera']) get(id).addEventListener('change', devicesTried)
  window.addEventListener('pagehide', () => tracks.forEach((each) => each.stop()))
}
