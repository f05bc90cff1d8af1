// Sentences of the page in its own language, and the one place where they are read out and shown.
const texts = JSON.parse(document.getElementById('rom-setninger').content.textContent)
const voice = document.getElementById('rom-stemme')
const strip = document.getElementById('rom-melding')
const READ = 1200 // a screen reader drops what is replaced at once
const MOST_WAITING = 6 // whoever asks and asks is not read out for minutes
let unread = []
let reading = null
const holding = new Map() // what is so until it is taken back, by its key
let timer = null
let told = () => false

export function sentence(key, values = {}) {
  const text = texts[key] ?? texts.something_failed
  return text.replace(/\{(\w+)\}/g, (_, name) => apart(values[name] ?? ''))
}

// In a text from right to left a name or a number in other letters keeps its own direction.
const apart = (value) => (document.documentElement.dir === 'rtl' ? `\u2068${value}\u2069` : value)

// Read out, and shown for a while to those who see, unless it stands before them; never who is speaking. What `holds` is
// shown again after whatever comes between, until `hush`. What comes `first` answers one's own button, or cannot wait.
export function say(key, values = {}, { stays = false, isSeen = false, holds = false, first = false } = {}) {
  const text = sentence(key, values)
  if (holds && holding.get(key) === text) return // it is still so
  if (!told(text)) read(text, first)
  if (isSeen) return
  if (holds) holding.set(key, text)
  strip.textContent = text
  strip.hidden = false
  strip.toggleAttribute('data-staar', stays || holds) // else it passes over the page and moves nothing
  clearTimeout(timer)
  if (!holds && (!stays || holding.size > 0)) timer = setTimeout(rest, 8000)
}

// One after another: three who come at once are three names.
function read(text, first) {
  const left = unread.filter((each) => each.text !== text) // said once, where it came last
  const own = left.filter((each) => each.first)
  const others = left.filter((each) => !each.first)
  ;(first ? own : others).push({ text, first })
  unread = [...own, ...others.slice(-MOST_WAITING)]
  if (!reading) next()
}

function next() {
  const { text } = unread.shift() ?? {}
  reading = text === undefined ? null : setTimeout(next, READ)
  if (reading) voice.textContent = text === voice.textContent ? `${text}\u00a0` : text // or it is not read again
}

function rest() {
  strip.textContent = [...holding.values()].at(-1) ?? ''
  strip.hidden = holding.size === 0
  strip.toggleAttribute('data-staar', true)
}

// Whoever keeps a log of it is told first, and answers whether it is read out there.
export function onSaid(listener) {
  told = listener
}

// Nothing stands any more: this page has no more part in it.
export function quiet() {
  holding.clear()
  rest()
}

// Taken back; returns whether any of it was so.
export function hush(...keys) {
  const was = keys.filter((key) => holding.has(key)).map((key) => holding.get(key))
  for (const key of keys) holding.delete(key)
  if (was.includes(strip.textContent)) rest()
  return was.length > 0
}
