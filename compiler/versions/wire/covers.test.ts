import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileType } from '../../../emitters/validator/testing/compile.ts'
import { sample, valueFor } from '../../../emitters/validator/testing/random-types.ts'
import { accepts, type Meaning } from '../../interpret/index.ts'
import type { NamedTypes } from '../../ir/index.ts'
import { COMBINATORS, lowerSource } from '../../phases/3-lower/types/testing/lower-source.ts'
import { covers, type Differences } from './index.ts'
import { edited } from './testing/edited.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300)

/** `sent -> taken`: what is said of it, with the witness where there is one. */
const CASES: readonly (readonly [sent: string, taken: string, said: 'compatible' | 'unknown' | { readonly witness: unknown }])[] =
  [
    ['string', 'string', 'compatible'],
    ['string', 'string | null', 'compatible'],
    ['string | null', 'string', { witness: null }],
    ['string', 'number', { witness: '' }],
    ["'a'", 'string', 'compatible'],
    ["'a' | 'b'", "'a' | 'b' | 'c'", 'compatible'],
    ["'a' | 'b' | 'c'", "'a' | 'b'", { witness: 'c' }],
    ['boolean', 'true | false | null', 'compatible'],
    ['boolean', 'true', { witness: false }],
    ['unknown', 'string', { witness: null }],
    ['unknown', 'unknown', 'compatible'],
    ['string', 'unknown', 'compatible'],
    // Texts
    ['string & G.MinLen<3>', 'string & G.MinLen<2>', 'compatible'],
    ['string & G.MinLen<2>', 'string & G.MinLen<3>', { witness: 'ab' }],
    ['string & G.MaxLen<5>', 'string & G.MaxLen<3>', { witness: 'true' }],
    ['G.UUID', 'string & G.Len<36>', 'compatible'],
    ['G.UUID', 'string', 'compatible'],
    ['string', 'G.UUID', { witness: '' }],
    ['G.Email', 'G.UUID', { witness: 'a@b.co' }],
    ['Date', 'G.Timestamp', 'compatible'],
    ["string & G.StartsWith<'ab'>", "string & G.StartsWith<'a'>", 'compatible'],
    ["string & G.StartsWith<'a'>", "string & G.StartsWith<'ab'>", { witness: 'a' }],
    ["string & G.Pattern<'^a+$'>", "string & G.Pattern<'^a*$'>", 'unknown'],
    ["string & G.Pattern<'^[a-z]*$'>", "string & G.Pattern<'^b'>", { witness: '' }],
    ['`a${string}`', "string & G.StartsWith<'a'>", 'compatible'],
    ['`a${string}`', '`b${string}`', { witness: 'a' }],
    ["string & G.StartsWith<'ab'>", '`a${string}`', 'compatible'],
    ["string & G.StartsWith<'a'> & G.EndsWith<'a'>", '`a${string}a`', { witness: 'a' }],
    ['`a${number}`', '`a${string}`', 'compatible'],
    ['`a${string}`', '`a${number}`', { witness: 'a' }],
    ['string & G.Trim & G.MinLen<1>', 'string & G.MinLen<1>', 'compatible'],
    ['string & G.Trim & G.MaxLen<1>', 'string & G.MaxLen<1>', 'unknown'],
    ['string & G.MinLen<1>', 'string & G.Trim & G.MinLen<1>', { witness: ' ' }],
    // Numbers
    ['number & G.Min<18>', 'number & G.Min<1>', 'compatible'],
    ['number', 'number & G.Min<18>', { witness: 0 }],
    ['number & G.Integer & G.Min<1>', 'number & G.GreaterThan<0>', 'compatible'],
    ['number & G.Int32', 'number & G.Integer', 'compatible'],
    ['number & G.Integer', 'number & G.Int32', { witness: 2 ** 31 }],
    ['number & G.Integer & G.Min<0> & G.Max<10>', 'number & G.UInt32', 'compatible'],
    ['number & G.MultipleOf<6>', 'number & G.MultipleOf<3>', 'compatible'],
    ['number & G.MultipleOf<3>', 'number & G.MultipleOf<6>', { witness: 3 }],
    ['number & G.Min<1> & G.Max<2>', 'number & G.Integer', { witness: 1.5 }],
    ['bigint', 'bigint', 'compatible'],
    ['number & G.Integer', 'bigint', 'compatible'],
    ['number & G.Integer & G.Min<0>', 'bigint & G.Min<0n>', 'compatible'],
    ['number & G.Integer', 'bigint & G.Min<0n>', { witness: -1 }],
    ['number', 'bigint', { witness: 0.5 }],
    ['number & G.Integer & G.Min<1> & G.Max<3>', '1 | 2 | 3', 'compatible'],
    ['number & G.Integer & G.Min<1> & G.Max<4>', '1 | 2 | 3', { witness: 4 }],
    // Lists
    ['string[]', '(string | number)[]', 'compatible'],
    ['(string | number)[]', 'string[]', { witness: [0] }],
    ['string[]', 'string[] & G.MinItems<1>', { witness: [] }],
    ['[string, number]', '(string | number)[]', 'compatible'],
    ['[string, number?]', '[string]', { witness: ['', 0] }],
    ['[string]', '[string, number?]', 'compatible'],
    ['[string, ...number[]]', '[string, ...(number | boolean)[]]', 'compatible'],
    ['[...number[], string]', '(string | number)[]', 'compatible'],
    ['(string | number)[]', '[...number[], string]', { witness: [] }],
    ['Set<string>', 'string[]', 'compatible'],
    ['string[]', 'Set<string>', { witness: ['', ''] }],
    ['Map<string, number>', '[string, number][]', 'compatible'],
    // Objects
    ['{ a: string }', '{ a: string; b?: number }', 'compatible'],
    ['{ a: string }', '{ a: string; b: number }', { witness: { a: '' } }],
    ['{ a: string; b?: number }', '{ a: string; b: number }', { witness: { a: '' } }],
    ['{ a: string; b: number }', '{ a: string }', 'compatible'],
    ['{ a: string }', '{ a: string & G.MinLen<1> }', { witness: { a: '' } }],
    ['{ a?: string }', '{ a: string | undefined }', 'compatible'],
    ['{ a: { b: { c: string } } }', '{ a: { b: { c: number } } }', { witness: { a: { b: { c: '' } } } }],
    ['{ [key: string]: number }', '{ [key: string]: number | string }', 'compatible'],
    ['{ [key: string]: number | string }', '{ [key: string]: number }', { witness: { '': '' } }],
    ['{ a: number }', '{ [key: string]: number }', 'compatible'],
    ['{ a: string }', '{ [key: string]: number }', { witness: { a: '' } }],
    ['{ [key: string]: string }', '{ a?: string }', 'compatible'],
    ['{ [key: string]: string }', '{ [key: `x${string}`]: string }', 'compatible'],
    ['{ [key: string]: string }', '{ a?: number }', { witness: { a: '' } }],
    // Unions
    ["{ k: 'a'; a: string } | { k: 'b'; b: number }", "{ k: 'a'; a: string } | { k: 'b'; b: number } | { k: 'c' }", 'compatible'],
    ["{ k: 'a' } | { k: 'b' }", "{ k: 'a' }", { witness: { k: 'b' } }],
    ["{ k: 'a' | 'b'; x: string }", "{ k: 'a'; x: string } | { k: 'b'; x: string }", 'compatible'],
    ["{ k: 'a'; x: string } | { k: 'b'; x: string }", "{ k: 'a' | 'b'; x: string }", 'compatible'],
    ['{ x: string; y?: string }', '{ x: string; y: string } | { x: string }', 'compatible'],
    ['{ x: string; y?: string }', '{ x: string; y: string } | { x: string; z: string }', { witness: { x: '' } }],
  ]

