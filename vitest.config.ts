// The test projects. `npm test` runs the first four; `bench` is only run by `npm run bench`.
import { defineConfig } from 'vitest/config'

const project = (name: string, options: { timeout: number; pattern?: string }) => ({
  test: {
    name,
    include: [`test/${name}/**/*.${options.pattern ?? 'test'}.{ts,tsx}`],
    testTimeout: options.timeout,
    hookTimeout: options.timeout,
    // DuckDB is native code and tests start real processes: each file in a process of its own.
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', { timeout: 10_000 }),
      project('integration', { timeout: 30_000 }),
      project('browser', { timeout: 60_000 }),
      project('fault', { timeout: 90_000 }),
      project('bench', { timeout: 3_600_000, pattern: 'bench' }),
    ],
  },
})
