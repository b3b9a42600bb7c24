// The desk's one form, as it arrives: which button was pressed, what was typed, and what travelled along.
// It must never take what a client sends for what the page sent: every part is looked at by its schema.
import { z } from 'zod'
import { eventSchema } from '../event.ts'
import { decodeUtf8, fieldErrors, parametersOf, readBody, takeOnly } from '../http.ts'
import type { FieldError } from '../problem.ts'
import { MAX_HELD } from './deliver.ts'
import { EXAMPLES } from './examples.ts'
import { type Pending, pendingSchema, type Shown, shownSchema } from './state.ts'
import { TONES } from './tones.ts'

/** Two dozen of the longest texts, percent-encoded in other scripts; usual forms have some 5 kB. */
const MAX_FORM_BYTES = 4 * 1024 * 1024

const { session_id, agent_id, agent_draft } = eventSchema.shape

/** What a person types. Browsers send line breaks as CR LF; the draft that is logged has the ones that were typed. */
const typed = <T extends z.ZodType<string, string>>(schema: T) =>
  z
    .string()
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(schema)
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON', input: '' })
        return z.NEVER
      }
    })
    .pipe(schema)

const examples = EXAMPLES.map((_, index) => `example-${index + 1}`)
const choice = z.enum([
  'suggest',
  'use-0',
  'use-1',
  'use-2',
  'edit',
  'reject',
  'timeout',
  'retry',
  ...examples,
])

/** What a person presses, types and chooses. */
export const liveFormSchema = z.object({
  do: choice
    .default('suggest')
    .describe('The button that was pressed; the others take what the page carries along.'),
  session_id,
  agent_draft,
  agent_id,
  context: z
    .string()
    .max(20_000, 'context must be at most 20,000 characters')
    .default('')
    .describe('What the customer wrote.'),
  tone: z
    .enum(['', ...TONES])
    .default('')
    .describe('How the suggestion shall sound.'),
})

/** What no person types: when it is not as the page has it, the page cannot say what to correct. */
const carriedSchema = z.object({
  do: liveFormSchema.shape.do,
  /** Made when the page is drawn: what tells a repeat from the same words said again. */
  page: z.string().max(100).default(''),
  tone: liveFormSchema.shape.tone,
  shown: json(shownSchema).optional(),
  held: z.array(json(pendingSchema)).max(MAX_HELD),
})

/** What is typed, with words for what is wrong with it. */
const typedSchema = z.object({
  session_id: typed(session_id),
  agent_id: typed(z.union([z.literal(''), agent_id.unwrap()])),
  agent_draft: typed(agent_draft),
  context: typed(liveFormSchema.shape.context.unwrap()),
})
const anything = typed(z.string())

/** What is wrong with a text that shall go out instead of a suggestion. */
export const editedFaults = (text: string): FieldError[] =>
  (agent_draft.safeParse(text).error?.issues ?? []).map(({ message }) => ({
    path: 'edited',
    message: message.replace('agent_draft', 'the edited text'),
  }))

/** As it was typed, whether it can be used or not. */
export type Typed = {
  session_id: string
  agent_id: string
  agent_draft: string
  context: string
  edited: string
}
export type DeskForm = {
  choice: z.infer<typeof choice>
  page: string
  tone: string
  shown: Shown | null
  held: readonly Pending[]
  typed: Typed
  /** What is wrong with what was typed; looked at where it is used. */
  faults: readonly FieldError[]
}

/** @throws Problem unsupported-media-type, body-too-large, malformed-body, invalid-parameter (what the page sends by itself) */
export async function readForm(request: Request): Promise<DeskForm> {
  takeOnly(request, ['application/x-www-form-urlencoded'])
  const sent = new URLSearchParams(decodeUtf8(await readBody(request, MAX_FORM_BYTES)))
  const fields = Object.fromEntries(sent)
  const { shown, ...carried } = parametersOf(carriedSchema, {
    ...Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== '' || name === 'tone')),
    held: sent.getAll('held'),
  })
  const checked = typedSchema.safeParse(fields)
  const plain = (name: keyof Typed) => anything.parse(fields[name])
  return {
    choice: carried.do,
    page: carried.page,
    tone: carried.tone,
    shown: shown ?? null,
    held: carried.held,
    typed: {
      session_id: plain('session_id'),
      agent_id: plain('agent_id'),
      agent_draft: plain('agent_draft'),
      context: plain('context'),
      edited: plain('edited'),
    },
    faults: checked.success ? [] : fieldErrors(checked.error.issues),
  }
}
