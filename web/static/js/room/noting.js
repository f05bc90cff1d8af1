// What is written down with the time, by a button each, and the dialogs that every page of somebody inside has.
import { say } from './saying.js'

const get = (id) => document.getElementById(id)
const OPENS = { 'rom-knapp-mer': 'rom-mer', 'rom-knapp-forlat': 'rom-forlat' }

export function noting(ask, leave) {
  for (const [button, dialog] of Object.entries(OPENS)) get(button).addEventListener('click', () => get(dialog).showModal())
  get('rom-forlat-bare').addEventListener('click', leave)
  get('rom-forlat-alle').addEventListener('click', () => ask({ type: 'end' }))
  get('rom-kan-ikke').addEventListener('click', () => {
    get('rom-mer').close()
    if (ask({ type: 'cannot' })) say('cannot_noted', {}, { stays: true, first: true })
  })
  // written down when the button says so, not while somebody looks through the list
  get('rom-metode-noter').addEventListener('click', () => {
    const list = get('rom-metode')
    if (!list.value) return
    get('rom-mer').close() // behind it nothing is read
    if (!ask({ type: 'method', code: list.value })) return
    say('method_noted', { method: list.selectedOptions[0].textContent }, { first: true })
    list.value = ''
  })
  for (const button of document.querySelectorAll('[data-feil]')) {
    button.addEventListener('click', () => {
      if (ask({ type: 'trouble', code: button.dataset.feil })) say('trouble_noted', {}, { first: true })
    })
  }
}

// What somebody asks of the server by a button: told when it was not sent, for nothing is kept until the line is back.
export const asking = (line) => (message) => {
  const isSent = line().send(message)
  if (!isSent) say('something_failed', {}, { first: true })
  return isSent
}

// What is for some roles only.
export function partsFor(role) {
  for (const part of document.querySelectorAll('[data-for]')) part.hidden = !part.dataset.for.split(' ').includes(role)
}
