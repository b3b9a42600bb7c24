// What the fields of a policy must have of each other, beyond their own shapes: what is found must also be mended.
import type { Fault } from './faults.ts'
import type { PolicyFields } from './policy-schema.ts'

/** @param policy its place in the file, by which faults are placed */
export function faultsWithin(fields: PolicyFields, policy: number, all: readonly PolicyFields[]): Fault[] {
  const earlier = all.slice(0, policy).map(({ id }) => id)
  const faults: Fault[] = []
  const fault = (message: string, ...path: PropertyKey[]) =>
    faults.push({ path: ['policies', policy, ...path], message })
  const words = fields.patterns ?? fields.in_context

  if (earlier.includes(fields.id)) fault(`${fields.id} is the id of an earlier policy`, 'id')
  for (const id of fields.yields_to ?? [])
    if (!earlier.includes(id)) fault(`names ${id}, which is no policy above it`, 'yields_to')
  if (!words && !fields.numbers) fault('has neither patterns nor numbers, so that nothing violates it')
  if (fields.in_context && !fields.context) fault('needs context: what a text must hold', 'in_context')
  if (fields.context && !fields.in_context) fault('needs in_context: patterns that ask for it', 'context')
  if (words && !fields.sentences && !fields.append)
    fault('needs sentences or append: what can be written instead')
  if (fields.unless_stated && !fields.append)
    fault('needs append: a sentence that states it', 'unless_stated')
  if (fields.append && !fields.unless_stated) fault('needs unless_stated: what counts as stated', 'append')
  if (fields.numbers && !fields.redact) fault('needs redact: what is written for them, as [SSN]', 'numbers')
  if (fields.redact && !fields.numbers) fault('needs numbers: what it is written for', 'redact')
  return faults
}
