/** What other tools do with files that call `validator<T>()`. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import esbuildPlugin from './esbuild.ts'
import { createTransformer, NotCompiled } from './transform.ts'
import vitePlugin from './vite.ts'

const repository = realpathSync(fileURLToPath(new URL('../..', import.meta.url)))
mkdirSync(join(repository, '.cache'), { recursive: true })
const root = mkdtempSync(join(repository, '.cache/plugins-'))
const write = (path: string, text: string): string => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return join(root, path)
}

beforeAll(() => {
  write('package.json', '{ "name": "library", "type": "module" }')
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true, "types": [] } }')
  write('src/model.ts', 'export interface User { name: string; born: Date }\n')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const USERS = `import { validator } from '@gati-framework/core'
import type { User } from './model.ts'

export const users = validator<User>()
export const fail = () => {
  throw new Error('here')
}
`
const valid = { name: 'Ada', born: '1815-12-10T00:00:00Z' }

async function bundled(entry: string) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    outfile: join(root, 'out.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    sourcemap: 'external',
    logLevel: 'silent',
    plugins: [esbuildPlugin()],
    alias: {
      '@gati-framework/core/wire': join(repository, 'runtime-shim/wire/index.ts'),
      '@gati-framework/core': join(repository, 'runtime-shim/index.ts'),
    },
  })
  return {
    code: outputFiles.find(({ path }) => path.endsWith('.mjs'))!.text,
    map: outputFiles.find(({ path }) => path.endsWith('.map'))!.text,
  }
}

let count = 0
const run = (code: string) => import(pathToFileURL(write(`run/${count++}.mjs`, code)).href)

describe('esbuild', () => {
  test('bundles them compiled, and a stack leads to the line that was written', async () => {
    const { code, map } = await bundled(write('src/users.ts', USERS))
    const { users } = await run(code)
    expect(users.parse({ ...valid, extra: 1 })).toEqual({ name: 'Ada', born: new Date(valid.born) })
    const lines = code.split('\n')
    const line = lines.findIndex((text) => text.includes('"here"'))
    const column = lines[line]!.indexOf('new Error')
    expect(originalPositionFor(new TraceMap(map), { line: line + 1, column })).toMatchObject({
      source: 'src/users.ts',
      line: 6,
      column: 8,
    })
  })

  test('fails where a type cannot be compiled, with the place', async () => {
    const entry = write(
      'src/broken.ts',
      `import { validator } from '@gati-framework/core'\nexport const broken = validator<{ a: any }>()\n`,
    )
    const failure = await bundled(entry).catch((error) => error)
    expect(failure.errors).toMatchObject([
      {
        text: expect.stringContaining('GT3001 any-type: `value.a` is `any`'),
        location: { file: 'src/broken.ts', line: 2, column: 34 },
      },
    ])
  })
})

describe('Vite and Rollup', () => {
  test.each(['vite', 'rollup'])('%s builds them compiled', async (tool) => {
    const { build: viteBuild } = await import('vite')
    const { rolldown } = await import('rolldown')
    const entry = write('src/users.ts', USERS)
    const aliases = {
      '@gati-framework/core/wire': join(repository, 'runtime-shim/wire/index.ts'),
      '@gati-framework/core': join(repository, 'runtime-shim/index.ts'),
    }
    if (tool === 'vite') {
      const built = await viteBuild({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [vitePlugin()],
        resolve: { alias: aliases },
        build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
      })
      const [output] = Array.isArray(built) ? built : [built as never]
      const { users } = await run((output as any).output[0].code)
      expect(users.is(valid)).toBe(true)
      return
    }
    const bundle = await rolldown({ input: entry, plugins: [vitePlugin() as never], resolve: { alias: aliases } })
    const { output } = await bundle.generate({ format: 'es' })
    const { users } = await run(output[0].code)
    expect(users.is(valid)).toBe(true)
    expect(users.is({ ...valid, born: 'then' })).toBe(false)
  })
})

describe('one file after the other', () => {
  test('is compiled again when a type that it uses changes', () => {
    const transformer = createTransformer()
    const path = write('src/users.ts', USERS)
    const model = write('src/model.ts', 'export interface User { name: string; born: Date }\n')
    const text = () =>
      transformer.module(/from "(gatic-validators:.*)"/.exec(transformer.transform(path, USERS)!.code)![1]!)!.text
    expect(text()).not.toContain('email')
    expect(transformer.transform(path, USERS)!.dependencies).toEqual([model])
    write('src/model.ts', 'export interface User { name: string; email: string; born: Date }\n')
    transformer.changed(model)
    expect(text()).toContain('email')
  })

  test('what has no validator is left alone', () => {
    const transformer = createTransformer()
    expect(transformer.transform(join(root, 'src/model.ts'), 'export interface A {}')).toBeUndefined()
    expect(transformer.transform(join(root, 'src/own.ts'), 'export const validator = 1')).toBeUndefined()
    expect(transformer.transform(join(root, 'node_modules/a/a.ts'), USERS)).toBeUndefined()
    expect(transformer.transform(join(root, 'src/a.js'), USERS)).toBeUndefined()
  })

  const told = (source: string): string[] => {
    try {
      createTransformer().transform(
        join(root, 'src/mistake.ts'),
        `import { validator, type Validator } from '@gati-framework/core'\n${source}\n`,
      )
      return []
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error
      return error.diagnostics.map(({ code }) => code)
    }
  }
  test.each([
    ['export const a = validator()', ['GT3026']],
    ['export const a: Validator<string> = validator()', []],
    ['export const make = <T>() => validator<T>()', ['GT3008']],
    ['export const a = validator<() => void>()', ['GT3003']],
    ['export const a = validator<{ f(): void }>()', ['GT3003']],
    ['export const a = validator<{ a: symbol }>()', ['GT3004']],
    ['export const a = validator<{ toJSON(): string }>()', ['GT4007']],
    ['export const a = validator<{ toJSON(): string }>().stringify({ toJSON: () => "" })', []],
    ['export const a = [1].map(validator)', ['GT3027']],
    ['export { validator as other }', ['GT3027']],
    ['export { validator }', []],
    ['declare const mode: "strip"\nexport const a = validator<string>({ extraKeys: mode })', ['GT3028']],
    ['export const a = validator<string>({ extraKeys: "some" as "strip" })', ['GT3028']],
    ['const options = { extraKeys: "strict" } as const\nexport const a = validator<string>(options)', []],
    [
      "import type { Pattern } from '@gati-framework/core'\nexport const a = validator<string & Pattern<'^(a+)+$'>>()",
      ['GT4003'],
    ],
    ['export type V = ReturnType<typeof validator<string>>', []],
  ])('%s', (source, codes) => {
    expect(told(source)).toEqual(codes)
  })
})

/** Identifiers that emitted code uses, and those that it is put beside. */
const names = fc.constantFrom(
  ...['isUser', 'explainUser', 'readUser', 'userValidator', 'InvalidValue', 'value', 'report', 'isRecord', 'isDateTime'],
  ...[
    'gatiValidator0',
    'gatiValidator1',
    'gatiValidator10',
    'Object',
    'Array',
    'Date',
    'String',
    'Number',
    'JSON',
    'Map',
    'undefined_',
  ],
  ...['$', '_', 'é', 'User2', 'wire', 'stringifyUser', 'depth', 'issues', 'at'],
)

