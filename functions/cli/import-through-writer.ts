// Hands a staged file to the running writer, and follows what it says.
// It must never take an answer that ends early for a success.
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { EXIT, OperatorError } from '../operator-error.ts'
import type { BroughtIn } from '../write/import/bring-in.ts'
import type { ImportLine } from '../write/import/route.ts'
import type { Staged } from '../write/import/stage.ts'

const again = 'Run the import again: what is there already is not added twice.'

/**
 * @param writer as the ledger's lock file names it
 * @throws OperatorError when the writer refuses, or goes away before it is done
 */
export async function importThroughWriter(
  writer: { url: string; token: string },
  { path, redactedBy }: Staged,
  onProgress: (done: number) => void,
): Promise<BroughtIn> {
  // No limits on time: a batch waits for its turn behind other imports, and for as long as the disk takes.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  try {
    const answer = await request(new URL('/import', writer.url), {
      dispatcher: agent,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${writer.token}` },
      body: JSON.stringify({ staged: path, redacted_by: redactedBy }),
    })
    if (answer.statusCode !== 200) {
      const { detail = '' } = (await answer.body.json()) as { detail?: string }
      throw new OperatorError(
        `The writer at ${writer.url} refused the import (${answer.statusCode}). ${detail} ${again}`,
      )
    }
    for await (const text of createInterface({ input: Readable.from(answer.body) })) {
      const line = JSON.parse(text) as ImportLine
      if ('imported' in line) return line
      if ('failed' in line) throw new OperatorError(`The import ended early: ${line.failed}. ${again}`)
      onProgress(line.done)
    }
    throw new OperatorError(`The writer at ${writer.url} stopped before it was done. ${again}`)
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(
      `The writer at ${writer.url} went away (${(error as Error).message}). ${again}`,
      EXIT.failure,
      error,
    )
  } finally {
    await agent.destroy()
  }
}
