// Sentences of the page in its own language, and the one place where they are read out and shown.
const texts = JSON.parse(document.getElementById('rom-setninger').content.textContent)
const voice = document.getElementById('rom-stemme')
const strip = document.getElementById('rom-melding')
let timer = null
let told = () => false

export function sentence(key, values = {}) {
  const text = texts[key] ?? texts.something_failed
  return text.replace(/\{(\w+)\}/g, (_, name) => apart(values[name] ?? ''))
}

// In a text from right to left a name or a number in other letters keeps its own direction.
const apart = (value) => (document.documentElement.dir === 'rtl' ? `\u2068${value}\u2069` : value)

// Read out, and shown for a while to those who see, unless it stands before them; never who is speaking.
export function say(key, values = {}, { stays = false, isSeen = false } = {}) {
  const text = sentence(key, values)
  if (!told(text)) voice.textContent = text
  if (isSeen) return
  strip.textContent = text
  strip.hidden = false
  clearTimeout(timer)
  if (!stays) timer = setTimeout(() => (strip.hidden = true), 8000)
}

// Whoever keeps a log of it is told first, and answers whether it is read out there.
export function onSaid(listener) {
  told = listener
}

export function hush() {
  strip.hidden = true
}
