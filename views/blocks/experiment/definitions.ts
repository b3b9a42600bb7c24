// What the experiment's figures mean, and how they are read. Pure. It must say whatever a reader would otherwise take
// for something else; how they are computed is in functions/report/experiment and functions/statistics.
import type { MetricFigures } from '../../../functions/report/experiment/schema.ts'
import type { Scope } from '../../../functions/report/scope.ts'

/** Of each metric: its name for people, and what is counted. */
export const METRICS: Record<MetricFigures['name'], { label: string; definition: string }> = {
  shipped_violation_rate: {
    label: 'Violations shipped per draft',
    definition:
      'Violations detected in a draft and still in its final text (the text used when accepted or edited, else the draft), over the drafts whose final text is known; a draft can ship several. Without suggestions all that is detected is shipped, at once. With them drafts without a final text are left out: open offers, and suggestions accepted or edited without telling the text. A changed text is looked at again by the policies; of a violation that they do not find it is taken to be free.',
  },
  sessions_with_shipped_violation: {
    label: 'Sessions that shipped a violation',
    definition:
      'Sessions with at least one violation in a final text, as a share of those of which it is known. A session that shipped none so far and holds a draft without a final text is undetermined, and left out. One that ships is known sooner than one that does not, so this tends to favour the arm without suggestions.',
  },
  drafts_with_detected_violation: {
    label: 'Drafts in which a violation was detected',
    definition:
      'Drafts in which the coach found a violation, as a share of drafts. A balance check: the coach looks before anything is shown, so the arms should not differ. When they do, they hold different conversations, or suggestions change how agents write later drafts.',
  },
  avg_latency_ms: {
    label: 'The coach’s own time per draft',
    definition: 'The time that the coach itself took, averaged over drafts: not the time of an agent.',
  },
}

/** Terms, in the order in which a row shows them. */
export const TERMS: readonly { term: string; meaning: string }[] = [
  {
    term: 'The arms',
    meaning:
      'Sessions are drawn into an arm as wholes. With suggestions (bucket on, the treatment) agents see them; without (bucket off, the control) the coach runs and nothing is shown. A session counts where its first event came, and n counts sessions: drafts of one session are no independent evidence.',
  },
  {
    term: 'What is not compared',
    meaning:
      'Accept rate and other figures of adoption exist only where something is offered, in bucket on. They are of that arm alone and compared with nothing.',
  },
  {
    term: 'Difference',
    meaning:
      'With suggestions less without. pp are percentage points. Its 95 % interval (Welch’s t) is right for one look, at a time set before.',
  },
  {
    term: 'Always valid',
    meaning:
      'The interval that is right however often one looks and whenever one stops: the one for a page that follows the log. It is wider, and tightest at 5,000 sessions.',
  },
  { term: 'Relative', meaning: 'The difference as a share of the value without suggestions.' },
  {
    term: 'p',
    meaning:
      'How often chance alone brings a difference this large, for one look at a time set before. Adjusted (Holm) it allows for several figures being looked at together.',
  },
  {
    term: 'Chance to win',
    meaning:
      'How likely the arm with suggestions is the better one, lower being better, if nothing was believed before. A balance check has none.',
  },
  {
    term: 'Not enough data',
    meaning:
      'In each arm it takes at least 8 sessions and more than 5 of what is counted (of a share, also of the rest), and sessions that differ. Before that every figure of chance is unknown. How many more sessions that takes is an estimate at the rates seen.',
  },
]

/** What the filters leave of the experiment; null when it is all there. */
export function narrowedTo({ from, to, agent, policy }: Scope): string | null {
  const parts = [
    (from !== null || to !== null) &&
      'Sessions whose first event came in this period, with all that they did later.',
    agent !== null && `Only sessions that agent ${agent} began.`,
    policy !== null && `Only violations of ${policy} count, in the drafts of all these sessions.`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : parts.join(' ')
}
