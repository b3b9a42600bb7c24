// The conversation of a peer's process with the bench: it says when it is ready, then times each question itself,
// so that no peer pays for a way that only the product's answers go.
import { type Ask, type Figures, figuresOfRows, type PeerQuestion } from './figures.ts'

export type PeerAnswer = { ms: number; figures: Figures }

export function servePeer(ask: Ask): void {
  process.on('message', async (question: { name: PeerQuestion }) => {
    const began = performance.now()
    const figures = await figuresOfRows(question.name, ask)
    process.send?.({ ms: performance.now() - began, figures } satisfies PeerAnswer)
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ ready: true })
}
