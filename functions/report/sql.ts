// Reads a query that lies as a .sql file beside the report that asks it.
import { readFileSync } from 'node:fs'

/** @param name file name without `.sql`, in functions/report */
export const namedQuery = (name: string): string =>
  readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8')
