// The test projects. `npm test` runs the first four; `bench` is only run by `npm run bench`.
import { defineConfig } from 'vitest/config'

const project = (name: string, options: { timeout: number; pattern?: string; isolate?: boolean }) => ({
  test: {
    name,
    include: [`test/${name}/**/*.${options.pattern ?? 'test'}.{ts,tsx}`],
    testTimeout: options.timeout,
    hookTimeout: options.timeout,
    // DuckDB is native code and tests start real processes: each file in a process of its own.
    pool: 'forks' as const,
    isolate: options.isolate ?? true,
  },
})

export default defineConfig({
  test: {
    // One more than `npm test` is promised cores: tests that start processes mostly wait for them.
    maxWorkers: 3,
    projects: [
      // Nothing of these outlives its test: their files share a process, and what they load.
      project('unit', { timeout: 10_000, isolate: false }),
      project('integration', { timeout: 30_000 }),
      project('browser', { timeout: 60_000 }),
      project('fault', { timeout: 90_000 }),
      project('bench', { timeout: 3_600_000, pattern: 'bench' }),
    ],
  },
})
