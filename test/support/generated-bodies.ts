// Bodies of events drawn from a seed, right and wrong ones: each knows whether it is an event, and what must be stored of it.
// It must never learn that from the product's own schema.
import fc from 'fast-check'

/** Of a stored event, what its sender said, as /events/recent shows it. */
export type Said = {
  event: string
  session_id: string
  agent_draft: string
  suggestion_used: string | null
  policy_refs: string[]
  latency_ms: number
  ab_test_bucket: string
  suggestion_id: string | null
  agent_id: string | null
  occurred_at: string | null
}

export type GeneratedBody = {
  bytes: Uint8Array<ArrayBuffer>
  /** The same as JSON in UTF-8; null where it is neither. */
  text: string | null
  /** What is wrong with it; empty for an event. Of a field its name. */
  wrong: string[]
  said: Said
  event_id: string | undefined
}

/** The value of a field, as it is sent; undefined: it is left out. */
type Field = { sent: unknown; right: boolean }
const right = (values: fc.Arbitrary<unknown>) => values.map((sent): Field => ({ sent, right: true }))
const wrong = (...values: unknown[]) =>
  fc.constantFrom(...values).map((sent): Field => ({ sent, right: false }))
/** Mostly right. */
const mostly = (good: fc.Arbitrary<Field>, bad: fc.Arbitrary<Field>) =>
  fc.oneof({ arbitrary: good, weight: 60 }, { arbitrary: bad, weight: 1 })

const odd = fc.constantFrom(
  '\u202eevil', '\ufeff', '\u2028\u2029', '\u0085', 'e\u0301', '\u00e9', '👩‍👩‍👧‍👦', '\u{10ffff}', '\uffff', '\u001b[31m',
  '\\u0000', '\\', '"', '\u007f', '\b\f', 'Ünïcödé', 'ﬁ', 'İ', 'K', '\u0001', '{"a":1}', ': : :', '\\u003a', '</script>',
) // biome-ignore format: a row of odd things
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    odd,
    fc.array(odd).map((parts) => parts.join('')),
  )
  .filter((one) => one !== '' && one.length <= 20_000 && !one.includes('\0') && one.isWellFormed())
const id = fc.stringMatching(/^[\x20-\x7e]{1,40}$/)
const wrongTexts = [7, true, {}, [], ['a'], 'a\0b', '\ud800', 'a\udfffb', 'x'.repeat(20_001)]
const wrongIds = ['', 'é', '\u212a', 'a\nb', 'a\0', '\u202ea', 'x'.repeat(201), 7, null, {}, ['a'], '\ud800']
const times = ['2026-07-01T09:00:00Z', '2026-07-01T09:00:00.123+05:30', '1999-12-31T23:59:59-11:00']
const absent = fc.constant<Field>({ sent: undefined, right: true })

const FIELDS: Record<string, fc.Arbitrary<Field>> = {
  event: mostly(
    right(fc.constantFrom('offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld')),
    wrong('OFFERED', 'offered ', 'оffered', '', null, 7, ['offered'], undefined),
  ),
  session_id: mostly(right(id), wrong(...wrongIds, undefined)),
  agent_draft: mostly(right(text), wrong(...wrongTexts, '', null, undefined)),
  suggestion_used: fc.oneof(absent, right(fc.constant(null)), mostly(right(text), wrong(...wrongTexts))),
  policy_refs: fc.oneof(
    absent,
    mostly(
      right(
        fc.array(
          text.filter((one) => one.length <= 100),
          { maxLength: 5 },
        ),
      ),
      wrong('ADV', null, {}, [''], [7], [['a']], [null], Array(51).fill('a'), ['x'.repeat(101)], ['\0']),
    ),
  ),
  latency_ms: mostly(
    right(fc.integer({ min: 0, max: 3_600_000 })),
    wrong(-1, 3_600_001, 0.5, '7', null, true, [], 1e308, undefined),
  ),
  ab_test_bucket: fc.oneof(absent, mostly(right(fc.constantFrom('on', 'off')), wrong('ON', '', null, 1))),
  suggestion_id: fc.oneof(absent, mostly(right(id), wrong(...wrongIds))),
  agent_id: fc.oneof(absent, mostly(right(id), wrong(...wrongIds))),
  occurred_at: fc.oneof(
    absent,
    mostly(
      right(fc.constantFrom(...times)),
      wrong('2026-07-01', '2026-07-01T09:00:00', '2026-02-30T00:00:00Z', 0, null, ' 2026-07-01T09:00:00Z'),
    ),
  ),
  event_id: fc.oneof(
    absent,
    absent,
    mostly(
      right(
        fc.oneof(
          fc.uuid(),
          fc.uuid().map((one) => one.toUpperCase()),
        ),
      ),
      wrong('', 'x', '0'.repeat(36), null, 7, '{3b241101-e2bb-4255-8caf-4136c566a962}'),
    ),
  ),
} // what nobody asked for is ignored
const unknown = fc.oneof(
  { arbitrary: fc.constant({}), weight: 4 },
  {
    arbitrary: fc.dictionary(
      fc.constantFrom('note', 'a:b', '__proto__', 'constructor', 'Event', 'meta'),
      fc.jsonValue(),
      {
        maxKeys: 3,
      },
    ),
    weight: 1,
  },
)

