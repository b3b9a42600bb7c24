// What the address of /live may say.
import { z } from 'zod'
import { eventSchema } from '../event.ts'
import { EXAMPLES } from './examples.ts'

/** An example fills the draft that way, without a script too. */
export const deskParameters = z.object({
  session_id: eventSchema.shape.session_id.optional(),
  agent_id: eventSchema.shape.agent_id,
  example: z.coerce
    .number('example must be a number')
    .int()
    .min(1)
    .max(EXAMPLES.length, `example must be at most ${EXAMPLES.length}`)
    .optional()
    .describe('Begins with the draft of this example.'),
})
