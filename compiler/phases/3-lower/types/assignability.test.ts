/** What TypeScript itself says of the combinators: plain values need no cast, and what is of one brand is not of another. */
import { expect, test } from 'vitest'
import { COMBINATORS, lowerSource } from './testing/lower-source.ts'

const HELD = `
interface Box<T> { readonly value: T }
type UserId = G.UUID & G.Brand<'user'>
type OrderId = G.UUID & G.Brand<'order'>
interface User { id: UserId; mail?: G.Email; tags: readonly (string & G.MinLen<1>)[]; age: G.Int32 & G.Min<0> }
declare const text: string, count: number
`

const FINE = [
  "const it: User = { id: 'x', mail: 'y', tags: ['z'], age: 1 }",
  "const it: Box<User['tags']>[] = [{ value: ['a'] }]",
  'const it: G.Email = text',
  'const it: number & G.Integer & G.Min<0> & G.Default<20> = count',
  'const it: bigint & G.Positive = 5n',
  "const it: ('asc' | 'desc') & G.Default<'asc'> = 'desc'",
  'const it: string[] & G.MinItems<1> & G.UniqueItems = [text]',
  'const it: Record<string, number> & G.MinProperties<1> = { a: 1 }',
  'const it: Date & G.Sensitive = new Date()',
  'const it: Map<G.UUID, G.Email> = new Map([[text, text]])',
  "const it: { a: string & G.MinLen<1> } & G.Check<(value: { a: string }) => boolean> = { a: 'x' }",
  'const from = {} as UserId; const it: G.UUID = from',
  'const from = {} as G.UUID; const it: string = from',
  'const from = {} as User; const it: { mail?: string } = from.mail === undefined ? {} : { mail: from.mail }',
]

/** Of one type to another that holds something of another brand. */
const APART: readonly (readonly [string, string])[] = [
  ['G.Email', 'G.UUID'],
  ['UserId', 'OrderId'],
  ['UserId', 'G.Email'],
  ['{ a: G.Email }', '{ a: G.UUID }'],
  ['{ a?: G.Email }', '{ a?: G.UUID }'],
  ['{ a: { b: UserId } }', '{ a: { b: OrderId } }'],
  ['G.Email[]', 'G.UUID[]'],
  ['readonly UserId[]', 'readonly OrderId[]'],
  ['[G.Email, 1]', '[G.UUID, 1]'],
  ['Box<G.Email>', 'Box<G.UUID>'],
  ['Box<Box<UserId>[]>', 'Box<Box<OrderId>[]>'],
  ['Promise<G.Email>', 'Promise<G.UUID>'],
  ['Map<string, UserId>', 'Map<string, OrderId>'],
  ['Set<G.Email>', 'Set<G.UUID>'],
  ['Record<string, G.Email>', 'Record<string, G.UUID>'],
  ['Partial<Box<G.Email>>', 'Partial<Box<G.UUID>>'],
  ['G.Email | null', 'G.UUID | null'],
  ['(given: G.Email) => void', '(given: G.UUID) => void'],
  ["number & G.Brand<'metres'>", "number & G.Brand<'feet'>"],
  ["Date & G.Brand<'born'>", "Date & G.Brand<'died'>"],
  ['(string & G.MinLen<1>)[]', '(string & G.MinLen<2>)[]'],
]

/** By the names of the constants: one program for all. */
function wrong(lines: readonly string[], exactOptionalPropertyTypes: boolean): string[] {
  const source = lines.map((line, index) => `export namespace N${index} {\n  ${line}\n}`).join('\n')
  const { errorLines } = lowerSource(`${COMBINATORS}${HELD}${source}`, {}, { exactOptionalPropertyTypes })
  const first = `${COMBINATORS}${HELD}`.split('\n').length
  return [...new Set(errorLines.map((line) => Math.floor((line - first) / 3)))].map((index) => lines[index]!)
}

test.each([false, true])('with exactOptionalPropertyTypes %s', (exact) => {
  const pairs = APART.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]).map(([from, to]) => `const from = {} as ${from}; const it: ${to} = from`)
  expect(wrong(FINE, exact)).toEqual([])
  expect(wrong(pairs, exact)).toEqual(pairs)
})