/** How a text is written: as it is, every letter escaped, or what some languages escape by themselves. */
const STYLES: ((json: string) => string)[] = [
  (json) => json,
  (json) => json.replace(/[\u007f-\uffff]/g, escaped),
  (json) => json.replace(/[<>&:]/g, escaped),
  (json) => `"${(JSON.parse(json) as string).replace(/[\s\S]/g, escaped)}"`,
]
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const SPACES = ['', ' ', '\n', '\t \r\n']

/** What is done to a body that says an event. */
const DEEDS = ['nothing', 'repeat', 'cut', 'byte', 'mark'] as const
const deed = fc.oneof(
  { arbitrary: fc.constant<(typeof DEEDS)[number]>('nothing'), weight: 12 },
  { arbitrary: fc.constantFrom(...DEEDS), weight: 1 },
)
const BAD_BYTES = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]

const drawn = fc.record({
  fields: fc.record(FIELDS),
  unknown,
  style: fc.constantFrom(...STYLES),
  space: fc.constantFrom(...SPACES),
  turned: fc.boolean(),
  deed,
  /** Where and with what it is done. */
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  bad: fc.constantFrom(...BAD_BYTES),
})

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

function bodyOf({ fields, unknown, style, space, turned, deed, at, bad }: Drawn): GeneratedBody {
  const given = Object.entries(fields as Record<string, Field>).filter(([, { sent }]) => sent !== undefined)
  const members = [...given.map(([name, { sent }]) => [name, sent] as const), ...Object.entries(unknown)]
  if (turned) members.reverse()
  const wrongFields = Object.entries(fields as Record<string, Field>)
    .filter(([, field]) => !field.right)
    .map(([name]) => name)
  const written = (value: unknown) => JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, style)
  const lines = members.map(([name, value]) => `${written(name)}${space}:${space}${written(value)}`)
  const [repeated] = given[Math.floor(at * given.length)] as [string, Field]
  if (deed === 'repeat')
    lines.push(
      `${space}${written(repeated)}${space}:${written((fields as Record<string, Field>)[repeated]?.sent)}`,
    )
  const json = `{${space}${lines.join(`,${space}`)}${space}}`
  const whole = new TextEncoder().encode(json)
  const place = 1 + Math.floor(at * (whole.length - 1))
  const said = (name: string) => (fields as Record<string, Field>)[name]?.sent
  const as = {
    nothing: () => whole,
    repeat: () => whole,
    cut: () => whole.slice(0, place),
    byte: () => Uint8Array.from([...whole.slice(0, place), ...bad, ...whole.slice(place)]),
    mark: () => Uint8Array.from([0xef, 0xbb, 0xbf, ...whole]),
  }
  const broken = deed === 'cut' || deed === 'byte'
  return {
    bytes: as[deed](),
    text: broken || deed === 'mark' ? null : json,
    wrong: deed === 'repeat' ? [repeated] : broken ? ['the body'] : wrongFields,
    event_id: said('event_id') as string | undefined,
    said: {
      event: said('event') as string,
      session_id: said('session_id') as string,
      agent_draft: said('agent_draft') as string,
      suggestion_used: (said('suggestion_used') ?? null) as string | null,
      policy_refs: (said('policy_refs') ?? []) as string[],
      latency_ms: said('latency_ms') as number,
      ab_test_bucket: (said('ab_test_bucket') ?? 'on') as string,
      suggestion_id: (said('suggestion_id') ?? null) as string | null,
      agent_id: (said('agent_id') ?? null) as string | null,
      occurred_at: said('occurred_at') == null ? null : iso(said('occurred_at')),
    },
  }
}

const iso = (time: unknown) => {
  const ms = Date.parse(String(time))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/** The same ones for the same seed. */
export const generatedBodies = (seed: number, count: number): GeneratedBody[] =>
  fc.sample(drawn, { seed, numRuns: count }).map(bodyOf)
