// The draft as the coach read it: what a policy objects to is marked, numbered, and named for those who do not see it.
// The draft is other people's text: it must never become markup.
import type { Part } from '../../functions/desk/marks.ts'
import { Policies, type Policy } from './policies.tsx'

export type CheckedDraftProps = { parts: readonly Part[]; policies: readonly Policy[] }

const Mark = ({ part, policies }: { part: Part; policies: readonly Policy[] }) => {
  const numbers = part.policies.flatMap((id) => {
    const index = policies.findIndex((policy) => policy.id === id)
    return index < 0 ? [] : [index]
  })
  const names = numbers.map((index) => policies[index]?.name)
  return (
    <mark>
      <span class="visually-hidden">[{names.length === 0 ? 'Marked' : names.join(', ')}: </span>
      <bdi>{part.text}</bdi>
      {numbers.length > 0 && <sup aria-hidden="true">{numbers.map((index) => index + 1).join(' ')}</sup>}
      <span class="visually-hidden">]</span>
    </mark>
  )
}

export const CheckedDraft = ({ parts, policies }: CheckedDraftProps) => (
  <section class="block" aria-labelledby="checked-title">
    <header class="block-head">
      <h2 id="checked-title">
        {policies.length === 0
          ? 'No policy objects to the draft'
          : policies.length === 1
            ? 'A policy objects to the draft'
            : `${policies.length} policies object to the draft`}
      </h2>
    </header>
    {policies.length > 0 && (
      <>
        <p class="text checked" dir="auto">
          {parts.map((part) =>
            part.policies.length === 0 ? part.text : <Mark part={part} policies={policies} />,
          )}
        </p>
        <Policies policies={policies} numbered />
      </>
    )}
  </section>
)
