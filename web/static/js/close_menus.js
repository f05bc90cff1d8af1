// Closes menus by Esc (focus goes back to the button) and by a click outside.
const menus = [...document.querySelectorAll('details.t-meny')]
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of menus.filter((each) => each.open)) {
    menu.open = false
    menu.querySelector('summary').focus()
  }
})
addEventListener('click', (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false
})
