import { expect, it } from 'vitest'
import { type Drafted, DraftedOffers, type WithOffers } from '../../functions/write/drafted-offers.ts'

interface Offer extends Drafted<Offer> {
  seq: number
}
const offer = (seq: number, draft: string, resolved = false): Offer => ({
  seq,
  draft,
  resolved,
  earlier: null,
  later: null,
})
const session = (): WithOffers<Offer> => ({ newestOffer: null })

it('finds the newest open offer of the draft, else its newest, and none of another draft or session', () => {
  const offers = new DraftedOffers<Offer>(10)
  const [one, two] = [session(), session()]
  offers.add(one, offer(1, 'a'))
  offers.add(one, offer(2, 'a', true))
  offers.add(one, offer(3, 'b', true))
  offers.add(two, offer(4, 'a'))
  offers.add(one, offer(5, 'b', true))
  expect(
    [offers.find(one, 'a'), offers.find(one, 'b'), offers.find(one, 'c'), offers.find(two, 'b')].map(
      (found) => found?.seq,
    ),
  ).toEqual([1, 5, undefined, undefined])
})

it('keeps no more offers than its bound, whatever sessions they are of', () => {
  const offers = new DraftedOffers<Offer>(3)
  const [one, two] = [session(), session()]
  for (let seq = 1; seq <= 5; seq += 1) offers.add(one, offer(seq, `draft ${seq}`))
  offers.add(two, offer(6, 'of another'))
  offers.add(one, offer(7, 'draft 7'))
  const chain: number[] = []
  for (let link = one.newestOffer; link !== null; link = link.earlier) chain.push(link.seq)
  expect(chain).toEqual([7, 5])
})

it('holds on to a forgotten offer only as the newest of its session', () => {
  const offers = new DraftedOffers<Offer>(1)
  const [one, two] = [session(), session()]
  for (let seq = 1; seq <= 9; seq += 2) {
    offers.add(one, offer(seq, 'mine'))
    offers.add(two, offer(seq + 1, 'yours'))
  }
  expect(one.newestOffer).toEqual({ ...offer(9, 'mine'), earlier: null, later: null })
})
