// A draft with what was taken out of it and put into it: by <del> and <ins>, by signs, and in words for who listens.
// It must never tell a change by its colour alone. The texts are other people's: always text, never markup.
import type { Segment } from '../../../functions/report/examples/word-diff.ts'
import { shortened } from './shortened.ts'

const Heard = ({ children }: { children: string }) => <span class="visually-hidden">{children}</span>
const Sign = ({ children }: { children: string }) => (
  <span class="sign" aria-hidden="true">
    {children}
  </span>
)

export const Removed = ({ text }: { text: string }) => (
  <del>
    <Heard> [taken out: </Heard>
    <Sign>−</Sign>
    <span class="word">{text}</span>
    <Heard>] </Heard>
  </del>
)

export const Added = ({ text }: { text: string }) => (
  <ins>
    <Heard> [put in: </Heard>
    <Sign>+</Sign>
    <span class="word">{text}</span>
    <Heard>] </Heard>
  </ins>
)

type ChangeProps = { kind: 'removed' | 'added'; text: string; before: Segment | undefined }

/** A change with the space before it outside, where no line runs through it; what replaces a text stands apart from it. */
function Change({ kind, text, before }: ChangeProps) {
  const word = text.trimStart()
  const space = text.slice(0, text.length - word.length)
  const One = kind === 'removed' ? Removed : Added
  return (
    <>
      {space === '' && before?.kind === 'removed' ? ' ' : space}
      <One text={word} />
    </>
  )
}

export const ChangedText = ({ segments }: { segments: readonly Segment[] }) => (
  <p class="changed">
    {shortened(segments).map(({ kind, text }, index, all) =>
      kind === 'same' ? text : <Change kind={kind} text={text} before={all[index - 1]} />,
    )}
  </p>
)
