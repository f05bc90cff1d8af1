// Says how many characters are left in a long text. The element named by data-counter holds the sentence in
// data-left, with {n} where the number goes, so that the server decides the language.
for (const field of document.querySelectorAll('textarea[maxlength][data-counter]')) {
  const shown = document.getElementById(field.dataset.counter)
  if (!shown?.dataset.left) continue
  const show = () => {
    shown.textContent = shown.dataset.left.replace('{n}', field.maxLength - field.value.length)
  }
  field.addEventListener('input', show)
  show()
}
