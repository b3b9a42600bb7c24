// Sample drafts about money: returns, guarantees, disclosures. Invented text, masked numbers.
// It must never name a real product or firm.
import type { SampleDraft } from './sample-drafts.ts'

export const ADVICE_DRAFTS: SampleDraft[] = [
  {
    draft: 'Hi {name}, this fund is guaranteed to return 8% every year, so you really cannot lose.',
    suggestion:
      'Hi {name}, this fund has averaged 8% a year over the past ten years. Past performance does not guarantee future results, and its value can fall.',
    policies: ['ADV-6.2', 'DISC-1.1'],
  },
  {
    draft: 'Your principal is 100% safe in the growth portfolio, I promise.',
    suggestion:
      'The growth portfolio invests mostly in shares, so its value can fall as well as rise. I can show you lower-risk choices, too.',
    policies: ['ADV-6.2'],
  },
  {
    draft: 'If you move the money today you will double it by next year, {name}.',
    suggestion:
      'I cannot predict what the investment will return, {name}. If you like, I can send you its risk summary before you decide.',
    policies: ['ADV-6.2'],
  },
  {
    draft: 'The bond fund paid 5.1% last year. Shall I set up the transfer?',
    suggestion:
      'The bond fund returned 5.1% last year, after fees. Past performance does not guarantee future results. Shall I send you the fact sheet before you decide?',
    policies: ['DISC-1.1'],
  },
  {
    draft: 'There is no fee for that. Well, apart from the usual ones.',
    suggestion:
      'The transfer itself is free. The fund has an ongoing charge of 0.45% a year; the fee schedule in your account lists everything.',
    policies: ['DISC-1.1'],
  },
  {
    draft:
      'Honestly, just put all of it into the tech fund. Everybody is making a killing there and so will you.',
    suggestion:
      'I am not able to recommend a single fund here. An adviser can look at your goals and how much risk suits you; shall I book a call?',
    policies: ['ADV-6.2', 'TONE'],
  },
  {
    draft: 'The savings rate is 4.2% right now, so lock it in today.',
    suggestion:
      'The savings rate is 4.2% AER today. It is variable and may change after you open the account; the terms are linked below.',
    policies: ['DISC-1.1'],
  },
  {
    draft: 'I checked with a colleague: your loan will be approved for sure, {name}.',
    suggestion:
      'Thank you for applying, {name}. The decision depends on the credit check, and you will hear from us within two working days.',
    policies: ['ADV-6.2'],
  },
  {
    draft: 'Markets always recover within a year, so there is no need to worry about your pension.',
    suggestion:
      'I understand the worry. Markets have recovered from past falls, but how long it takes differs and is never certain. Shall we look at your plan together?',
    policies: ['ADV-6.2', 'DISC-1.1'],
  },
  {
    draft: 'The insurance covers everything that can happen to your phone.',
    suggestion:
      'The insurance covers theft and accidental damage, with an excess of 50. Loss and wear are not covered; section 4 of the policy lists every exclusion.',
    policies: ['DISC-1.1'],
  },
  {
    draft: 'Refinancing will save you money, no question. I have already started the paperwork.',
    suggestion:
      'Refinancing may lower your monthly payment, but fees and a longer term can raise the total cost. May I go through the figures with you before we start?',
    policies: ['ADV-6.2', 'DISC-1.1'],
  },
  {
    draft:
      'You can withdraw from the account at any time; the notice period is 30 days and is set out in your terms.',
    suggestion:
      'You can withdraw at any time with 30 days’ notice, as set out in section 3 of your terms. Would you like me to give notice for you now?',
    policies: [],
  },
  {
    draft: 'Your statement for March is in the document box of your account, {name}.',
    suggestion:
      'Your March statement is ready, {name}: sign in, then open Documents. If you cannot see it, tell me and I will send it again.',
    policies: [],
  },
]
