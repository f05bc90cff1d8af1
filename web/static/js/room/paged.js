// The pages of a PDF as pictures, made by PDF.js in the browser of whoever has the file. It is fetched when somebody
// chooses a PDF and not before, and runs as the page's policy has it: no code from text, and no WebAssembly.
import { MOST_PAGES } from './arriving.js'

const SIDE = 2000

export async function pagesOfPdf(file, pageOf) {
  const { worker, decoder } = document.getElementById('rom-vis').dataset
  const { getDocument, GlobalWorkerOptions } = await import('../pdfjs/pdf.js')
  GlobalWorkerOptions.workerSrc = worker
  const task = getDocument({
    data: await file.arrayBuffer(), useWasm: false, wasmUrl: new URL('./', new URL(decoder, location)).href,
  })
  const pdf = await task.promise
  if (pdf.numPages > MOST_PAGES) {
    await task.destroy()
    return null
  }
  let last = { number: 0, made: null }
  const page = (number) => {
    if (last.number !== number) last = { number, made: drawn(pdf, number, pageOf) }
    return last.made
  }
  return { pages: pdf.numPages, page, close: () => task.destroy() }
}

async function drawn(pdf, number, pageOf) {
  const page = await pdf.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: SIDE / Math.max(width, height) })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  await page.render({ canvas, viewport }).promise
  const made = await pageOf(canvas, canvas.width, canvas.height)
  canvas.width = 0
  page.cleanup()
  return made
}
