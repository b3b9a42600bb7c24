// The table of the SQLite peers: WAL, and an fsync of it in every commit.
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { insertInto } from './event-row.ts'

export function openEvents(folder: string) {
  const database = new DatabaseSync(join(folder, 'events.sqlite'))
  // FULL, because in WAL mode NORMAL does not wait for the disk when it commits.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE coach_events (
      seq INTEGER PRIMARY KEY, id TEXT, ts INTEGER DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)), event TEXT,
      session_id TEXT, agent_draft TEXT, suggestion_used TEXT, policy_refs TEXT, latency_ms INTEGER, ab_test_bucket TEXT
    )`)
  const one = (sql: string) =>
    Object.values(database.prepare(sql).get() as Record<string, string | number>)[0]
  return {
    insert: database.prepare(insertInto('coach_events', () => '?')),
    exec: (sql: string) => database.exec(sql),
    held: async () => one('SELECT count(*) FROM coach_events') as number,
    about: `SQLite ${one('SELECT sqlite_version()')}`,
    close: async () => database.close(),
  }
}
