/** Small apps written to a temporary folder, linked, and run where nothing else lies. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { linkApp as linkOnce } from '../../fixtures/link-app.ts'
import { type LinkInput, type LinkResult, type Output, openLinker } from './index.ts'
import { presented } from './presentation.ts'

const work = mkdtempSync(join(tmpdir(), 'gatic-link-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
  return folder
}

const app = (files: Readonly<Record<string, string>>): string =>
  write(mkdtempSync(join(work, 'app-')), { 'package.json': '{"type":"module"}', ...files })
const manifest = (name: string, more: object = {}) => JSON.stringify({ name, version: '1.0.0', main: 'index.js', ...more })

const HEADER = '// Emitted by gatic 1 from test. Do not edit.'
const inputOf = (entry: string, more: Partial<LinkInput> = {}): LinkInput => ({
  ir: { config: { transport: 'node' } },
  files: [{ path: 'server.entry.mjs', text: `${HEADER}\n${entry}` }],
  ...more,
})
const linkApp = (root: string, entry: string, more: Partial<LinkInput> = {}): Promise<LinkResult> =>
  linkOnce(root, inputOf(entry, more))

const contentsOf = (output: Output) => ('from' in output ? readFileSync(output.from) : output.contents)
const textOf = (result: LinkResult, path: string) => String(contentsOf(result.outputs.find((output) => output.path === path)!))
function run(result: LinkResult): string {
  const empty = mkdtempSync(join(work, 'empty-'))
  write(empty, Object.fromEntries(result.outputs.map((output) => [output.path, contentsOf(output)])))
  return execFileSync(process.execPath, [join(empty, 'server.mjs')], { cwd: empty, encoding: 'utf8' }).trim()
}

describe('one file', () => {
  test('holds sources, packages, JSON and the paths of tsconfig.json, and runs in an empty folder', async () => {
    const root = app({
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
      'src/a.ts':
        "import { b } from '@/b'\nimport data from './data.json' with { type: 'json' }\nexport const a: string = `${b} ${data.c}`",
      'src/b.ts': "export { b } from 'esm'",
      'src/data.json': '{"c":"C"}',
      'node_modules/esm/package.json': manifest('esm', { type: 'module' }),
      'node_modules/esm/index.js': "export const b = 'B'",
    })
    const result = await linkApp(root, "import { a } from './src/a.ts'\n\n// GET /a - src/a.ts:3\nconsole.log(a)\n")
    expect(result).toMatchObject({ diagnostics: [], copied: [] })
    expect(result.outputs.map(({ path }) => path)).toEqual(['server.mjs', 'server.mjs.map'])
    expect(run(result)).toBe('B C')
    const lines = textOf(result, 'server.mjs').split('\n')
    expect(lines[0]).toBe(HEADER)
    expect(lines).toContain('// GET /a - src/a.ts:3')
    expect(lines).toContain('// src/a.ts')
    expect(lines.some((line) => line.includes('createRequire'))).toBe(false)
  })

  test('has a source map with the sources as the author knows them', async () => {
    const root = app({ 'src/a.ts': 'interface Unused {}\nexport const a = (): never => {\n  throw new Error()\n}' })
    const result = await linkApp(
      root,
      "import { HttpError } from '@gati-framework/core'\nimport { a } from './src/a.ts'\n// why\nconsole.log(HttpError, a)\n",
    )
    const map = JSON.parse(textOf(result, 'server.mjs.map'))
    expect(map.sources).toEqual(['@gati-framework/core/http-error.ts', 'src/a.ts', 'server.entry.mjs'])
    expect(map.sourcesContent.join()).not.toContain('//!')
    const lines = textOf(result, 'server.mjs').split('\n')
    const line = lines.findIndex((text) => text.includes('throw new Error()'))
    expect(new SourceMap(map).findEntry(line, lines[line]!.indexOf('throw'))).toMatchObject({
      originalSource: 'src/a.ts',
      originalLine: 2,
      originalColumn: 2,
    })
  })

  test('shows emitted code as it was emitted, and the map follows', async () => {
    const entry = [
      'function first(value) {',
      "  if (value === undefined && 'void 0 3e4' !== value) return 30000",
      '  throw new Error()',
      '}',
      '',
      '// GET /second',
      'function second() {',
      '  return first(undefined)',
      '}',
      '',
      'console.log(first(), /"/.test("void 0") ? undefined : 1, second)',
    ]
    const result = await linkApp(app({}), entry.join('\n'))
    const lines = textOf(result, 'server.mjs').split('\n')
    const start = lines.indexOf('function first(value) {')
    expect(lines.slice(start, start + 9)).toEqual([
      'function first(value) {',
      '  if (value === undefined && "void 0 3e4" !== value) return 30000;',
      '  throw new Error();',
      '}',
      '',
      '// GET /second',
      'function second() {',
      '  return first(undefined);',
      '}',
    ])
    expect(run(result)).toBe('30000 1 [Function: second]')
    const map = new SourceMap(JSON.parse(textOf(result, 'server.mjs.map')))
    const at = (line: number, text: string) => map.findEntry(start + line, lines[start + line]!.indexOf(text))
    expect(at(1, 'value) return')).toMatchObject({ originalLine: 2, originalColumn: entry[1]!.indexOf('value) return') })
    expect(at(7, 'first')).toMatchObject({ originalLine: 8, originalColumn: 9 })
  })

  test('carries of the shim what is used', async () => {
    const entry = [
      "import { answerJson, nodeTransport, serverContext, start } from '@gati-framework/core/server'",
      'const router = { GET: (exchange) => answerJson(exchange, "{}"), allow: () => "" }',
      'start({ router, transport: nodeTransport(), gctx: serverContext({ routes: [] }) })',
    ]
    const code = textOf(await linkApp(app({}), entry.join('\n')), 'server.mjs')
    for (const unused of [
      'class Res',
      'Lctx',
      'LocalHooks',
      'function through',
      'function rescue',
      'acceptsJson',
      'parseCookies',
      'isUuid',
      'Busboy',
      'parseForm',
      'receiveStream',
      'text/event-stream',
      'function pump',
      'function serveFile',
      'application/vnd.',
      'function preferredType',
      'answerTaggedJson',
      'UwsExchange',
      'GlobalHooks',
      'createRequireOfServer',
      'incrementCounter',
      'joinFields',
      'malformed_json',
      'new Body(',
      'Outgoing',
      'WebSocketServer',
      'sec-websocket',
      'gati_websocket_messages',
      'function topicName',
      'node:zlib',
      'CompressedStream',
      'preferredCoding',
    ]) {
      expect(code).not.toContain(unused)
    }
  })

  test('shows the shim without comments, and otherwise as it is', async () => {
    const door = fileURLToPath(new URL('../../runtime-shim/server/index.ts', import.meta.url))
    const { outputFiles } = await build({
      entryPoints: [door],
      ...{ bundle: true, write: false, format: 'esm', platform: 'node', packages: 'external', charset: 'utf8' },
    } as const)
    const bundled = outputFiles[0]!.text.replace(/^\/\/ .*?(\w[\w/-]+\.ts)$/gm, '// @gati-framework/core/$1')
    const entry = '\n// server.entry.mjs\n// of the app\nconsole.log()\n'
    const { code } = presented({ code: bundled + entry, map: { version: 3, sources: [], mappings: '' } }, '// server.entry.mjs')
    const comments = (text: string) => text.match(/^ +(?:\/\/|\/\*\*|\* ).*$/gm)?.length ?? 0
    expect([comments(bundled) > 50, comments(code)]).toEqual([true, 0])
    expect(code).toContain('\n// of the app\n')
    // A server whose app is ASCII is: see transport/body.ts.
    expect(/[^\0-\x7f]/.exec(code)?.[0]).toBeUndefined()
    const minified = async (text: string) => (await transform(text, { minifyWhitespace: true, charset: 'utf8' })).code
    expect((await minified(code)) === (await minified(bundled + entry))).toBe(true)
  })

  test('leads to the right places behind comments that are left out', () => {
    const code = '// @gati-framework/core/a.ts\nclass A {\n  // Why.\n  a = 1;\n}'.replace(/^/, '\n')
    // Each line but the first two begins where the same line of the source begins, the comment as well.
    const map = { version: 3 as const, sources: ['a.ts'], sourcesContent: [null], mappings: ';;AAAA;EACE;EACA;AACF' }
    const shown = presented({ code, map }, '// nothing')
    const lines = shown.code.split('\n')
    expect(lines).toEqual(['', '// @gati-framework/core/a.ts', 'class A {', '  a = 1;', '}'])
    const read = new SourceMap(shown.map as never)
    const lineOf = (text: string) => read.findEntry(lines.indexOf(text), 2) as { originalLine: number }
    expect(['class A {', '  a = 1;', '}'].map((text) => lineOf(text).originalLine)).toEqual([0, 2, 3])
  })

  test('has a require where bundled CommonJS needs one', async () => {
    const root = app({
      'node_modules/cjs/package.json': manifest('cjs'),
      'node_modules/cjs/index.js': "exports.sep = require('path').posix.sep",
    })
    const result = await linkApp(root, "import { sep } from 'cjs'\nconsole.log(sep)\n")
    expect(textOf(result, 'server.mjs').split('\n').slice(0, 3)).toEqual([
      HEADER,
      expect.stringContaining('createRequire'),
      expect.stringContaining('const require'),
    ])
    expect(run(result)).toBe('/')
  })
})

describe('packages that cannot be bundled', () => {
  test('are copied with what they depend on, each named', async () => {
    const root = app({
      'node_modules/native/package.json': manifest('native', {
        dependencies: { shared: '1', deep: '1' },
        optionalDependencies: { absent: '1' },
      }),
      'node_modules/native/index.js': "module.exports = ['native', require('shared'), require('deep')].join()",
      'node_modules/native/index.d.ts': '',
      'node_modules/native/build/addon.node': 'binary',
      'node_modules/shared/package.json': manifest('shared'),
      'node_modules/shared/index.js': "module.exports = 'shared'",
      'node_modules/deep/package.json': manifest('deep', { dependencies: { shared: '2' } }),
      'node_modules/deep/index.js': "module.exports = 'deep+' + require('shared')",
      'node_modules/deep/node_modules/shared/package.json': manifest('shared', { version: '2.0.0' }),
      'node_modules/deep/node_modules/shared/index.js': "module.exports = 'shared2'",
      'node_modules/reads/package.json': manifest('reads', { type: 'module' }),
      'node_modules/reads/index.js':
        "import { readFileSync } from 'node:fs'\nexport const text = readFileSync(new URL('./data.txt', import.meta.url), 'utf8')",
      'node_modules/reads/data.txt': 'data',
      'node_modules/asked/package.json': manifest('asked'),
      'node_modules/asked/index.js': "module.exports = 'asked'",
    })
    const entry =
      "import native from 'native'\nimport { text } from 'reads'\nimport asked from 'asked'\nconsole.log(native, text, asked)\n"
    const result = await linkApp(root, entry, { external: ['asked'] })
    expect(result.diagnostics).toEqual([])
    expect(result.copied).toEqual([
      { name: 'asked', version: '1.0.0', reason: 'build.external' },
      { name: 'native', version: '1.0.0', reason: 'holds native code' },
      { name: 'shared', version: '1.0.0', reason: 'needed by native' },
      { name: 'deep', version: '1.0.0', reason: 'needed by native' },
      { name: 'shared', version: '2.0.0', reason: 'needed by deep' },
      { name: 'reads', version: '1.0.0', reason: 'looks for files beside itself' },
    ])
    expect(result.outputs.map(({ path }) => path)).not.toContain('node_modules/native/index.d.ts')
    expect(run(result)).toBe('native,shared,deep+shared2 data asked')
  })

  test('the transport is beside the server for the platforms that are chosen', async () => {
    const result = await linkApp(app({}), 'console.log(1)\n', {
      ir: { config: { transport: 'auto' } },
      platforms: ['darwin-arm64', 'plan9-x64'],
    })
    expect(result.outputs.map(({ path }) => path)).toEqual([
      'server.mjs',
      'server.mjs.map',
      'uws_darwin_arm64_127.node',
      'uws_darwin_arm64_137.node',
      'uws_darwin_arm64_141.node',
    ])
    expect(result.copied).toEqual([
      { name: 'uWebSockets.js', version: expect.stringContaining('3.0.6'), reason: 'the transport' },
    ])
    expect(result.diagnostics).toMatchObject([{ name: 'missing-transport-binary', severity: 'warning' }])
  })
})

describe('an app that is linked again', () => {
  const root = app({
    'src/a.ts': "import 'reads'\nexport const a: string = 'a'",
    'src/unused.ts': "import 'nowhere'\nimport 'native'",
    'node_modules/native/package.json': manifest('native'),
    'node_modules/native/index.js': 'module.exports = 1',
    'node_modules/native/build/addon.node': 'binary',
    'node_modules/reads/package.json': manifest('reads'),
    'node_modules/reads/index.js': 'exports.here = __dirname',
  })
  const entry = "import { a } from './src/a.ts'\nconsole.log(a)\n"

  test('gives what linking it once gives, whatever was read ahead', async () => {
    const linker = await openLinker(root)
    try {
      await linker.prepare()
      expect(await linker.link(inputOf(entry))).toEqual(await linkApp(root, entry))
      write(root, {
        'src/a.ts': "import 'reads'\nimport { b } from './b.js'\nexport const a: string = b",
        'src/b.ts': "export const b = 'b'",
      })
      const again = await linker.link(inputOf(entry))
      expect(again).toEqual(await linkApp(root, entry))
      expect(run(again)).toBe('b')
      write(root, { 'src/a.ts': "import 'native'\nexport const a = 'c'" })
      const native = await linker.link(inputOf(entry))
      expect(native.copied.map(({ name }) => name)).toEqual(['native'])
      expect(run(native)).toBe('c')
    } finally {
      await linker.dispose()
    }
  })

  test('says what is wrong, and goes on when it is mended', async () => {
    const linker = await openLinker(root)
    try {
      write(root, { 'src/a.ts': 'export const a = = 1' })
      expect((await linker.link(inputOf(entry))).diagnostics).toMatchObject([{ code: 'GT5002' }])
      write(root, { 'src/a.ts': "export const a = 'mended'" })
      expect(run(await linker.link(inputOf(entry)))).toBe('mended')
    } finally {
      await linker.dispose()
    }
  })
})

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

describe('what cannot be linked is a diagnostic', () => {
  test('an import that leads nowhere, at its place', async () => {
    const root = app({ 'src/a.ts': "// é\nimport { x } from 'nowhere'\nexport const a = x" })
    const result = await linkApp(root, "import './src/a.ts'\n")
    expect(result.outputs).toEqual([])
    expect(result.diagnostics).toMatchObject([
      {
        code: 'GT5001',
        labels: [{ location: { file: 'src/a.ts', line: 2, column: 19 }, length: 9 }],
        message: expect.stringContaining('nowhere'),
      },
    ])
  })

  test('a value that is used and not exported, at its place', async () => {
    const root = app({ 'src/a.ts': "import { b } from './b.ts'\nexport const a = b + 1", 'src/b.ts': '' })
    const { outputs, diagnostics } = await linkApp(root, "import { a } from './src/a.ts'\nconsole.log(a)\n")
    expect(outputs).toEqual([])
    expect(diagnostics).toMatchObject([{ name: 'bundle-failed', labels: [{ location: { file: 'src/a.ts', line: 1 } }] }])
  })

  test('code that is none', async () => {
    const result = await linkApp(app({ 'src/a.ts': 'const a = = 1' }), "import './src/a.ts'\n")
    expect(result.diagnostics).toMatchObject([
      { code: 'GT5002', labels: [{ location: { file: 'src/a.ts', line: 1, column: 11 } }] },
    ])
  })

  test('an external package that is not installed, and a dependency of one', async () => {
    expect((await linkApp(app({}), '', { external: ['gone'] })).diagnostics).toMatchObject([{ code: 'GT5005' }])
    const root = app({
      'node_modules/native/package.json': manifest('native', { dependencies: { gone: '1' } }),
      'node_modules/native/index.js': '',
      'node_modules/native/a.wasm': '',
    })
    expect((await linkApp(root, "import 'native'\n")).diagnostics).toMatchObject([
      { code: 'GT5004', message: expect.stringContaining('gone') },
    ])
  })
})
