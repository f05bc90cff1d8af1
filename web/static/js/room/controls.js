// The buttons of the conversation. A button says what it does, in the same order for everybody; what is off is sent to
// nobody.
import { openMedia, devices } from './media.js'
import { say, sentence } from './saying.js'

const get = (id) => document.getElementById(id)

export class Controls {
  constructor(parts) {
    Object.assign(this, parts)
    this.tracks = { audio: null, video: null }
    this.isOn = { audio: true, video: true }
    this.squeezed = false
    this.isText = false
    this.own = null
    this.isOver = false
    get('rom-knapp-mikrofon').addEventListener('click', () => this.toggle('audio'))
    get('rom-knapp-kamera').addEventListener('click', () => this.toggle('video'))
    get('rom-knapp-skriv').addEventListener('click', () => this.write())
    for (const button of document.querySelectorAll('[data-be-om]')) {
      button.addEventListener('click', () => {
        button.closest('dialog')?.close() // behind it nothing is read
        this.words.ask(button.dataset.beOm)
      })
    }
    get('rom-skjul-meg').addEventListener('change', (event) => this.stage.hideOwn(this.me(), event.target.checked))
    for (const [id, kind] of [['rom-velg-mikrofon', 'audio'], ['rom-velg-kamera', 'video']]) {
      get(id).addEventListener('change', (event) => this.change(kind, event.target.value))
    }
    this.cough()
  }

  async use(media) {
    if (this.isOver) return Object.values(media).forEach((each) => each?.stop?.()) // answered when all was over
    for (const kind of ['audio', 'video']) {
      this.take(kind, media[kind])
      await this.mesh.replace(kind, media[kind])
    }
    if (this.me()) this.ownPicture()
    this.tellState()
    const problem = get('rom-utstyr')
    const told = Object.entries(media.problems).map(([kind, cause]) => sentence(`${kind}_${cause}`))
    problem.hidden = told.length === 0
    problem.querySelector('p').textContent = told.join(' ')
    const waiting = get('rom-venter-utstyr') // where there is still time to mend it
    waiting.hidden = told.length === 0
    waiting.textContent = told.join(' ')
    await this.fill()
  }

  // A device's sound or picture, from now on.
  take(kind, track) {
    this.tracks[kind] = track
    this.isOn[kind] = Boolean(track)
    track?.addEventListener('ended', () => this.tracks[kind] === track && this.ended(kind))
    if (kind === 'audio') this.heardFrom(track)
    this.draw(kind)
  }

  async fill() {
    for (const [id, kind] of [['rom-velg-mikrofon', 'audioinput'], ['rom-velg-kamera', 'videoinput']]) {
      const found = await devices(kind).catch(() => [])
      const options = found.map((each, place) => new Option(each.label || sentence('device', { number: place + 1 }), each.deviceId))
      get(id).replaceChildren(...options)
    }
  }

  async change(kind, device) {
    const wanted = kind === 'audio' ? { microphone: device, camera: false } : { camera: device, microphone: false }
    const media = await openMedia({ ...wanted, isSigner: this.isSigner() })
    if (!media[kind]) {
      say(`${kind}_${media.problems[kind] ?? 'missing'}`)
      return
    }
    this.tracks[kind]?.stop()
    this.take(kind, media[kind])
    await this.mesh.replace(kind, kind === 'video' && this.squeezed ? null : media[kind])
    this.ownPicture()
    this.tellState()
  }

  async toggle(kind) {
    if (!this.tracks[kind] || this.tracks[kind].readyState === 'ended') {
      const device = get(kind === 'audio' ? 'rom-velg-mikrofon' : 'rom-velg-kamera').value
      await this.change(kind, device || true)
      return
    }
    this.isOn[kind] = !this.isOn[kind]
    this.tracks[kind].enabled = this.isOn[kind]
    if (kind === 'video') await this.mesh.replace('video', this.isOn.video && !this.squeezed ? this.tracks.video : null)
    this.draw(kind)
    this.ownPicture()
    this.tellState()
    say(`${kind}_${this.isOn[kind] ? 'on' : 'off'}`, {}, { first: true })
  }

  draw(kind) {
    const button = get(kind === 'audio' ? 'rom-knapp-mikrofon' : 'rom-knapp-kamera')
    const isOn = this.isOn[kind] && Boolean(this.tracks[kind])
    button.toggleAttribute('data-av', !isOn)
    button.querySelector('span').textContent = sentence(`${kind}_button_${isOn ? 'on' : 'off'}`)
  }

  ended(kind) {
    this.take(kind, null)
    this.mesh.replace(kind, null)
    this.ownPicture()
    this.tellState()
    say(`${kind}_taken`, {}, { stays: true })
  }

  // Silence as long as the focused button is held, for a cough; by pointer, space or enter.
  cough() {
    const button = get('rom-hosteknapp')
    const set = (isQuiet) => {
      if (!this.tracks.audio || !this.isOn.audio) return
      this.tracks.audio.enabled = !isQuiet
      button.setAttribute('aria-pressed', String(isQuiet))
      this.tellState()
    }
    button.addEventListener('pointerdown', () => set(true))
    for (const end of ['pointerup', 'pointercancel', 'pointerleave', 'blur', 'keyup']) button.addEventListener(end, () => set(false))
    button.addEventListener('keydown', (event) => {
      if ([' ', 'Enter'].includes(event.key) && !event.repeat) {
        event.preventDefault()
        set(true)
      }
    })
  }

  async squeeze(isPoor) {
    this.squeezed = isPoor
    this.mesh.kilobits = isPoor ? null : 250
    await this.mesh.replace('video', isPoor || !this.isOn.video ? null : this.tracks.video)
    this.tellState()
    say(isPoor ? 'picture_stopped' : 'picture_back')
  }

  ownPicture() {
    if (this.own?.getVideoTracks()[0] !== (this.tracks.video ?? undefined)) this.own = null
    this.own ??= new MediaStream([this.tracks.video].filter(Boolean)) // a new one would make the picture blink
    this.stage.show(this.me(), this.own)
    this.stage.picture(this.me(), Boolean(this.tracks.video && this.isOn.video))
    this.stage.microphone(this.me(), Boolean(this.tracks.audio && this.isOn.audio))
  }

  tellState() {
    const camera = Boolean(this.tracks.video && this.isOn.video && !this.squeezed)
    const mic = Boolean(this.tracks.audio?.enabled && this.isOn.audio)
    const sends = Boolean(this.tracks.audio) || camera
    this.mesh.say({ k: 'state', mic, camera, sends, text: this.isText })
  }

  write() {
    this.writing(get('rom-knapp-skriv').getAttribute('aria-expanded') !== 'true')
  }

  writing(isOpen, how) {
    const button = get('rom-knapp-skriv')
    button.setAttribute('aria-expanded', String(isOpen))
    button.removeAttribute('data-nytt')
    this.words.open(isOpen, how)
  }

  stop() {
    this.isOver = true
    for (const track of Object.values(this.tracks)) track?.stop()
  }
}
