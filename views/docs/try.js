// Sends what the forms of /docs hold and shows the answer below them. The key is read from its field when a request is
// sent: it must never be stored, nor go anywhere but to this product.

/** Of an answer at most this much is read and shown, in bytes: more would make the page slow. */
const SHOWN_BYTES = 64 * 1024
/** The longest wait for an answer and its shown part. */
const WAIT_MS = 30_000
/** Headers that are worth showing. */
const HEADERS = ['X-As-Of-Seq', 'ETag', 'Retry-After', 'RateLimit', 'Content-Disposition']

for (const part of document.querySelectorAll('[data-script]')) part.hidden = false
for (const part of document.querySelectorAll('[data-no-script]')) part.hidden = true

document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-try]')) return
  event.preventDefault()
  attempt(event.target)
})

function requestOf(form) {
  const url = new URL(form.getAttribute('action'), location.href)
  for (const field of form.querySelectorAll('[name]'))
    if (field.value !== '') url.searchParams.set(field.name, field.value)
  const headers = new Headers({ accept: 'application/json' })
  for (const field of form.querySelectorAll('[data-header]'))
    if (field.value !== '') headers.set(field.dataset.header, field.value)
  const key = document.querySelector('#api-key').value
  if (key !== '') headers.set('authorization', `Bearer ${key}`)
  const body = form.querySelector('[data-body]')?.value
  if (body !== undefined) headers.set('content-type', 'application/json')
  return [url, { method: form.method.toUpperCase(), headers, body, signal: AbortSignal.timeout(WAIT_MS) }]
}

async function attempt(form) {
  const shown = form.nextElementSibling
  const [status, text] = [shown.querySelector('[role=status]'), shown.querySelector('code')]
  shown.hidden = false
  status.textContent = 'Sent, waiting for the answer …'
  text.textContent = ''
  try {
    const sent = performance.now()
    const answer = await fetch(...requestOf(form))
    const { words, whole } = await beginning(answer)
    const ms = Math.round(performance.now() - sent)
    const said = HEADERS.flatMap((name) =>
      answer.headers.has(name) ? [`${name}: ${answer.headers.get(name)}`] : [],
    )
    status.textContent = [`${answer.status} ${answer.statusText}`, `${ms} ms`, ...said].join(' · ')
    text.textContent = whole ? pretty(words) : `${words}\n… the first ${SHOWN_BYTES / 1024} KiB`
  } catch (error) {
    status.textContent = `No answer: ${error.message}`
  }
}

async function beginning(answer) {
  const reader = answer.body?.getReader()
  const parts = []
  let bytes = 0
  while (reader && bytes <= SHOWN_BYTES) {
    const { done, value } = await reader.read()
    if (done) return { words: await new Blob(parts).text(), whole: true }
    parts.push(value)
    bytes += value.length
  }
  await reader?.cancel()
  return { words: await new Blob(parts).slice(0, SHOWN_BYTES).text(), whole: reader === undefined }
}

function pretty(words) {
  try {
    return JSON.stringify(JSON.parse(words), null, 2)
  } catch {
    return words
  }
}
