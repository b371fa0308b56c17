/** Examples of documentation, evaluated: the interpreter takes them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compile } from '../../compiler/compile.ts'
import { accepts } from '../../compiler/interpret/index.ts'
import { FORMATS, type NamedTypes, type Property, type StringConstraint, type Type } from '../../compiler/ir/index.ts'
import { COMBINATORS, lowerSource } from '../../compiler/phases/3-lower/types/testing/lower-source.ts'
import { type ExampleCode, exampleOf, exampleOfProperty } from './index.ts'

const text = (code: ExampleCode): string =>
  typeof code === 'string' ? code : `${code.open}${code.members.map((one) => one.label + text(one.code)).join(', ')}${code.close}`
const evaluated = (code: ExampleCode): unknown =>
  new Function(`return (${text(code).replace('undefined as never', 'undefined')})`)()

/** As the client sends it. */
function sent(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof URL) return value.href
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (ArrayBuffer.isView(value)) return [...(value as unknown as Iterable<unknown>)].map(sent)
  if (value instanceof Set || value instanceof Map || Array.isArray(value)) return [...value].map(sent)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sent(member)]))
}

const isTaken = (type: Type, code: ExampleCode, types: NamedTypes): boolean =>
  accepts(type, sent(evaluated(code)), { types, extraKeys: 'strict', check: () => () => true })
const string = (...constraints: readonly StringConstraint[]): Type => ({ kind: 'string', constraints })

test.each(FORMATS)('an example of a %s is one', (format) => {
  const type = string({ kind: 'format', format })
  expect(isTaken(type, exampleOf(type, {}, 'name'), {})).toBe(true)
})

test.each<[string, string, readonly StringConstraint[]]>([
  ['no constraint', "'title'", []],
  ['a least length', "'title title title'", [{ kind: 'minLength', value: 16 }]],
  ['a greatest length', "'tit'", [{ kind: 'maxLength', value: 3 }]],
  [
    'a start and an end',
    "'a/title/z'",
    [
      { kind: 'startsWith', value: 'a/' },
      { kind: 'endsWith', value: '/z' },
    ],
  ],
  ['a pattern', "'a-11'", [{ kind: 'pattern', source: '^[a-z]+-\\d{2,}$' }]],
  [
    'a pattern and a length',
    "'aaaaaaaaa-1'",
    [
      { kind: 'pattern', source: '^[a-z]+-\\d$' },
      { kind: 'minLength', value: 9 },
    ],
  ],
])('a text with %s', (_, expected, constraints) => {
  const type = string(...constraints)
  expect(text(exampleOf(type, {}, 'title'))).toBe(expected)
  expect(isTaken(type, exampleOf(type, {}, 'title'), {})).toBe(true)
})

test('what nests ends, what has no end has none, and members, keys and numbers are as they must be', () => {
  const { named, lowered } = lowerSource(`${COMBINATORS}
    export interface Tree { left: Tree | null; right: Tree | null; tags: Set<'a' | 'b'>; by: Map<string, Tree[]>; below: Tree[] }
    export interface Endless { next: Endless }
    export type Nested = [Nested, Nested] | [] | { [name: \`x-\${string}\`]: Nested }
    export type Keys = Record<string, number> & G.MinProperties<3>
    export type Share = number & G.MultipleOf<0.01> & G.Min<0> & G.Max<1>
    export type Open = number & G.ExclusiveMin<5> & G.ExclusiveMax<5.5>
    export type Big = bigint & G.Min<100n>
    export type Names = string[] & G.MinItems<3> & G.UniqueItems
    export interface Told { /** @example "Ada" */ name: string; /** @example 2020-02-29T00:00:00Z */ born: Date; /** @example 7 */ age: bigint }
    export interface Loose { one?: string; two?: number }`)
  const of = (name: string) => exampleOf(lowered[name]!, named, name.toLowerCase())
  for (const name of ['Tree', 'Nested', 'Keys', 'Share', 'Open', 'Big', 'Names', 'Told', 'Loose'])
    expect(isTaken(lowered[name]!, of(name), named), `${name}: ${text(of(name))}`).toBe(true)
  expect(text(of('Told'))).toBe("{ name: 'Ada', born: new Date('2020-02-29T00:00:00Z'), age: 7n }")
  expect(text(of('Loose'))).toBe("{ one: 'one' }")
  expect(text(of('Endless'))).toBe('undefined as never')
})

const here = fileURLToPath(new URL('../..', import.meta.url))
const apps = [
  ...readdirSync(join(here, 'fixtures/apps'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`fixtures/apps/${entry.name}`] : [],
  ),
  'fixtures/sdk/shop',
  'bench/app',
]
const library = new Map()

describe.each(apps)('%s', (app) => {
  test('every member that its requests may have has an example that is accepted', () => {
    const ir = compile(join(here, app), { library }).ir!
    const { types } = ir
    const bodies = ir.routes.flatMap(({ id, request }) =>
      request.body && !['bytes', 'stream'].includes(request.body.content)
        ? [{ id, name: 'body', type: request.body.type, optional: false }]
        : [],
    )
    const members = ir.routes.flatMap(({ id, request: { params = [], query = [], headers = [], cookies = [] } }) =>
      [...params, ...query, ...headers, ...cookies].map((property) => ({ id, ...property })),
    )
    const named = Object.values(types).flatMap(({ id, type }) =>
      type.kind === 'object' ? type.properties.map((property) => ({ id, ...property })) : [],
    )
    const refused = [...bodies, ...members, ...named].flatMap((property: Property & { readonly id: string }) => {
      const code = exampleOfProperty(property, types)
      return isTaken(property.type, code, types) ? [] : [`${property.id} ${property.name}: ${text(code)}`]
    })
    expect(refused).toEqual([])
  })
})
