/** What other tools do with files that call `validator<T>()`. */
import { join, relative } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import esbuildPlugin from './esbuild.ts'
import { createLibrary, SHIM, TSCONFIG } from './testing/library.ts'
import { createTransformer, NotCompiled } from './transform.ts'

const { root, write, run, remove } = createLibrary('plugins')

beforeAll(() => {
  write('package.json', '{ "name": "library", "type": "module" }')
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true, "types": [] } }')
  write('src/model.ts', 'export interface User { name: string; born: Date }\n')
})
afterAll(remove)

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
    alias: SHIM,
  })
  return {
    code: outputFiles.find(({ path }) => path.endsWith('.mjs'))!.text,
    map: outputFiles.find(({ path }) => path.endsWith('.map'))!.text,
  }
}

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
        location: { file: relative('.', entry), line: 2, column: 34, lineText: expect.stringMatching(/^export const broken/) },
      },
    ])
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
    expect(transformer.transform(join(root, 'src/users.d.ts'), 'export declare const validator: number')).toBeUndefined()
    expect(transformer.transform(join(root, 'src/a.js'), USERS)).toBeUndefined()
  })

  test('depends on what a mistake may be in', () => {
    const model = write('src/loose.ts', 'export interface Loose { a: any }\n')
    const source =
      "import { validator } from '@gati-framework/core'\nexport const loose = validator<import('./loose.ts').Loose>()\n"
    const attempt = () => createTransformer().transform(join(root, 'src/uses-loose.ts'), source)
    expect(attempt).toThrow(expect.objectContaining({ dependencies: [model] }))
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

describe('settings', () => {
  const USES = `import { validator } from '@gati-framework/core'
import type { Part } from '@parts/part'
export const parts = validator<Part>()
`
  const compiled = (folder: string) => createTransformer().transform(join(root, folder, 'src/uses.ts'), USES)
  const paths = { '@parts/*': ['./parts/*'] }
  const settings = (more: object, include?: string[]) =>
    JSON.stringify({ compilerOptions: { ...TSCONFIG.compilerOptions, paths, ...more }, ...(include && { include }) })
  beforeAll(() => {
    for (const folder of ['workspace/packages/a', 'template', 'listed', 'loose']) {
      write(`${folder}/package.json`, '{ "name": "part" }')
      write(`${folder}/src/uses.ts`, USES)
    }
    for (const folder of ['workspace', 'template', 'listed', 'loose'])
      write(`${folder}/parts/part.ts`, 'export interface Part { id: number | null }\n')
  })

  test('of the folder above, where a package of a workspace has none', () => {
    write('workspace/package.json', '{ "name": "workspace", "workspaces": ["packages/*"] }')
    write('workspace/tsconfig.json', settings({}))
    expect(compiled('workspace/packages/a')!.module.text).toContain('value.id')
  })

  test('of the project for src, where tsconfig.json only lists projects', () => {
    write(
      'template/tsconfig.json',
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
    )
    write('template/tsconfig.node.json', JSON.stringify({ ...TSCONFIG, include: ['vite.config.ts'] }))
    write('template/tsconfig.app.json', settings({ composite: true, noEmit: false, allowImportingTsExtensions: false }, ['src']))
    expect(compiled('template')!.module.text).toContain('value.id')
  })

  test('of the first project that has files, where none is for src', () => {
    write('listed/tsconfig.json', '{ "files": [], "references": [{ "path": "./none" }, { "path": "./tsconfig.parts.json" }] }')
    write(
      'listed/tsconfig.parts.json',
      settings({ composite: true, noEmit: false, allowImportingTsExtensions: false }, ['parts']),
    )
    expect(compiled('listed')!.module.text).toContain('value.id')
  })

  test('under which types say less than they mean are refused', () => {
    write('loose/tsconfig.json', settings({ strict: false }))
    expect(() => compiled('loose')).toThrow(/strict-null-checks-off/)
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

test('wherever it is called, and whatever it is called', async () => {
  write(
    'src/other-names.ts',
    "export { validator } from '@gati-framework/core'\nexport { validator as own } from './own-validator.ts'\n",
  )
  write('src/own-validator.ts', 'export const validator = <T>(): { is(value: unknown): T | string } => ({ is: () => "own" })\n')
  write('src/required.cts', "import core = require('@gati-framework/core')\nexport = core.validator<{ a: 1 }>().is({ a: 1 })\n")
  const entry = write(
    'src/forms.tsx',
    `#!/usr/bin/env node
'use strict'
import * as core from '@gati-framework/core'
import { validator as v, type Validator, validator } from '@gati-framework/core'
import type { User } from './model.ts'
import { own, validator as handedOn } from './other-names.ts'
import required from './required.cjs'
// validator<User>()
const user = { name: 'Ada', born: '1815-12-10T00:00:00Z' }
const h = (_tag: string, props: { is: boolean }, ...children: boolean[]) => [props.is, ...children]
declare namespace JSX { interface IntrinsicElements { a: object } interface Element extends Array<boolean> {} }
const decorated: unknown[] = []
const keeps = (...all: unknown[]) => (target: unknown) => { decorated.push(...all, target) }
@keeps(v<string>().is(''))
class Kept {
  static readonly names = v<string[]>()
  readonly #one = core.validator<'a' | 'b'>({ extraKeys: 'strict' })
  has(value: unknown) { return this.#one.is(value) }
}
function* both() { yield validator<User>().is(user); return (yield v<1>().is(1)) as boolean }
const shadowed = (validator: <T>() => T | string) => validator<User>()
namespace Inside { export const inside = validator<User>() }
const typed: Validator<User> = validator()
const satisfied = validator<User>() satisfies Validator<User>
const cast = validator() as Validator<User>
const given = ((one: Validator<User>) => one.is(user))(validator())
export const found = {
  text: 'validator<User>()',
  several: [v<User>().is(user), core.validator<{ a: number }>().is({ a: 1 }), validator<string[]>()['is'](['x']), validator<1>()?.is(2)],
  template: \`\${validator<User>().is(user)} \${v<{ a: 1 }>({ extraKeys: 'strict' }).is({ a: 1, b: 1 })}\`,
  element: <a is={validator<User>().is(user)}>{v<2>().is(2)}</a>,
  class: [Kept.names.is(['']), new Kept().has('a'), new Kept().has('c'), decorated[0]],
  generator: [...both()],
  shadowed: shadowed(() => 'mine'),
  contextual: [typed.is(user), satisfied.is(user), cast.is(user), cast.is({}), given, Inside.inside.is(user)],
  elsewhere: [handedOn<3>().is(3), own<3>().is(3), required],
} // validator<User>()`,
  )
  write('src/model.ts', 'export interface User { name: string; born: Date }\n')
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: { ...TSCONFIG.compilerOptions, jsx: 'react', jsxFactory: 'h', experimentalDecorators: true },
    }),
  )
  const { found } = await run((await bundled(entry)).code)
  expect(found).toEqual({
    text: 'validator<User>()',
    several: [true, true, true, false],
    template: 'true false',
    element: [true, true],
    class: [true, true, false, true],
    generator: [true, true],
    shadowed: 'mine',
    contextual: [true, true, true, false, true, true],
    elsewhere: [true, 'own', true],
  })
})