const meaningOf = (types: NamedTypes, extraKeys: Meaning['extraKeys'] = 'strip'): Meaning => ({ types, extraKeys })

describe('what is sent, against what is taken', () => {
  const names = (index: number) => [`S${index}`, `T${index}`] as const
  const source = CASES.flatMap(([sent, taken], index) => {
    const [s, t] = names(index)
    return [`export type ${s} = ${sent}`, `export type ${t} = ${taken}`]
  })
  const { lowered, named, rendered } = lowerSource(COMBINATORS + source.join('\n'))
  test('are types of the wire', () => expect(rendered).toBe(''))
  test.each(CASES.map((one, index) => [...one, index] as const))('%s -> %s', (_sent, _taken, said, index) => {
    const [s, t] = names(index)
    const differences = covers(lowered[s]!, lowered[t]!, meaningOf(named), meaningOf(named))
    if (said === 'compatible') expect(differences).toEqual([])
    else if (said === 'unknown') expect(differences).toMatchObject([{ kind: 'unknown' }])
    else expect(differences[0]).toMatchObject({ kind: 'breaking', witness: said.witness })
  })
})

test('types that contain themselves are compared as what they are, whatever they are called', () => {
  const { lowered, named } = lowerSource(`
    export interface Node { value: string; next?: Node }
    export interface Link { value: string; next?: { value: string; next?: Link } }
    export interface Long { value: string; next?: Long; more?: number }
    export interface Strict { value: string; next: Strict | null }
    export interface Leaf { value: 'x'; next?: Leaf }
  `)
  const of = (sent: string, taken: string) => covers(lowered[sent]!, lowered[taken]!, meaningOf(named), meaningOf(named))
  expect(of('Node', 'Link')).toEqual([])
  expect(of('Link', 'Node')).toEqual([])
  expect(of('Node', 'Long')).toEqual([])
  expect(of('Leaf', 'Node')).toEqual([])
  expect(of('Node', 'Leaf')).toMatchObject([{ kind: 'breaking', pointer: '/value', witness: { value: '' } }])
  expect(of('Node', 'Strict')).toMatchObject([{ kind: 'breaking', witness: { value: '' } }])
})

