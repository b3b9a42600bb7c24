// Drafts to try the coach with. Invented text: it must never hold a number that could be somebody's.

type Example = {
  name: string
  context: string
  draft: string
  /** What it violates of the policies that come with the product. */
  policies: readonly string[]
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'A promise of returns',
    context: 'Is the growth fund a safe place for my savings?',
    draft:
      'Hi Sam, the growth fund has guaranteed returns of 8% a year and is risk-free. Shall I move your savings today?',
    policies: ['ADV-6.2'],
  },
  {
    name: 'A social security number',
    context: 'Can you unlock my account?',
    draft:
      'Of course. The SSN I have on file for you is 078-05-1120, is that still right? Then I will unlock it.',
    policies: ['PII-SSN'],
  },
  {
    name: 'An impatient answer',
    context: 'Where is my parcel? This is the third time I ask.',
    draft:
      'Only an idiot asks three times. Order 4821 is delayed, so just shut up and wait. I will write to you on Friday.',
    policies: ['TONE'],
  },
  {
    name: 'Past performance alone',
    context: 'Is the bond fund worth a look?',
    draft:
      'The bond fund performed very well last year: a 5.1% return after fees. I can send you its fact sheet.',
    policies: ['DISC-1.1'],
  },
  {
    name: 'Nothing to object to',
    context: 'Where do I find my statement for March?',
    draft: 'Your March statement is ready, Sam: sign in, then open Documents. If you cannot see it, tell me.',
    policies: [],
  },
]