test('whatever names a file has, they mean what they meant', async () => {
  const file = fc
    .uniqueArray(names, { minLength: 3, maxLength: 12 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list), fc.constantFrom('class', 'const', 'function', 'let')))
  const files = fc.sample(file, { numRuns: 12, seed: 4 })
  const sources = files.map(([top, parameters, form], index) => {
    const declared = top.map((name) =>
      form === 'class'
        ? `class ${name} { static it = '${name}' }`
        : form === 'function'
          ? `function ${name}() {}\n${name}.it = '${name}'`
          : `${form} ${name} = { it: '${name}' }`,
    )
    return write(
      `names/${index}.ts`,
      `import { validator } from '@gati-framework/core'
import type { User } from '../src/model.ts'
${declared.join('\n')}
export const mine = [${top.map((name) => `${name}.it`).join(', ')}]
export function inner(${parameters.map((name) => `${name}: unknown`).join(', ')}) {
  const there = validator<User>()
  return [there.is(${JSON.stringify(valid)}), there.parse(${JSON.stringify(valid)}), ${parameters.join(', ')}]
}`,
    )
  })
  write('src/model.ts', 'export interface User { name: string; born: Date }\n')
  const entry = write('names/all.ts', sources.map((_, index) => `export * as n${index} from './${index}.ts'`).join('\n'))
  const all = await run((await bundled(entry)).code)
  for (const [index, [top, parameters]] of files.entries()) {
    const { mine, inner } = all[`n${index}`]
    expect(mine).toEqual(top)
    expect(inner(...parameters)).toEqual([true, { name: 'Ada', born: new Date(valid.born) }, ...parameters])
  }
})

test('left uncompiled, it says which plugin is missing', async () => {
  const { validator } = await import('@gati-framework/core')
  expect(() => validator<string>()).toThrow(/^GT5006 .*gatic\/vite.*gatic generate/s)
})
