// Fetches <section data-refresh="/del/…" data-every="60"> again while the tab is visible. A region that has focus
// is left alone; 204 means unchanged.
for (const part of document.querySelectorAll('[data-refresh]')) {
  const seconds = Number(part.dataset.every ?? 30)
  setInterval(async () => {
    if (document.hidden || part.contains(document.activeElement)) return
    const answer = await fetch(part.dataset.refresh, { headers: { 'X-Part': '1' } }).catch(() => null)
    if (answer?.status === 200) part.innerHTML = await answer.text()
  }, seconds * 1000)
}
