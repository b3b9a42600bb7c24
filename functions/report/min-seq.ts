// Read your own writes: X-Min-Seq names the event that an answer must hold.
import { Problem } from '../problem.ts'

/** The lowest seq that the answer must hold; 0 when the header is absent. @throws Problem invalid-parameter */
export function minSeqOf(request: Request): number {
  const header = request.headers.get('x-min-seq')
  if (header === null) return 0
  if (/^\d{1,15}$/.test(header)) return Number(header)
  const message = 'X-Min-Seq must be a whole number'
  throw new Problem('invalid-parameter', message, [{ path: 'X-Min-Seq', message }])
}
