/**
 * Builds what is published, into folders that git ignores:
 *
 *   runtime-shim/*.ts   -> runtime-shim/dist/   JavaScript and declarations, by tsc
 *   compiler/cli/main.ts, compiler/plugins -> compiler/dist/   cli.mjs, vite.mjs and chunks, by esbuild; packages stay imports
 *   LICENSE             -> each published folder, since npm packs none from above it
 *
 * A file is written only when it differs, and what no longer belongs is removed last: whoever runs the previous build is
 * disturbed as little as possible, and equal sources give equal files.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** tsc prints each file that it emits: `TSFILE: /path`. */
async function buildShim() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const child = spawn(process.execPath, [tsc, '-p', 'runtime-shim/tsconfig.json', '--listEmittedFiles', '--pretty', 'false'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done))
  const lines = output.split(/\r?\n/).filter((line) => line !== '')
  const emitted = lines.flatMap((line) => (line.startsWith('TSFILE: ') ? [resolve(root, line.slice(8))] : []))
  const mistakes = lines.filter((line) => !line.startsWith('TSFILE: '))
  if (code !== 0) throw new Error(`runtime-shim does not compile:\n${mistakes.join('\n')}`)
  removeOthers(join(root, 'runtime-shim/dist'), emitted)
}

async function buildCompiler() {
  const dist = join(root, 'compiler/dist')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'compiler/cli/main.ts',
      'link-thread': 'compiler/cli/link-thread/thread.ts',
      'watch-child': 'compiler/cli/watch/child.ts',
      esbuild: 'compiler/plugins/esbuild.ts',
      rollup: 'compiler/plugins/rollup.ts',
      vite: 'compiler/plugins/vite.ts',
    },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    plugins: [requiredTypeScript],
  })
  mkdirSync(dist, { recursive: true })
  for (const { path, text } of outputFiles) {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
  }
  removeOthers(
    dist,
    outputFiles.map(({ path }) => path),
  )
}

/** Importing CommonJS from an ES module reads through all of it for its exports: with TypeScript's 9 MB that takes longer than running it. */
const requiredTypeScript = {
  name: 'required-typescript',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, ({ path }) => ({ path, namespace: 'required' }))
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `import { requireKept } from './compiler/cli/code-cache.ts'\nexport default requireKept('${path}')`,
      resolveDir: root,
    }))
  },
}

function removeOthers(folder, wanted) {
  const keep = new Set(wanted.map((path) => resolve(path)))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !keep.has(path)) rmSync(path)
  }
}

for (const folder of ['compiler', 'runtime-shim', 'runtime-shim/types'])
  copyFileSync(join(root, 'LICENSE'), join(root, folder, 'LICENSE'))

const outcomes = await Promise.allSettled([buildShim(), buildCompiler()])
for (const outcome of outcomes) {
  if (outcome.status === 'fulfilled') continue
  const { reason } = outcome
  // esbuild has printed its own errors already.
  console.error(reason.errors === undefined ? reason.message : 'the compiler does not bundle')
  process.exitCode = 1
}
