// Choosing the document: what is shown to others is looked at first by whoever shows it.
import { picturesOf } from './pictures.js'
import { paint } from './sheet.js'
import { sentence } from './saying.js'

const get = (id) => document.getElementById(id)

export function choosing(papers) {
  const dialog = get('rom-vis')
  const [field, view, problem, show] = ['fil', 'utkast', 'feil', 'knapp'].map((id) => get(`rom-vis-${id}`))
  let chosen = null

  const forget = () => {
    chosen?.close()
    chosen = null
    show.disabled = true
    view.hidden = true
    problem.hidden = true
    paint(view, null)
  }
  const look = async (file) => {
    forget()
    if (!file) return
    try {
      const found = await picturesOf(file)
      if (field.files[0] !== file) return found.close()
      const { bytes } = await found.page(1)
      if (field.files[0] !== file) return found.close()
      chosen = found
      paint(view, await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })))
      view.hidden = false
      show.disabled = false
    } catch (error) {
      problem.textContent = sentence(error.code ?? 'document_unreadable')
      problem.hidden = false
    }
  }
  for (const button of document.querySelectorAll('[data-vis-dokument]')) {
    button.addEventListener('click', () => {
      get('rom-mer').close()
      dialog.showModal()
    })
  }
  field.addEventListener('change', () => look(field.files[0]))
  show.addEventListener('click', () => {
    const document = chosen
    chosen = null
    dialog.close()
    papers.show(document)
  })
  dialog.addEventListener('close', () => {
    field.value = ''
    forget()
  })
  return () => dialog.close()
}
