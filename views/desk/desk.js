// The desk with a script: the clock of an open suggestion, events that wait for the writer, and what to say when no
// answer comes. It must never lose an event that waits, nor keep a draft for longer than this tab lives.

/** Waits before each further attempt to log what waits; the last one again and again. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000]
/** So long before its end the clock is read out, when it runs for longer than twice that. */
const WARN_MS = 20_000
const LOOK_MS = 250
/** In sessionStorage: gone with the tab. */
const HELD = 'desk-held'

const find = (selector) => document.querySelector(selector)
const seconds = (ms) => Math.ceil(ms / 1_000)
/** The desk's request is under way: its answer replaces everything. */
let busy = false

/* Events that wait */

let attempts = 0
let again
const waiting = () => [...document.querySelectorAll('#log [name=held]')].map(({ value }) => value)

// Storage may be forbidden: then they wait in the page alone.
function remember() {
  try {
    sessionStorage.setItem(HELD, JSON.stringify(waiting()))
  } catch {}
}

function restore() {
  try {
    const here = waiting()
    for (const value of JSON.parse(sessionStorage.getItem(HELD) ?? '[]'))
      if (!here.includes(value))
        find('#log').append(
          Object.assign(document.createElement('input'), { type: 'hidden', name: 'held', value }),
        )
  } catch {}
}

function schedule() {
  clearTimeout(again)
  if (waiting().length === 0) {
    attempts = 0
    return
  }
  const ms = AGAIN_MS[Math.min(attempts, AGAIN_MS.length - 1)]
  attempts += 1
  const words = find('[data-again]')
  if (words)
    words.textContent = `The page tries again in ${seconds(ms)} s, and keeps them in this tab until then.`
  again = setTimeout(() => find('#retry').click(), ms)
}

/* The clock */

let look
let stopped = false
let deadline = 0

function show() {
  const clock = find('[data-within]')
  const left = deadline - performance.now()
  if (left <= 0) {
    clearInterval(look)
    if (!busy) clock.querySelector('[value=timeout]').click()
    return
  }
  const time = `${Math.floor(seconds(left) / 60)}:${String(seconds(left) % 60).padStart(2, '0')}`
  const say = (part, words) => {
    if (part.textContent !== words) part.textContent = words
  }
  say(
    clock.querySelector('[data-clock]'),
    stopped ? 'The clock is stopped' : `Counts as unanswered in ${time}`,
  )
  say(clock.querySelector('[data-clock-stop]'), stopped ? 'Start the clock' : 'Stop the clock')
  const near = !stopped && left < WARN_MS && clock.dataset.within > 2 * WARN_MS
  say(clock.querySelector('[data-clock-warning]'), near ? '20 seconds left' : '')
}

/** From the beginning: when a suggestion comes, and with everything that is typed. */
function start() {
  clearInterval(look)
  const clock = find('[data-within]')
  if (!clock) return
  deadline = performance.now() + Number(clock.dataset.within)
  show()
  if (!stopped) look = setInterval(show, LOOK_MS)
}

document.addEventListener('input', start)
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-clock-stop]')) return
  stopped = !stopped
  start()
})

/* Requests */

function free() {
  busy = false
  find('#desk').removeAttribute('aria-busy')
}

const isRetry = ({ detail }) => detail.ctx?.sourceElement?.id === 'retry'

document.addEventListener('htmx:before:request', (event) => {
  if (!isRetry(event)) {
    busy = true
    find('#desk').setAttribute('aria-busy', 'true')
    clearInterval(look)
    find('#retry').dispatchEvent(new CustomEvent('htmx:abort')) // not bubbling: the form would abort itself
  } else if (busy) event.preventDefault()
})
/** What was typed after the request had left, by the id of its field; and the field or button that has the focus. */
let since = []
let held = ''

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  const sent = new URLSearchParams(ctx.request.body)
  const fields = [...document.querySelectorAll('#desk [id][name]')].filter(({ type }) => type !== 'submit')
  since = fields.filter(({ name, value }) => value !== sent.get(name)).map(({ id, value }) => [id, value])
  held = document.activeElement?.id
})

document.addEventListener('htmx:after:swap', (event) => {
  const { ctx } = event.detail
  if (isRetry(event)) {
    if (held === 'retry') (find('#retry:not([hidden])') ?? find('.logged a'))?.focus()
  } else {
    free()
    if (ctx.response.status < 400 || ctx.response.status === 422) find('#desk-problem').textContent = ''
    for (const [id, value] of since) {
      const field = document.getElementById(id)
      if (field) field.value = value
    }
    stopped = false
    start()
    const typing = since.some(([id]) => id === held) && document.getElementById(held)
    ;(typing || find('[data-focus]'))?.focus()
  }
  remember()
  schedule()
})
document.addEventListener('htmx:error', (event) => {
  if (isRetry(event)) return schedule()
  free()
  const said = Object.assign(document.createElement('p'), { className: 'failure' })
  said.textContent = 'No answer came. Nothing of what you typed is lost: press again in a moment.'
  find('#desk-problem').replaceChildren(said)
  start()
})

document.documentElement.classList.add('scripted')
restore()
remember()
schedule()
start()
