// Sample drafts about orders, accounts and identity: personal data, tone, plain good service. Invented text.
// Every number that would identify somebody must stay masked.
import type { SampleDraft } from './sample-drafts.ts'

export const SERVICE_DRAFTS: SampleDraft[] = [
  {
    draft: 'I see your social security number is [SSN] and the address matches. You are verified, {name}.',
    suggestion: 'Thank you, {name}. Your details match our records and you are verified.',
    policies: ['PII-SSN'],
  },
  {
    draft: 'Please reply with your SSN so that I can unlock the account. Last time you gave us [SSN].',
    suggestion:
      'To unlock the account, please verify yourself through the secure form in the app. Please never send your social security number by chat.',
    policies: ['PII-SSN'],
  },
  {
    draft: 'For the tax form I will use [SSN], ok? Hurry up please, I have other chats waiting.',
    suggestion:
      'For the tax form I will use the number that we have on file. You can check it under Profile, whenever it suits you.',
    policies: ['PII-SSN', 'TONE'],
  },
  {
    draft: 'I forwarded your card number [CARD] and SSN [SSN] to the billing team by e-mail.',
    suggestion:
      'I have asked the billing team to look into it. They can see what they need in our secure system.',
    policies: ['PII-SSN'],
  },
  {
    draft: 'As I already told you twice, order {order} is delayed. Nothing I can do.',
    suggestion:
      'I am sorry for the wait. Order {order} is delayed at the carrier; I will check it again tomorrow and write to you either way.',
    policies: ['TONE'],
  },
  {
    draft: 'That is not our fault. You should have read the instructions.',
    suggestion:
      'I am sorry that this went wrong. Page 6 of the instructions shows the step that is easy to miss; I am glad to go through it with you.',
    policies: ['TONE'],
  },
  {
    draft: 'Calm down, {name}. It is only a late parcel.',
    suggestion:
      'I understand that this is frustrating, {name}. Let me find out where your parcel is right now.',
    policies: ['TONE'],
  },
  {
    draft: 'Your refund for order {order} is guaranteed to be on your account tomorrow.',
    suggestion:
      'I have issued the refund for order {order}. Banks usually take 3 to 5 working days to show it on your account.',
    policies: ['ADV-6.2'],
  },
  {
    draft: 'The warranty covers that for life. No need to keep the receipt.',
    suggestion:
      'The warranty covers manufacturing faults for two years from the purchase. Please keep the receipt; it is your proof of purchase.',
    policies: ['ADV-6.2', 'DISC-1.1'],
  },
  {
    draft: 'lol yeah the app is a mess today, just try again later',
    suggestion:
      'I am sorry: the app is slow for some customers at the moment. Our team is working on it, and the status page has the latest news.',
    policies: ['TONE'],
  },
  {
    draft: 'The subscription is free for a month, so just sign up.',
    suggestion:
      'The first month is free. After it the subscription renews at 9.99 a month until you cancel, which you can do at any time in the settings.',
    policies: ['DISC-1.1'],
  },
  {
    draft: 'Whatever. I will cancel the order if that makes you happy.',
    suggestion: 'Of course, I can cancel order {order} for you. Shall I go ahead?',
    policies: ['TONE'],
  },
  {
    draft:
      'I can confirm that order {order} left our warehouse this morning. The tracking link is in your inbox.',
    suggestion:
      'Good news: order {order} left our warehouse this morning. You can follow it with the tracking link in your inbox.',
    policies: [],
  },
  {
    draft: 'Thanks for waiting, {name}. I have changed the delivery address as you asked.',
    suggestion:
      'Thank you for waiting, {name}. The delivery address is changed, and a confirmation is on its way to your inbox.',
    policies: [],
  },
  {
    draft: 'You can return the shoes within 30 days as long as they are unworn.',
    suggestion:
      'You can return the shoes, unworn, within 30 days of delivery. The label is in the parcel, and the return is free.',
    policies: [],
  },
  {
    draft: 'Is there anything else I can do for you today?',
    suggestion: 'I am glad that is solved, {name}. Is there anything else I can help you with today?',
    policies: [],
  },
]
