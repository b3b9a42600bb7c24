// Pauses the live updates of the reports page, and says when its figures are stale. It must never show a part of an
// update: what came during a pause is dropped, and asked for again as a whole at its end.

/** The stream says every 15 s that it lives: silent for longer than two of these and a while, it counts as broken. */
const SILENCE_MS = 40_000
/** How often the age of stale figures is looked at. */
const LOOK_MS = 5_000
/** No state of the stream has this name: whoever asks with it is sent every block. */
const NO_STATE = 'resumed'

let paused = false
let missed = false
/** Of the stream, as htmx's extension keeps it. */
let connection = null
let connected = true
let heardAt = performance.now()

/** The age is that of the last sign of life: the two machines' clocks may differ. */
function staleWords(time) {
  const figures = time ? `: figures are from ${time}` : ''
  if (paused) return `Paused${figures}${missed ? ', newer ones wait' : ''}`
  const silent = performance.now() - heardAt
  if (connected && silent < SILENCE_MS) return ''
  const age = Math.floor(silent / 60_000)
  return `Not connected, trying again${figures}${figures && age > 0 ? `, at least ${age} min old` : ''}`
}

// The block may have been drawn anew since: it is looked up each time.
function show() {
  const block = document.querySelector('#block-freshness')
  const say = (part, words) => {
    if (part && part.textContent !== words) part.textContent = words
  }
  say(block?.querySelector('.pause'), paused ? 'Resume updates' : 'Pause updates')
  say(block?.querySelector('.stale'), staleWords(block?.querySelector('.as-of time')?.textContent))
}

function heard(event) {
  connection = event.detail.connection
  connected = true
  heardAt = performance.now()
}

function resume() {
  paused = false
  if (missed && connection) {
    connection.lastEventId = NO_STATE
    connection.reader?.cancel()
  }
  missed = false
}

document.documentElement.classList.add('scripted')
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.pause')) return
  if (paused) resume()
  else paused = true
  show()
})

const on = (name, listener) =>
  document.addEventListener(`htmx:sse:${name}`, (event) => {
    listener(event)
    show()
  })
on('after:connection', heard)
on('before:message', (event) => {
  heard(event)
  if (!paused || event.detail.message.event) return
  missed = true
  event.preventDefault()
})
on('after:message', heard)
on('before:connection', (event) => {
  const { connection: opening } = event.detail
  // After a pause the reader waits for it: the extension's own wait before it connects again ends at once.
  if (opening.lastEventId === NO_STATE && opening.attempt === 1)
    queueMicrotask(() => opening.delayCanceller?.())
})
for (const name of ['error', 'close'])
  on(name, () => {
    connected = false
  })
document.addEventListener('placed', show)
setInterval(show, LOOK_MS)
show()
