// Who shows a document, and to whom. The last who begins is the one everybody sees; whoever showed one before stops.
// What is not turned to is never sent, and whoever comes or comes back gets the page that is up.
import { Arriving, Refused } from './arriving.js'
import { Pouring } from './pouring.js'

const PACE = 500 // between pages, so that whoever leafs quickly sends only where they stop

export class Papers {
  constructor({ sheet, say, nameOf }) {
    Object.assign(this, { sheet, say, nameOf })
    this.lines = new Map()
    this.own = null
    this.from = null
    this.closeDialog = () => {}
    sheet.turn = (step) => this.turn(step)
    sheet.stop = () => this.stop()
  }

  // The channel for documents of a connection that was just made.
  attach(peer) {
    const channel = peer.documents
    channel.binaryType = 'arraybuffer'
    const pouring = new Pouring(channel)
    const arriving = new Arriving({
      shown: () => this.begun(peer.id),
      turned: (number, pages) => this.from === peer.id && this.sheet.wait(this.nameOf(peer.id), number, pages),
      page: (page) => this.from === peer.id && this.draw(page),
      stopped: () => this.ended(peer.id),
    })
    channel.onopen = () => this.own && this.bring(pouring)
    channel.onmessage = ({ data }) => {
      try {
        arriving.heard(data)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        this.refuse(peer.id, channel)
      }
    }
    this.lines.set(peer.id, pouring)
  }

  gone(id) {
    this.lines.delete(id)
    this.ended(id)
  }

  refuse(id, channel) {
    channel.onmessage = null
    channel.close()
    this.say('document_refused', { name: this.nameOf(id) })
    if (this.from === id) this.clear()
  }

  begun(id) {
    if (this.own) this.stop({ isQuiet: true })
    const isNew = this.from !== id
    this.from = id
    this.number = 1
    if (isNew) this.say('document_shown', { name: this.nameOf(id) })
  }

  ended(id) {
    if (this.from !== id) return
    this.clear()
    this.say('document_ended', { name: this.nameOf(id) })
  }

  clear() {
    this.from = null
    this.sheet.close()
  }

  draw(page) {
    this.sheet.draw(page)
    const { number, pages } = page
    if (this.number !== number) this.say('document_page', { number, pages }, { isSeen: true })
    this.number = number
  }

  // A document of our own: `pages` of them, and `page(number)` makes the bytes of one.
  async show(document) {
    this.stop({ isQuiet: true })
    this.from = null
    this.own = { document, number: 1, bytes: null }
    this.number = 1
    await this.make()
    this.say('document_is_shown')
  }

  async turn(step) {
    if (!this.own) return
    const number = this.own.number + step
    if (number < 1 || number > this.own.document.pages) return
    this.own.number = number
    this.sheet.wait(null, number, this.own.document.pages)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.make(), PACE)
  }

  async make() {
    const { own } = this
    const { number } = own
    const page = await own.document.page(number)
    if (this.own !== own || own.number !== number) return
    const isFirst = own.bytes === null
    own.bytes = page.bytes
    this.sheet.wait(null, number, own.document.pages)
    this.draw({ ...page, number, pages: own.document.pages })
    for (const pouring of this.lines.values()) {
      if (isFirst) this.bring(pouring)
      else pouring.page(number, page.bytes)
    }
  }

  bring(pouring) {
    if (!this.own.bytes) return
    pouring.show(this.own.document.pages)
    pouring.page(this.own.number, this.own.bytes)
  }

  // Out of the conversation: nothing is shown to or by us, and what was being chosen is put away.
  leave() {
    this.stop({ isQuiet: true })
    this.clear()
    this.closeDialog()
  }

  stop({ isQuiet = false } = {}) {
    if (!this.own) return
    clearTimeout(this.timer)
    this.own.document.close()
    this.own = null
    for (const pouring of this.lines.values()) pouring.stop()
    this.sheet.close()
    if (!isQuiet) this.say('document_no_longer')
  }
}
