// The page /live: an agent's desk, where the coach is asked and answered. It must never keep anything between two steps:
// what belongs together travels in the page's form, so that any instance can take the next one.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { Desk, type DeskProps } from '../../views/desk/desk.tsx'
import { LivePage } from '../../views/desk/live-page.tsx'
import { Log } from '../../views/desk/log.tsx'
import type { PolicySet } from '../coach/policies/policy-set.ts'
import type { Coach } from '../coach/suggest.ts'
import { type Env, parametersOf, saidIn } from '../http.ts'
import type { ReportDeps } from '../report/deps.ts'
import { checkedDraft } from './checked-draft.ts'
import { type Delivery, deliver } from './deliver.ts'
import { step } from './desk.ts'
import { EXAMPLES } from './examples.ts'
import { readForm } from './form.ts'
import { deskParameters } from './parameters.ts'

/** A suggestion without a choice counts as unanswered after this long, unless the person stops the clock. */
const DECIDE_WITHIN_MS = 120_000

export type DeskDeps = Pick<ReportDeps, 'reader' | 'writer' | 'clock' | 'assets'> & {
  coach: Pick<Coach, 'suggest'>
  /** Those in force: another set once their file has changed. */
  policyFile: { readonly current: PolicySet }
  /** DECIDE_WITHIN_MS unless replaced here. */
  decideWithinMs?: number | undefined
}

const NOTHING: Delivery = { logged: [], held: [], why: null, refused: [], dropped: [] }

export function desk(deps: DeskDeps) {
  const { coach, assets, reader } = deps

  /** Whether the reports reach that event within the time that they may take: then its links lead somewhere. */
  const published = (seq: number) =>
    reader.atLeast(seq).then(
      () => true,
      () => false,
    )

  async function props(
    state: Pick<DeskProps, 'typed' | 'tone' | 'shown' | 'focus'>,
    delivery: Delivery = NOTHING,
    faults: DeskProps['faults'] = [],
  ): Promise<DeskProps> {
    const { current } = deps.policyFile
    const newest = Math.max(0, ...delivery.logged.map(({ seq }) => seq ?? 0))
    return {
      ...state,
      page: randomUUID(),
      checked: checkedDraft(current, state.shown),
      policies: current.policies,
      log: { ...delivery, published: newest > 0 && (await published(newest)) },
      faults,
      decideWithinMs: deps.decideWithinMs ?? DECIDE_WITHIN_MS,
    }
  }

  const answer = (c: Context<Env>, body: unknown, status: 200 | 422 = 200) =>
    c.html(String(body), status, { 'Cache-Control': 'no-store' })

  return new Hono<Env>()
    .get('/live', async (c) => {
      const said = parametersOf(deskParameters, saidIn(c.req.query()))
      if (said.session_id === undefined) {
        const given = { ...saidIn(c.req.query()), session_id: newSession() }
        return c.redirect(`/live?${new URLSearchParams(given)}`)
      }
      const { session_id, agent_id = '', example } = said
      const { draft: agent_draft, context } = EXAMPLES[(example ?? 0) - 1] ?? { draft: '', context: '' }
      const typed = { session_id, agent_id, agent_draft, context }
      const page = (
        <LivePage assets={assets} {...(await props({ typed, tone: '', shown: null, focus: 'autofocus' }))} />
      )
      return answer(c, `<!DOCTYPE html>${page}`)
    })
    .post('/live', async (c) => {
      const form = await readForm(c.req.raw)
      const { events, shown, typed, faults } = await step(coach, form)
      const delivery = await deliver(deps.writer.submit, { earlier: form.held, events }, deps.clock())
      const isPart = c.req.header('hx-request') === 'true'
      const focus = isPart ? 'data-focus' : 'autofocus'
      const drawn = await props({ typed, tone: form.tone, shown, focus }, delivery, faults)
      const status = faults.length > 0 ? 422 : 200
      if (!isPart) return answer(c, `<!DOCTYPE html>${<LivePage assets={assets} {...drawn} />}`, status)
      return answer(c, form.choice === 'retry' ? <Log {...drawn.log} /> : <Desk {...drawn} />, status)
    })
}

/** Short enough to be read to somebody. */
const newSession = () => `live-${randomUUID().replaceAll('-', '').slice(0, 12)}`
