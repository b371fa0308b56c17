/** No issue tells a secret: wherever in a type it is marked, and wherever in a value it is put. */
import { expect, test } from 'vitest'
import { issues } from '../../compiler/interpret/index.ts'
import type { Type } from '../../compiler/ir/index.ts'
import { COMBINATORS, lowerSource } from '../../compiler/phases/3-lower/types/testing/lower-source.ts'
import { compilePart, compileType } from './testing/compile.ts'

const secret = 'hunter2'
/** Where a client may put it, rightly or wrongly: in the place of what is secret, and of what holds it. */
const PLACES: readonly unknown[] = [
  secret,
  [secret],
  [[secret]],
  [secret, 1],
  [secret, secret, secret],
  [[secret, 1]],
  { a: secret },
  { a: [secret] },
  { a: { a: secret } },
  { a: [{ a: secret }] },
  { kind: 'k', a: secret },
  { kind: 'other', a: secret },
  { kind: 'k', a: { b: secret } },
  { children: secret },
  { a: 1, children: [secret, { a: secret }] },
  `x-${secret}`,
  { a: `x-${secret}` },
]
/** Only where keys are secrets: elsewhere a key is shown, whatever it is. */
const KEYS: readonly unknown[] = [{ [secret]: 1 }, { [secret]: null, [`${secret}3`]: [] }, { [`x-${secret}`]: true }, secret]

/** Each has values of these that it refuses. */
const TYPES = {
  text: 'string & G.MinLen<99> & G.Sensitive',
  tagged: '{ /** @sensitive @minLength 99 */ a: string }',
  number: 'number & G.Sensitive',
  bigint: 'bigint & G.Sensitive',
  boolean: 'boolean & G.Sensitive',
  date: 'Date & G.Sensitive',
  url: 'URL & G.Sensitive',
  bytes: 'Uint8Array & G.Sensitive',
  literal: "'a' & G.Sensitive",
  literals: "('a' | 'b' | 1) & G.Sensitive",
  template: '`x-${number}` & G.Sensitive',
  hole: '`x-${string & G.MinLen<99> & G.Sensitive}`',
  nullable: 'G.Nullable<Date & G.Sensitive>',
  member: '{ a: Date & G.Sensitive }',
  optional: '{ a?: G.UUID & G.Sensitive }',
  nested: '{ a: { a: G.UUID & G.Sensitive } }',
  whole: '{ a: number; kind: 1 } & G.Sensitive',
  list: '(G.UUID & G.Sensitive)[] & G.MinItems<9>',
  listed: '{ a: (G.UUID & G.Sensitive)[] }',
  secretList: 'number[] & G.Sensitive',
  tuple: '[G.UUID & G.Sensitive, number]',
  secretTuple: '[number, number] & G.Sensitive',
  set: 'Set<G.UUID & G.Sensitive>',
  secretSet: 'Set<number> & G.Sensitive',
  mapValue: 'Map<string, G.UUID & G.Sensitive>',
  mapKey: 'Map<G.UUID & G.Sensitive, number>',
  secretMap: 'Map<string, number> & G.Sensitive',
  recordValue: 'Record<string, G.UUID & G.Sensitive>',
  recordKey: 'Record<string & G.MinLen<99> & G.Sensitive, string>',
  recordTemplateKey: 'Record<`x-${string & G.Sensitive}`, number>',
  recordUniqueKey: 'Record<string & G.Sensitive, { a: 1 }> & G.MinProperties<9>',
  union: '(G.UUID & G.Sensitive) | number',
  unionOfObjects: "({ kind: 'k'; a: Date } | { kind: 'l'; a: number }) & G.Sensitive",
  unionWithSecrets: "{ kind: 'k'; a: Date & G.Sensitive } | { kind: 'l'; a: number }",
  unionUntagged: '{ a: { b: Date & G.Sensitive } } | { a: Date & G.Sensitive }[] | null',
  unionOfAlike: '{ a: G.UUID & G.Sensitive } | { a: Date } | { a: string; b: 1 }',
  unionByPath: '{ a: { c: 1; a: Date & G.Sensitive } } | { a: { c: 2; a: number } }',
  unionBySecret: "{ a: 'x' & G.Sensitive } | { a: 'y' & G.Sensitive; b: 1 }",
  counted: '{ a: G.UUID & G.Sensitive } & G.MinProperties<9>',
} as const

const { lowered, named, rendered } = lowerSource(
  `${COMBINATORS}${Object.entries(TYPES)
    .map(([name, type]) => `export type ${name} = ${type}`)
    .join('\n')}
  export interface tree { a: G.UUID & G.Sensitive; children?: tree[] }`,
)

test.each(Object.keys(lowered))('%s', (name) => {
  expect(rendered).toBe('')
  for (const extraKeys of ['strip', 'strict'] as const) {
    const meaning = { types: named, extraKeys }
    const { explain, is } = compileType(lowered[name]!, meaning)
    const values = /Key$/.test(name) && name !== 'mapKey' ? KEYS : PLACES
    expect(values.some((value) => !is(value))).toBe(true)
    for (const value of values) {
      const found = explain(value)
      expect(found).toEqual(issues(lowered[name]!, value, meaning))
      if (!is(value)) expect(found).not.toEqual([])
      expect(JSON.stringify(found), JSON.stringify(value)).not.toContain(secret)
    }
  }
})

test('of text that becomes values', () => {
  const type = (name: keyof typeof TYPES): Type => lowered[name]!
  for (const name of ['text', 'number', 'boolean', 'date', 'literals', 'hole', 'list', 'nullable', 'tuple', 'set'] as const)
    for (const from of ['params', 'query', 'headers', 'env'] as const) {
      const { explain } = compilePart([{ name: 'a', type: type(name), optional: false }], from, { types: named })
      for (const raw of [secret, `${secret},${secret}`, [secret, secret]]) {
        if (typeof raw !== 'string' && from !== 'query') continue
        const found = explain({ a: raw })
        expect([name, from, found.length > 0]).toEqual([name, from, true])
        expect(JSON.stringify(found), `${name} ${from}`).not.toContain(secret)
      }
    }
})

test('what a predicate throws about one names the predicate, not the value', async () => {
  const check = { kind: 'check', file: 'src/odd.ts', exportName: 'isOdd' } as const
  const { code } = compileType({ kind: 'string', constraints: [{ kind: 'sensitive' }, check] }, {})
  expect(code).toContain('!holdsOfSecret(isOdd, value)')
  const { holdsOfSecret } = await import('../../runtime-shim/wire/index.ts')
  const isSound = (value: string): boolean => {
    throw new Error(`no sound value:\n${value}`)
  }
  let thrown: Error | undefined
  try {
    holdsOfSecret(isSound, secret)
  } catch (error) {
    thrown = error as Error
  }
  expect(thrown?.message).toBe('the check isSound threw about a sensitive value')
  expect(thrown?.stack).not.toContain(secret)
  expect(thrown?.stack).toMatch(/^ {4}at isSound /m)
})
