// «Forlat siden raskt»: shows nothing more and puts another page in this one's place, so that «back» does not lead here.
for (const link of document.querySelectorAll('a[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    document.body.hidden = true
    location.replace(link.href)
  })
}
