/** Servers that are linked again and again do what one file does. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type LinkResult, openLinker } from './index.ts'
import { app, contentsOf, inputOf, linkApp, manifest, run, textOf, work, write } from './testing/apps.ts'

describe('a watched server', () => {
  const PACKAGES = {
    'node_modules/plain/package.json': manifest('plain'),
    'node_modules/plain/index.js': "exports.named = 'plain'",
    'node_modules/transpiled/package.json': manifest('transpiled'),
    'node_modules/transpiled/index.js':
      "Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = 'its default'\nexports.named = 'its name'",
    'node_modules/modern/package.json': manifest('modern', { type: 'module', exports: './index.mjs' }),
    'node_modules/modern/index.mjs':
      "import { named } from 'plain'\nexport let count = 0\nexport const more = () => ++count\nexport { named }\nexport class Mistake extends Error {}\nexport default 'modern'\n",
    'node_modules/ordered/package.json': manifest('ordered', { type: 'module' }),
    'node_modules/ordered/index.js': 'globalThis.order.push(process.env.WORD)',
    'node_modules/wraps/package.json': manifest('wraps', { type: 'module' }),
    'node_modules/wraps/index.js': "import { Mistake } from 'modern'\nexport const fail = () => new Mistake('wrapped')",
    'node_modules/data/package.json': manifest('data'),
    'node_modules/data/all.json': '{"value":1}',
    'node_modules/native/package.json': manifest('native'),
    'node_modules/native/index.js': "exports.named = 'native'",
    'node_modules/native/build/addon.node': 'binary',
  }
  const SOURCES = {
    'src/first.ts': "globalThis.order = ['app']\nprocess.env.WORD = 'package'",
    'src/app.ts': `import * as plain from 'plain'
import plainDefault, { named } from 'plain'
import * as transpiled from 'transpiled'
import transpiledDefault from 'transpiled'
import modernDefault, { count, more, Mistake, named as again } from 'modern'
import * as modern from 'modern'
import { fail } from 'wraps'
import { named as native } from 'native'
import all from 'data/all.json' with { type: 'json' }
import 'ordered'
more()
export const said = [Object.keys(plain), plainDefault, named, Object.keys(transpiled), transpiled.named, transpiledDefault]
  .concat(modernDefault, count, again === named, Object.keys(modern).sort(), fail() instanceof Mistake, native, all, globalThis.order)
export const late = async () => [Object.keys(await import('plain')), Object.keys(await import('modern')).sort(), (await import('modern')).count]
`,
    'src/common.cts': "import transpiled = require('transpiled')\nexport = Object.keys(transpiled)",
  }
  const entry = [
    "import './src/first.ts'",
    "import { said, late } from './src/app.ts'",
    "import common from './src/common.cts'",
    'console.log(JSON.stringify([said, await late(), common]))',
  ].join('\n')

  function runWatched(result: LinkResult): string {
    const folder = mkdtempSync(join(work, 'watched-'))
    for (const { path, folder: to } of result.links ?? []) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      symlinkSync(to, join(folder, path), 'junction')
    }
    write(folder, Object.fromEntries(result.outputs.map((output) => [output.path, contentsOf(output)])))
    return execFileSync(process.execPath, [join(folder, 'server.mjs')], { cwd: folder, encoding: 'utf8' }).trim()
  }

  async function watching<T>(root: string, work: (link: (entry: string) => Promise<LinkResult>) => Promise<T>): Promise<T> {
    const linker = await openLinker(root, { watched: true })
    try {
      return await work((entry) => linker.link(inputOf(entry)))
    } finally {
      await linker.dispose()
    }
  }
  const packagesOf = ({ outputs }: LinkResult) => outputs.map(({ path }) => path).find((path) => path.startsWith('packages-'))

  test('does what one file does, with its packages as a file beside it', async () => {
    const root = app({ ...PACKAGES, ...SOURCES })
    await watching(root, async (link) => {
      const result = await link(entry)
      expect(result.diagnostics).toEqual([])
      expect(packagesOf(result)).toBe(result.loadAhead)
      expect(textOf(result, 'server.mjs')).not.toContain('its default')
      expect(runWatched(result)).toBe(run(await linkApp(root, entry)))
    })
  })

  test('does so in an app of CommonJS, too', async () => {
    const root = app({ ...PACKAGES, ...SOURCES, 'package.json': '{}' })
    await watching(root, async (link) => {
      const result = await link(entry)
      expect(packagesOf(result)).toBeDefined()
      expect(runWatched(result)).toBe(run(await linkApp(root, entry)))
    })
  })

  test('keeps its packages until they change, or others are imported', async () => {
    const root = app({ ...PACKAGES, 'src/a.ts': "export { named as a } from 'plain'" })
    const a = "import { a } from './src/a.ts'\nconsole.log(a)\n"
    await watching(root, async (link) => {
      const first = await link(a)
      write(root, { 'src/a.ts': "import { named } from 'plain'\nexport const a = named + '!'" })
      const edited = await link(a)
      expect(runWatched(edited)).toBe('plain!')
      expect(packagesOf(edited)).toBe(packagesOf(first))
      write(root, { 'node_modules/plain/index.js': "exports.named = 'changed'" })
      expect(runWatched(await link(a))).toBe('changed!')
      write(root, { 'src/a.ts': "import { named } from 'modern'\nexport const a = named" })
      expect(runWatched(await link(a))).toBe('changed')
      write(root, { 'src/a.ts': 'export const a = = 1' })
      expect((await link(a)).diagnostics).toMatchObject([{ code: 'GT5002' }])
      write(root, { 'src/a.ts': 'export const a = 2' })
      expect(runWatched(await link(a))).toBe('2')
    })
  })

  test('is one file where a package waits while it is evaluated', async () => {
    const root = app({
      ...PACKAGES,
      'node_modules/waits/package.json': manifest('waits', { type: 'module' }),
      'node_modules/waits/index.js': "export const waited = await 'waited'",
    })
    await watching(root, async (link) => {
      const result = await link("import { waited } from 'waits'\nconsole.log(waited)\n")
      expect(result.outputs.map(({ path }) => path)).toEqual(['server.mjs', 'server.mjs.map'])
      expect(runWatched(result)).toBe('waited')
      expect(packagesOf(await link("import { named } from 'plain'\nconsole.log(named)\n"))).toBeDefined()
    })
  })

  test('has packages that nothing loads ahead where one of them imports what is not bundled', async () => {
    const root = app({
      ...PACKAGES,
      'node_modules/driver/package.json': manifest('driver', { type: 'module' }),
      'node_modules/driver/index.js': "export { named } from 'native'",
    })
    await watching(root, async (link) => {
      const result = await link("import { named } from 'driver'\nconsole.log(named)\n")
      expect([packagesOf(result), result.loadAhead]).toEqual([expect.any(String), undefined])
      expect(runWatched(result)).toBe('native')
    })
  })

  test('finds the same places beside it, and a shim that may be evaluated before there is an environment', async () => {
    const failing = [
      "import { nodeTransport, serverContext, start } from '@gati-framework/core/server'",
      "import { fail } from './src/a.ts'",
      "process.once('exit', () => (process.exitCode = 0))",
      'start({ transport: nodeTransport(), gctx: serverContext({ routes: [] }), modules: { init: fail, shutDown() {} } })',
    ]
    const root = app({ 'src/a.ts': '// A line.\nexport function fail(): never {\n  throw new Error()\n}' })
    await watching(root, async (link) => {
      const result = await link(failing.join('\n'))
      expect(runWatched(result)).toContain('(src/a.ts:3:9)')
      const folder = write(mkdtempSync(join(work, 'ahead-')), {
        'packages.mjs': textOf(result, result.loadAhead!),
        'ahead.mjs': `const { packages, prepare } = await import('./packages.mjs')
// Node.js itself may read of it what it likes.
const get = (_, name) => {
  const error = new Error('reads ' + String(name))
  if (error.stack.split('\\n')[2].includes('packages.mjs')) throw error
}
process.env = new Proxy({}, { get })
prepare()
console.log(Object.values(packages).length)`,
      })
      expect(execFileSync(process.execPath, [join(folder, 'ahead.mjs')], { encoding: 'utf8' }).trim()).toBe('1')
    })
  })
})
