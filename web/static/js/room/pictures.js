// A file of this device as pictures to show. They are drawn anew, small enough for a poor line, and nothing of the file
// goes along but what is seen: no name, no place, no owner of the camera.
import { pagesOfPdf } from './paged.js'

const MOST = 10 * 1024 * 1024
const SIDE = 2000
const GOAL = 700 * 1024
const QUALITIES = [0.85, 0.7, 0.5]
const KINDS = ['image/jpeg', 'image/png', 'image/webp']

class Unfit extends Error {
  constructor(code) {
    super(code)
    this.code = code
  }
}

// The document of a file: how many `pages`, the bytes of one by `page(number)`, and `close()`.
export async function picturesOf(file) {
  if (file.size > MOST) throw new Unfit('document_too_large')
  if (file.type === 'application/pdf') return paged(file)
  if (!KINDS.includes(file.type)) throw new Unfit('document_kind')
  const picture = await createImageBitmap(file).catch(() => {
    throw new Unfit('document_unreadable')
  })
  const page = await pageOf(picture, picture.width, picture.height)
  picture.close()
  return { pages: 1, page: async () => page, close: () => {} }
}

async function paged(file) {
  const document = await pagesOfPdf(file, pageOf).catch(() => {
    throw new Unfit('document_unreadable')
  })
  if (!document) throw new Unfit('document_too_long')
  return document
}

// What is seen, on white, as a JPEG no larger than others take.
export async function pageOf(picture, width, height) {
  const scale = Math.min(1, SIDE / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  let blob = null
  for (const quality of QUALITIES) {
    blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality))
    if (!blob) throw new Unfit('document_unreadable')
    if (blob.size <= GOAL) break
  }
  canvas.width = 0
  return { bytes: new Uint8Array(await blob.arrayBuffer()) }
}
