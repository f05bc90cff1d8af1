// Numbers two people read to each other: the same at both ends when the keys are, so that nobody sits between them, not
// even whoever carries the keys. Twelve, because a search for another key that gives the same ones must take longer
// than a connection takes to be made; six are found in a second.
const DIGITS = 12
const FINGERPRINT = /^a=fingerprint:(\S+ [0-9A-Fa-f:]+)\s*$/gm

// Of the descriptions at both ends, whichever way round: '4821 0937 5562'; null when one has no key.
export async function proofOf(one, other) {
  const keys = [one, other].map((sdp) => [...new Set([...(sdp ?? '').matchAll(FINGERPRINT)].map((found) => found[1].toUpperCase()))].sort().join())
  if (keys.some((each) => each === '')) return null
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(keys.sort().join('\n')))
  const number = new DataView(digest).getBigUint64(0) % 10n ** BigInt(DIGITS)
  return String(number).padStart(DIGITS, '0').match(/\d{4}/g).join(' ')
}

// The list of them, made anew each time it is opened.
export function proofs(mesh, nameOf) {
  const part = document.getElementById('rom-bevis')
  part.addEventListener('toggle', async () => {
    if (!part.open) return
    const found = await Promise.all([...mesh.peers.values()].map(async ({ id, pc }) => [
      nameOf(id), await proofOf(pc.localDescription?.sdp, pc.remoteDescription?.sdp),
    ]))
    const rows = found.filter(([, code]) => code).map(([name, code]) => {
      const row = document.createElement('li')
      const number = document.createElement('strong')
      number.className = 't-tall'
      number.textContent = code
      row.append(`${name}: `, number)
      return row
    })
    document.getElementById('rom-bevis-liste').replaceChildren(...rows)
    document.getElementById('rom-bevis-ingen').hidden = rows.length > 0
  })
}
