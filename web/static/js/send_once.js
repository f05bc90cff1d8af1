// Ignores a second click while a form is being sent. The server refuses a repeated idempotency key in any case.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'true'
    event.submitter?.setAttribute('aria-busy', 'true')
  })
}
// A page from the back/forward cache may be sent again.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})
