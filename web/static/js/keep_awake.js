// Keeps the screen lit while <… data-keep-awake> is on the page and the tab is visible: a card must be readable.
const wanted = document.querySelector('[data-keep-awake]')

async function keep() {
  if (wanted && document.visibilityState === 'visible') await navigator.wakeLock?.request('screen').catch(() => null)
}

document.addEventListener('visibilitychange', keep)
keep()
