// Counts down to a deadline: <time datetime="…" data-countdown> followed by an element that holds the words
// (data-minutes="{n} min igjen", data-hours, data-over). The server has written the time of day; this is an extra.
const minute = 60_000
const hour = 60 * minute

const words = (shown, left) => {
  if (left <= 0) return shown.dataset.over
  if (left < hour) return shown.dataset.minutes.replace('{n}', Math.ceil(left / minute))
  return shown.dataset.hours.replace('{n}', Math.floor(left / hour))
}

const deadlines = [...document.querySelectorAll('time[data-countdown]')]
const tick = () => {
  for (const deadline of deadlines) {
    const shown = deadline.nextElementSibling
    shown.textContent = words(shown, new Date(deadline.dateTime) - Date.now())
  }
}
if (deadlines.length) {
  tick()
  setInterval(tick, minute / 2)
}
