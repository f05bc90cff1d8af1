// The line to the server: JSON messages over a web socket, opened again with back-off until the server says that it is
// over. What must arrive is sent again by whoever sent it; nothing is queued while the line is away. A line that is
// dead without a word, as after a change of network, is known by signs of life that nobody answers.
const FIRST_WAIT = 250
const LONGEST_WAIT = 8000
const BEATS_UNANSWERED = 2.5

export function openLine(address, { heard, changed, over }) {
  let socket = null
  let wait = FIRST_WAIT
  let closed = false
  let beat = null
  let heardAt = 0

  const connect = () => {
    if (closed) return
    const opened = new WebSocket(address)
    socket = opened
    socket.onopen = () => changed('open')
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data)
      heardAt = performance.now()
      wait = FIRST_WAIT // to be let in and turned away at once is no line
      if (message.type === 'welcome') keepAlive(message.beat)
      heard(message)
    }
    socket.onclose = ({ code }) => lost(opened, code)
  }
  const lost = (which, code) => {
    if (closed || which !== socket) return
    socket = null
    clearInterval(beat)
    if (code >= 4400 && code < 4500 && code !== 4429) {
      closed = true
      over(code)
      return
    }
    changed('away')
    setTimeout(connect, wait * (0.5 + Math.random()))
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }
  const keepAlive = (seconds) => {
    clearInterval(beat)
    beat = setInterval(() => {
      const which = socket
      if (performance.now() - heardAt < seconds * 1000 * BEATS_UNANSWERED) send({ type: 'beat' })
      else {
        lost(which, 1006)
        which?.close()
      }
    }, seconds * 1000)
  }
  const send = (message) => {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(message))
    return true
  }
  const close = () => {
    closed = true
    clearInterval(beat)
    socket?.close()
  }
  window.addEventListener('online', () => {
    wait = FIRST_WAIT
  })
  connect()
  return { send, close }
}

// Where a page of the room listens and speaks; the page's own name tells a reload from another window.
export function signalOf(number) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${location.host}/rom/${number}/signal?page=${crypto.randomUUID()}`
}
