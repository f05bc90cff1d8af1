// What is written down with the time, by a button each, and the dialogs that every page of somebody inside has.
import { say } from './saying.js'

const get = (id) => document.getElementById(id)
const OPENS = { 'rom-knapp-mer': 'rom-mer', 'rom-knapp-forlat': 'rom-forlat' }

export function noting(send, leave) {
  for (const [button, dialog] of Object.entries(OPENS)) get(button).addEventListener('click', () => get(dialog).showModal())
  get('rom-forlat-bare').addEventListener('click', leave)
  get('rom-forlat-alle').addEventListener('click', () => send({ type: 'end' }))
  get('rom-kan-ikke').addEventListener('click', () => {
    send({ type: 'cannot' })
    get('rom-mer').close()
    say('cannot_noted', {}, { stays: true, first: true })
  })
  // written down when the button says so, not while somebody looks through the list
  get('rom-metode-noter').addEventListener('click', () => {
    const list = get('rom-metode')
    if (!list.value) return
    send({ type: 'method', code: list.value })
    say('method_noted', { method: list.selectedOptions[0].textContent }, { first: true })
    list.value = ''
  })
  for (const button of document.querySelectorAll('[data-feil]')) {
    button.addEventListener('click', () => {
      send({ type: 'trouble', code: button.dataset.feil })
      say('trouble_noted', {}, { first: true })
    })
  }
}

// What is for some roles only.
export function partsFor(role) {
  for (const part of document.querySelectorAll('[data-for]')) part.hidden = !part.dataset.for.split(' ').includes(role)
}