test('where extra keys are refused, a member that is gone breaks', () => {
  const { lowered, named } = lowerSource('export type A = { a: string; b?: number }\nexport type B = { a: string }')
  const of = (extraKeys: Meaning['extraKeys']) =>
    covers(lowered['A']!, lowered['B']!, meaningOf(named, extraKeys), meaningOf(named, extraKeys))
  expect(of('strip')).toEqual([])
  expect(of('strict')).toMatchObject([{ kind: 'breaking', witness: { a: '', b: 0 } }])
})

const verdictOf = (differences: Differences) => differences[0]?.kind ?? 'compatible'

const usesCheck = (...parts: readonly unknown[]) => JSON.stringify(parts).includes('"check"')

test('random types and edits: no value refutes "compatible", and each witness is one for compiled validators too', {
  timeout: 30_000 + 50 * numRuns,
}, () => {
  const counts = { compatible: 0, breaking: 0, unknown: 0 }
  const pairs = sample.chain(({ type, types }) =>
    fc.tuple(
      fc.record({ a: fc.constant(type), b: edited(type), types: fc.constant(types), swap: fc.boolean() }),
      fc.constantFrom('strip' as const, 'strict' as const),
    ),
  )
  fc.assert(
    fc.property(pairs, fc.nat(), ([{ a, b, types, swap }, extraKeys], seed) => {
      if (usesCheck(a, b, types)) return
      const [sent, taken] = swap ? [b, a] : [a, b]
      const meaning = meaningOf(types, extraKeys)
      const differences = covers(sent, taken, meaning, meaning)
      counts[verdictOf(differences)]++
      const about = () =>
        `${JSON.stringify(sent)}\n${JSON.stringify(taken)}\n${JSON.stringify(types)}\n${JSON.stringify(differences)}`
      const [one, other] = [compileType(sent, meaning), compileType(taken, meaning)]
      for (const difference of differences)
        if (difference.kind === 'breaking' && (!one.is(difference.witness) || other.is(difference.witness)))
          expect.fail(`no witness: ${about()}`)
      if (differences.length > 0) return
      for (const value of fc.sample(valueFor(sent, types), { numRuns: 30, seed })) {
        if (value === undefined || JSON.stringify(value) === undefined) continue
        const json = JSON.parse(JSON.stringify(value))
        // Who sends what is not declared is not meant.
        if (accepts(sent, json, meaningOf(types, 'strict')) && !accepts(taken, json, meaning))
          expect.fail(`${JSON.stringify(json)} is refused: ${about()}`)
      }
    }),
    { numRuns },
  )
  expect(counts.compatible).toBeGreaterThan(numRuns / 10)
  expect(counts.breaking).toBeGreaterThan(numRuns / 10)
  // Most of what is said must be of use.
  expect(counts.unknown).toBeLessThan(numRuns / 3)
})
