// What an answer to a posted event tells its client, and whether it says so as it must.
// It must never take for kept, or for refused, what the answer leaves open.

/** `refused`: nothing of the request was kept. `unknown`: no answer came, or one that leaves it open. */
export type Told = { outcome: 'stored'; as: string; seq: number; duplicate: boolean } | NotStored
export type NotStored = { outcome: 'refused' | 'unknown'; as: string; fault: string | null }

/** @param headers with their names in small letters */
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** Answers after which the same may be sent again; each says when. */
const COMES_BACK = [409, 429, 503, 507]

/** `as`: what it is counted under, as `503 writer-unavailable`. `fault`: what is wrong with how it was said. */
export function toldBy(answer: Answer): Told {
  if (answer.status !== 200) return toldByProblem(answer)
  const { seq, duplicate = false } = JSON.parse(answer.body)
  return { outcome: 'stored', as: duplicate ? '200 duplicate' : '200', seq, duplicate }
}

export function toldByProblem({ status, headers, body }: Answer): NotStored {
  const isProblem = headers['content-type'] === 'application/problem+json'
  const slug = isProblem ? String(JSON.parse(body).type).replace('/problems/', '') : 'no problem document'
  const as = `${status} ${slug}`
  const comesBack = Number(headers['retry-after']) >= 1
  return {
    outcome: slug === 'outcome-unknown' || !isProblem ? 'unknown' : 'refused',
    as,
    fault: !isProblem ? as : COMES_BACK.includes(status) && !comesBack ? `${as} without Retry-After` : null,
  }
}

/** Errors before anything of the request was sent. */
const NEVER_SENT = ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']
const TIMED_OUT = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** Of a request that got no answer: a connection that breaks is what killing a process does, a missing answer is a fault. */
export function toldByError(error: unknown): NotStored {
  const code = String((error as NodeJS.ErrnoException).code)
  if (NEVER_SENT.includes(code)) return { outcome: 'refused', as: 'no connection', fault: null }
  if (TIMED_OUT.includes(code)) return { outcome: 'unknown', as: 'left hanging', fault: 'left hanging' }
  return { outcome: 'unknown', as: 'cut off', fault: null }
}
