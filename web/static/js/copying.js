// A link is copied by a button. Without this script, or where a page may not copy, it stands as text.
for (const button of document.querySelectorAll('[data-kopier]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    const told = document.getElementById('kopiert')
    try {
      await navigator.clipboard.writeText(button.dataset.kopier)
      told.textContent = told.dataset.ja
    } catch {
      told.textContent = told.dataset.nei
    }
  })
}
