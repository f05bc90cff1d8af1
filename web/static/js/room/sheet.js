// The document on the page: drawn on a canvas, so that there is no address of it and nothing to fetch it from again.
import { sentence } from './saying.js'

const get = (id) => document.getElementById(`rom-dokument${id}`)
const LARGEST = 4

export class Sheet {
  constructor() {
    this.place = get('')
    this.canvas = this.place.querySelector('canvas')
    this.size = 1
    this.drawing = 0
    get('-forrige').addEventListener('click', () => this.turn(-1))
    get('-neste').addEventListener('click', () => this.turn(1))
    get('-mindre').addEventListener('click', () => this.zoom(-1))
    get('-stoerre').addEventListener('click', () => this.zoom(1))
    get('-slutt').addEventListener('click', () => this.stop())
    get('-skjul').addEventListener('click', () => this.hide(get('-skjul').getAttribute('aria-expanded') === 'true'))
  }

  // A page is on its way; `name` is who shows it, null for ourselves.
  wait(name, number, pages) {
    if (this.place.hidden) {
      this.zoom(1 - this.size)
      this.hide(false)
    }
    this.place.hidden = false
    this.canvas.setAttribute('aria-busy', 'true')
    get('-tittel').textContent = name ? sentence('document_of', { name }) : sentence('document_of_you')
    this.label(sentence('document_page_comes', { number, pages }))
    for (const part of this.place.querySelectorAll('[data-viser]')) part.hidden = name !== null
    get('-skjul').hidden = name === null
    for (const [id, isEnd] of [['-forrige', number === 1], ['-neste', number === pages]]) {
      get(id).hidden = name !== null || pages === 1
      get(id).setAttribute('aria-disabled', String(isEnd))
    }
  }

  async draw({ bytes, number, pages }) {
    const drawing = ++this.drawing
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).catch(() => null)
    if (drawing !== this.drawing || this.place.hidden) return
    this.canvas.setAttribute('aria-busy', 'false')
    this.label(sentence(picture ? 'document_page' : 'document_broken', { number, pages }))
    paint(this.canvas, picture)
  }

  label(text) {
    get('-side').textContent = text
    this.canvas.setAttribute('aria-label', text)
  }

  zoom(step) {
    this.size = Math.min(LARGEST, Math.max(1, this.size + step))
    get('-flate').dataset.forstoerret = String(this.size)
    get('-mindre').setAttribute('aria-disabled', String(this.size === 1))
    get('-stoerre').setAttribute('aria-disabled', String(this.size === LARGEST))
  }

  hide(isHidden) {
    const button = get('-skjul')
    button.setAttribute('aria-expanded', String(!isHidden))
    button.textContent = sentence(isHidden ? 'document_again' : 'document_hide')
    get('-flate').hidden = isHidden
  }

  // Nothing of it is left, and whoever stood in it is not lost.
  close() {
    this.drawing += 1
    const hadFocus = this.place.contains(document.activeElement)
    this.place.hidden = true
    paint(this.canvas, null)
    if (hadFocus) document.getElementById('verktoy').focus()
  }
}

// A picture on a canvas of its size; none leaves the canvas empty.
export function paint(canvas, picture) {
  canvas.width = picture?.width ?? 0
  canvas.height = picture?.height ?? 0
  if (!picture) return
  canvas.getContext('2d').drawImage(picture, 0, 0)
  picture.close()
}
