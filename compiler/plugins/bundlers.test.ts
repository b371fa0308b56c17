/** The plugins in the tools that they are for: what these build and serve, and what they do after an edit. */
import { join } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import typescriptModule from '@rollup/plugin-typescript'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { rollup } from 'rollup'
import { createServer, build as viteBuild } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import esbuildPlugin from './esbuild.ts'
import { createLibrary, type Library, SHIM, TSCONFIG } from './testing/library.ts'
import vitePlugin from './vite.ts'

// Its types are those of the CommonJS form.
const typescript = typescriptModule as unknown as typeof typescriptModule.default
const library = createLibrary('bundlers')
const { root, write, run } = library

const USERS = `import { type Check, validator } from '@gati-framework/core'
import type { isShort } from './checks.ts'
import type { User } from './model.ts'

export const users = validator<User>()
const sealed = (value: unknown) => value
export class Names {
  static readonly all = validator<(string & Check<typeof isShort>)[]>()
}
export const fail = (value: unknown) => { if (!validator<User>().is(sealed(value))) throw new Error('here') }
`
const valid = { name: 'Ada', home: { street: 'St James Square' } }

function writeSources({ write }: Pick<Library, 'write'>): void {
  write('package.json', '{ "name": "library", "type": "module" }')
  write('tsconfig.json', JSON.stringify({ ...TSCONFIG, include: ['src'] }))
  write('src/address.ts', 'export interface Address { street: string }\n')
  write('src/model.ts', "import type { Address } from './address.ts'\nexport interface User { name: string; home: Address }\n")
  write('src/checks.ts', 'export const isShort = (text: string): boolean => text.length < 3\n')
  write('src/users.ts', USERS)
}

beforeAll(() => writeSources(library))
afterAll(() => library.remove())

/** What every tool must make of the sources. */
async function expectUsers(code: string): Promise<void> {
  const { users, Names } = await run(code)
  expect(users.is(valid)).toBe(true)
  expect(users.is({ ...valid, home: {} })).toBe(false)
  expect(users.parse({ ...valid, extra: 1 })).toEqual(valid)
  expect([Names.all.is(['ab']), Names.all.is(['abc'])]).toEqual([true, false])
}

/** The place where an error is made leads to where it was written, on the line of the call. */
function expectPlace(code: string, map: string | undefined): void {
  const lines = code.split('\n')
  const line = lines.findIndex((text) => /Error\(["'`]here/.test(text))
  const at = /(new )?Error\(["'`]here/.exec(lines[line]!)!
  const place = originalPositionFor(new TraceMap(map!), { line: line + 1, column: at.index })
  const source = USERS.split('\n').findIndex((text) => text.includes("'here'"))
  const column = USERS.split('\n')[source]!.indexOf(at[1] === undefined ? "Error('here'" : "new Error('here'")
  expect(place).toMatchObject({ source: expect.stringMatching(/src\/users\.ts$/), line: source + 1, column })
}

test.each([false, true])('esbuild, minify: %s', async (minify) => {
  const entry = join(root, 'src/users.ts')
  const { outputFiles } = await esbuild({
    entryPoints: [entry],
    outfile: join(root, 'out.mjs'),
    bundle: true,
    minify,
    format: 'esm',
    write: false,
    sourcemap: 'external',
    logLevel: 'silent',
    plugins: [esbuildPlugin()],
    alias: SHIM,
  })
  const [code, map] = ['.mjs', '.map'].map((ending) => outputFiles.find(({ path }) => path.endsWith(ending))!.text)
  await expectUsers(code!)
  expectPlace(code!, map)
})

test.each([false, true])('Vite, minify: %s', async (minify) => {
  const built = await viteBuild({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [vitePlugin()],
    resolve: { alias: SHIM },
    build: { write: false, minify, sourcemap: true, rollupOptions: { input: 'src/users.ts', preserveEntrySignatures: 'strict' } },
  })
  const chunk = [built].flat().flatMap((one) => ('output' in one ? one.output : []))[0]!
  if (chunk.type !== 'chunk') throw new Error('Vite made no chunk')
  await expectUsers(chunk.code)
  expectPlace(chunk.code, chunk.map?.toString())
})

test('Rolldown', async () => {
  const bundle = await rolldown({ input: join(root, 'src/users.ts'), plugins: [vitePlugin()], resolve: { alias: SHIM } })
  const { output } = await bundle.generate({ format: 'es', sourcemap: true })
  await expectUsers(output[0].code)
  expectPlace(output[0].code, output[0].map?.toString())
})

/** It hands JavaScript to other plugins: what calls were for is gone by then. */
test.each(['before', 'after'])('Rollup, with gatic %s @rollup/plugin-typescript', { timeout: 60_000 }, async (place) => {
  const loader = typescript({ tsconfig: join(root, 'tsconfig.json'), noEmit: false, allowImportingTsExtensions: false })
  const packages = { name: 'packages', resolveId: (id: string) => (id in SHIM ? { id, external: true } : null) }
  const bundle = await rollup({
    input: join(root, 'src/users.ts'),
    plugins: place === 'before' ? [vitePlugin(), loader, packages] : [loader, vitePlugin(), packages],
    onwarn: () => {},
  })
  const { output } = await bundle.generate({ format: 'es', sourcemap: true })
  await expectUsers(output[0].code)
  expectPlace(output[0].code, output[0].map?.toString())
})

test('Vite serves a validator anew after an edit of a type in a file behind another', { timeout: 120_000 }, async () => {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    appType: 'custom',
    cacheDir: join(root, 'vite'),
    plugins: [vitePlugin()],
    resolve: { alias: SHIM },
    server: { middlewareMode: true, hmr: false, ws: false, watch: { usePolling: true, interval: 50 } },
  })
  try {
    const isTaken = async (value: unknown): Promise<boolean> => (await server.ssrLoadModule('/src/users.ts')).users.is(value)
    const eventually = async (value: unknown, expected: boolean) => {
      const end = Date.now() + 60_000
      while ((await isTaken(value)) !== expected && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await isTaken(value)).toBe(expected)
    }
    expect(await isTaken(valid)).toBe(true)
    write('src/address.ts', 'export interface Address { street: string; city: string }\n')
    await eventually(valid, false)
    await eventually({ ...valid, home: { ...valid.home, city: 'London' } }, true)
    // What is asked for as text is not compiled, and the file still is.
    expect((await server.ssrLoadModule('/src/users.ts?raw')).default).toBe(USERS)
    expect(await isTaken(valid)).toBe(false)
  } finally {
    writeSources(library)
    await server.close()
  }
})

test('what is built does not tell where', async () => {
  const other = createLibrary('elsewhere')
  try {
    writeSources(other)
    const built = await Promise.all(
      [root, other.root].map(async (folder) => {
        const { outputFiles } = await esbuild({
          absWorkingDir: folder,
          entryPoints: ['src/users.ts'],
          bundle: true,
          format: 'esm',
          write: false,
          logLevel: 'silent',
          plugins: [esbuildPlugin()],
          external: Object.keys(SHIM),
        })
        const bundle = await rolldown({
          cwd: folder,
          input: 'src/users.ts',
          plugins: [vitePlugin()],
          external: Object.keys(SHIM),
        })
        const { output } = await bundle.generate({ format: 'es' })
        return [outputFiles[0]!.text, output[0].code]
      }),
    )
    expect(built[0]![0]).toContain('isShort')
    expect(built[0]).toEqual(built[1])
  } finally {
    other.remove()
  }
})
