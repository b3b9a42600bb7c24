// Makes of programs in TypeScript a folder that Node runs as it is: a file for each, what they share in chunks, and what they
// read. Of packages only DuckDB's stay outside, because they are native code.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What modules read by their own address, as paths of the root; code among it is for browsers. */
const READ_BY_MODULES = ['package.json', 'data/policies.yaml', 'functions', 'views']
const CODE = /\.tsx?$/

/** Where packages' own files lie, of those that are read. */
const PACKAGES = 'packages'

/** The writer's port runs in a thread, whose first module brings the loader of TypeScript along: here there is none to bring. */
const DOOR = 'functions/local/door-thread.ts'
const THREAD = 'functions/local/thread.js'

/** Packages in CommonJS ask for Node's modules by `require`, which a module does not have. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`

/**
 * @param programs paths of the root; of each, the file in `outdir` has its last name
 * @param outdir what lies there already stays
 */
export async function bundle(programs: readonly string[], outdir: string): Promise<void> {
  mkdirSync(outdir, { recursive: true })
  for (const path of READ_BY_MODULES)
    cpSync(join(ROOT, path), join(outdir, path), {
      recursive: true,
      filter: (source) => !CODE.test(source),
    })
  writeFileSync(join(outdir, THREAD), `import '../../${basename(DOOR, '.ts')}.js'\n`)
  await build({
    entryPoints: [...programs, DOOR].map((program) => join(ROOT, program)),
    outdir,
    entryNames: '[name]', // all in one folder: addresses are told from there
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    external: ['@duckdb/*', 'tsx'],
    banner: { js: REQUIRE },
    plugins: [addresses(outdir)],
    logLevel: 'warning',
  })
}

/** Lets each module find what lies beside it: to it the bundle's folder is the root. */
const addresses = (outdir: string): Plugin => ({
  name: 'addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      if (path.includes('/node_modules/')) return null
      const own = `new URL('./${relative(ROOT, path)}', import.meta.url).href`
      const contents = readFileSync(path, 'utf8')
        .replaceAll(/import\.meta\.resolve\('([^']+)'\)/g, (_, file: string) => {
          const copy = join(PACKAGES, file)
          mkdirSync(dirname(join(outdir, copy)), { recursive: true })
          cpSync(createRequire(path).resolve(file), join(outdir, copy))
          return `new URL('./${copy}', IMPORT_META_URL).href`
        })
        .replaceAll('import.meta.url', own)
        .replaceAll('IMPORT_META_URL', 'import.meta.url')
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
})
