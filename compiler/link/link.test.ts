/** Small apps, linked, and run where nothing else lies. */
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { openLinker } from './index.ts'
import { presented } from './presentation.ts'
import { app, HEADER, inputOf, linkApp, manifest, run, textOf, write } from './testing/apps.ts'

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
