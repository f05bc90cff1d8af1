// Fetches <section data-refresh="/del/…" data-every="60"> again while the tab is visible. A region that has focus
// is left alone; 204 means unchanged. With data-voice="id", what stands in [data-say] is read out when it has changed.
const said = (part) => part.querySelector('[data-say]')?.textContent

for (const part of document.querySelectorAll('[data-refresh]')) {
  const seconds = Number(part.dataset.every ?? 30)
  const voice = document.getElementById(part.dataset.voice)
  setInterval(async () => {
    if (document.hidden || part.contains(document.activeElement)) return
    const answer = await fetch(part.dataset.refresh, { headers: { 'X-Part': '1' } }).catch(() => null)
    if (answer?.status !== 200) return
    const before = said(part)
    part.innerHTML = await answer.text()
    if (voice && said(part) !== before) voice.textContent = said(part)
  }, seconds * 1000)
}
