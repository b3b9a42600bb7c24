// The one catalogue of errors: every error that leaves this product is a row of it.
// It must never carry a stack trace, a file path or the text of an event.

/** One kind of error. `hint` tells the operator (or the caller) what to do about it. */
export type ProblemKind = { status: number; title: string; hint: string; retryAfterSeconds?: number }

/** Keyed by slug; the problem's `type` is `/problems/<slug>`. */
export const problems = {
  'malformed-body': {
    status: 400,
    title: 'The body could not be read',
    hint: 'Send well-formed JSON in UTF-8.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request is not valid HTTP',
    hint: 'Its first line, its headers or its Host could not be read.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter or header is not valid',
    hint: 'The errors name each one and what it takes.',
  },
  unauthorized: {
    status: 401,
    title: 'This address is for this machine’s own commands',
    hint: 'They show the token of the ledger’s lock file.',
  },
  'key-required': {
    status: 401,
    title: 'This needs an API key',
    hint: 'Send the header Authorization: Bearer and the key’s secret, or log in with the key’s name and secret.',
  },
  'key-scope': {
    status: 403,
    title: 'This API key is for something else',
    hint: 'Events are posted, and suggestions asked for, with a key of scope write; reports, pages and exports take one of scope read.',
  },
  'origin-not-allowed': {
    status: 403,
    title: 'Pages of this origin may not post here',
    hint: 'Post from a page of this server, through a server of your own, or name the origin in CORS_ORIGINS.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    hint: 'Every address is listed at /docs.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    hint: 'The Allow header lists the methods it takes.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    hint: 'Send the headers within 10 s and the whole request within 15 s.',
  },
  'id-in-flight': {
    status: 409,
    title: 'An event with this id is being stored right now',
    hint: 'Send it again in a moment: the answer will be the first one’s.',
    retryAfterSeconds: 1,
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    hint: 'One event fits in 512 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not accepted here',
    hint: 'Send application/json.',
  },
  'misdirected-request': {
    status: 421,
    title: 'This server is not known by that name',
    hint: 'Without API_KEYS it answers to localhost, 127.0.0.1 and [::1] alone.',
  },
  'invalid-request': {
    status: 422,
    title: 'The request is not valid',
    hint: 'The errors name each field and what it takes.',
  },
  'invalid-event': {
    status: 422,
    title: 'The event is not valid',
    hint: 'The errors name each field and what it takes.',
  },
  'id-reused': {
    status: 422,
    title: 'This id already belongs to an event with other content',
    hint: 'Give every event an id of its own; only an exact repeat may use the same one.',
  },
  'queue-full': {
    status: 429,
    title: 'Events arrive faster than they can be stored',
    hint: 'Nothing of this request was kept. Wait, then send it again.',
    retryAfterSeconds: 1,
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests with this key',
    hint: 'Nothing of this request was kept. Send it again after Retry-After.',
    retryAfterSeconds: 1,
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    hint: 'All headers together fit in 16 KiB.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    hint: 'Look for the id of this problem in the log.',
  },
  'writer-unavailable': {
    status: 503,
    title: 'The writer is not running',
    hint: 'Nothing of this request was kept. Send it again after Retry-After; reports go on meanwhile.',
    retryAfterSeconds: 1,
  },
  'outcome-unknown': {
    status: 503,
    title: 'The writer stopped before it answered',
    hint: 'The event may or may not be stored. An event sent with an event_id can be sent again safely: it is stored once.',
    retryAfterSeconds: 1,
  },
  stopping: {
    status: 503,
    title: 'This instance is stopping',
    hint: 'Nothing of this request was kept. Send it again after Retry-After.',
    retryAfterSeconds: 1,
  },
  'not-initialised': {
    status: 503,
    title: 'Database not initialised yet',
    hint: 'Nothing has been published here. Start the writer (npm start) or point PUBLISHED_DIR at its published files.',
    retryAfterSeconds: 2,
  },
  'snapshot-behind': {
    status: 503,
    title: 'The reports have not reached that event yet',
    hint: 'X-Min-Seq asked for a later event than is published. Ask again after Retry-After.',
    retryAfterSeconds: 1,
  },
  'snapshot-unreadable': {
    status: 503,
    title: 'The published files cannot be read',
    hint: 'A published file is missing or damaged. The log names it; the writer’s ledger still holds every event.',
    retryAfterSeconds: 5,
  },
  'reports-busy': {
    status: 503,
    title: 'Too many reports are being computed',
    hint: 'Ask again after Retry-After.',
    retryAfterSeconds: 1,
  },
  'report-too-slow': {
    status: 503,
    title: 'This report took longer than it may',
    hint: 'Ask again, or ask for less.',
    retryAfterSeconds: 5,
  },
  'disk-full': {
    status: 507,
    title: 'The disk is full',
    hint: 'Nothing of this request was kept. Send it again after Retry-After: events are taken as soon as there is room; reports go on meanwhile.',
    retryAfterSeconds: 2,
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemSlug = keyof typeof problems

/** One invalid field: `path` in dots (`policy_refs.3`), empty for the whole body. */
export type FieldError = { path: string; message: string }

/**
 * The error that every layer throws on purpose; anything else is a bug and answers `internal`.
 * `detail` is one sentence about this occurrence and is shown to the caller.
 */
export class Problem extends Error {
  override name = 'Problem'
  readonly slug: ProblemSlug
  readonly detail: string
  readonly errors: FieldError[] | undefined

  constructor(slug: ProblemSlug, detail?: string, errors?: FieldError[], cause?: unknown) {
    super(`${slug}: ${detail ?? problems[slug].title}`, cause === undefined ? undefined : { cause })
    this.slug = slug
    this.detail = detail ?? problems[slug].hint
    this.errors = errors
  }

  get kind(): ProblemKind {
    return problems[this.slug]
  }
}

/** The body of RFC 9457. `instance` identifies the occurrence (the request id). */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  errors?: FieldError[]
}

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  return {
    type: `/problems/${problem.slug}`,
    title: problem.kind.title,
    status: problem.kind.status,
    detail: problem.detail,
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors ? { errors: problem.errors } : {}),
  }
}
