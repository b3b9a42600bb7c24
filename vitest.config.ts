// The test projects. `npm test` runs the first four; `fault-in-full` is only run by `npm run fault`, `bench` by `npm run bench`.
import { defineConfig } from 'vitest/config'

/** @param options.isolate each file in a process of its own; else files follow one another in what a worker has loaded */
const project = (
  name: string,
  options: { timeout: number; isolate: boolean; pattern?: string; folder?: string; inFull?: boolean },
) => ({
  test: {
    name,
    provide: { inFull: options.inFull ?? false },
    include: [`test/${options.folder ?? name}/**/*.${options.pattern ?? 'test'}.{ts,tsx}`],
    testTimeout: options.timeout,
    hookTimeout: options.timeout,
    // DuckDB is native code: a worker is a process, never a thread.
    pool: 'forks' as const,
    isolate: options.isolate,
  },
})

export default defineConfig({
  test: {
    // One more than `npm test` is promised cores: tests that start processes mostly wait for them.
    maxWorkers: 3,
    projects: [
      // Everything that a test here makes ends with it: nothing is left for the next file.
      project('unit', { timeout: 10_000, isolate: false }),
      project('integration', { timeout: 30_000, isolate: false }),
      project('browser', { timeout: 60_000, isolate: false }),
      project('fault', { timeout: 90_000, isolate: false }),
      project('fault-in-full', { timeout: 90_000, isolate: true, folder: 'fault', inFull: true }),
      project('bench', { timeout: 3_600_000, isolate: true, pattern: 'bench' }),
    ],
  },
})
