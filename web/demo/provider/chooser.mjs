// The page where a tester chooses whom to be. No script: the search field is a form, the choices are links.

const DOORS = {
  virksomhet: { name: 'Ansattporten', text: 'Velg hvem du vil være i en offentlig virksomhet eller hos en tolkeformidler.' },
  tolk: { name: 'ID-porten', text: 'Velg hvilken tolk du vil være.' },
  direktorat: { name: 'IMDi', text: 'Velg hvem du vil være i direktoratet.' },
}
const MOST = 40 // a longer list is searched, not scrolled

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

export function chooser({ uid, client, accounts, wanted }) {
  const door = DOORS[client]
  const words = folded(wanted).split(/\s+/).filter(Boolean)
  const found = accounts.filter(({ name, detail }) => words.every((word) => folded(`${name} ${detail}`).includes(word)))
  const recommended = words.length ? [] : found.filter((account) => account.recommended)
  const rest = found.filter((account) => !recommended.includes(account))
  const shown = rest.slice(0, MOST)
  return `<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Testinnlogging – ${door.name}</title><style>${STYLE}</style></head>
<body><p class="stripe"><strong>Testinnlogging.</strong> Dette er ikke ${door.name}. Alle personene er oppdiktet, og ingen passord trengs.</p>
<main>
<h1>Logg inn med ${door.name}</h1>
<p class="ingress">${door.text}</p>
${recommended.length ? section('Anbefalt for en omvisning', recommended) : ''}
${accounts.length > MOST ? search(uid, wanted) : ''}
${section(words.length ? `${found.length} treff på «${escaped(wanted)}»` : recommended.length ? 'Alle andre' : 'Alle', shown)}
${shown.length < rest.length ? `<p class="dempet">Viser ${shown.length} av ${rest.length}. Søk for å finne flere.</p>` : ''}
${found.length ? '' : '<p>Ingen passer. Prøv et annet navn, et tolkenummer eller en virksomhet.</p>'}
<p><a href="?avbryt">Avbryt innloggingen</a></p>
</main></body></html>`
}

export const message = (text, detail = '') => `<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Testinnlogging</title><style>${STYLE}</style></head><body><p class="stripe"><strong>Testinnlogging</strong></p>
<main><h1>${escaped(text)}</h1><p class="dempet">${escaped(detail)}</p></main></body></html>`

const search = (uid, wanted) => `<form action="/velg/${uid}"><label for="sok">Søk etter navn, tolkenummer eller virksomhet</label>
<div class="rad"><input id="sok" name="sok" type="search" value="${escaped(wanted)}"><button>Søk</button></div></form>`

const section = (title, accounts) => accounts.length === 0 ? '' : `<section><h2>${title}</h2><ul>
${accounts.map((account) => `<li><a href="?sub=${encodeURIComponent(account.sub)}"><span class="navn">${escaped(account.name)}</span>
<span class="dempet">${escaped([account.recommended, account.detail].filter(Boolean).join(' – '))}</span></a></li>`).join('\n')}
</ul></section>`

const STYLE = `
:root { color-scheme: light; --ink: #1a2530; --quiet: #55626e; --line: #c9d1d8; --blue: #0b4f8a; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.55 system-ui, sans-serif; color: var(--ink); background: #f3f5f7; }
.stripe { margin: 0; padding: .75rem 1.25rem; background: #fff1b8; border-bottom: 2px solid #8a6a00; text-align: center; }
main { max-width: 44rem; margin: 2.5rem auto; padding: 2rem clamp(1.25rem, 5vw, 3rem); background: #fff; border: 1px solid var(--line); border-radius: .75rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; } h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
.ingress { margin: .5rem 0 0; font-size: 1.125rem; } .dempet { color: var(--quiet); font-size: .95rem; }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
li a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1.5rem; padding: .8rem .5rem; color: inherit; text-decoration: none; }
li a:hover { background: #eaf2f9; } .navn { color: var(--blue); font-weight: 600; text-decoration: underline; text-underline-offset: .2em; }
a { color: var(--blue); } a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
label { display: block; margin: 2rem 0 .35rem; font-weight: 600; } .rad { display: flex; gap: .5rem; }
input { flex: 1; min-width: 0; font: inherit; padding: .6rem .75rem; border: 1px solid #5f6c78; border-radius: .4rem; }
button { font: inherit; font-weight: 600; padding: .6rem 1.25rem; border: 0; border-radius: .4rem; color: #fff; background: var(--blue); cursor: pointer; }
`
