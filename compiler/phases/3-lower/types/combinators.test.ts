import { describe, expect, test } from 'vitest'
import { COMBINATORS, lowerSource } from './testing/lower-source.ts'

function member(declaration: string) {
  const result = lowerSource(`${COMBINATORS}declare const mark: unique symbol\nexport interface In {\n${declaration}\n}`)
  expect(result.rendered).toBe('')
  const type = result.named.In!.type
  return {
    property: type.kind === 'object' ? type.properties[0]! : undefined!,
    text: result.declarations
      .split('\n')
      .find((line) => line.startsWith('  it'))!
      .trim(),
  }
}

describe('combinators are constraints', () => {
  test.each([
    ['string & G.MinLen<1> & G.MaxLen<80>', 'string & MinLen<1> & MaxLen<80>'],
    ['string & G.Len<4>', 'string & MinLen<4> & MaxLen<4>'],
    ["string & G.Pattern<'^[a-z]+$'>", "string & Pattern<'^[a-z]+$'>"],
    [
      "string & G.StartsWith<'a'> & G.EndsWith<'z'> & G.Includes<'m'>",
      "string & StartsWith<'a'> & EndsWith<'z'> & Includes<'m'>",
    ],
    ['string & G.Trim & G.Lowercased', 'string & Trim & Lowercased'],
    ['string & G.Uppercased', 'string & Uppercased'],
    ['G.Email & G.MaxLen<100>', 'string & Email & MaxLen<100>'],
    ["string & G.Brand<'customer'>", "string & Brand<'customer'>"],
    ["G.UUID & G.Brand<'customer'>", "string & UUID & Brand<'customer'>"],
    ['number & G.Min<0> & G.LessThan<10>', 'number & Min<0> & LessThan<10>'],
    ['number & G.Min<1> & G.Min<5>', 'number & Min<1> & Min<5>'],
    ['number & G.Positive & G.MultipleOf<0.5>', 'number & GreaterThan<0> & MultipleOf<0.5>'],
    ['number & G.Integer', 'number & Integer'],
    ['G.Int32', 'number & Int32'],
    ['G.UInt32', 'number & UInt32'],
    ['G.Float', 'number & Float'],
    ['bigint & G.Min<0n> & G.Max<10>', 'bigint & Min<0n> & Max<10n>'],
    ["bigint & G.Brand<'id'>", "bigint & Brand<'id'>"],
    [
      '(string & G.MinLen<1>)[] & G.MinItems<1> & G.MaxItems<9> & G.UniqueItems',
      '(string & MinLen<1>)[] & MinItems<1> & MaxItems<9> & UniqueItems',
    ],
    ['Record<string, 1> & G.MinProperties<1> & G.MaxProperties<3>', '{ [key: string]: 1 } & MinProperties<1> & MaxProperties<3>'],
    ['string & G.Sensitive', 'string & Sensitive'],
    ['(string | number) & G.Sensitive', '(number & Sensitive) | (string & Sensitive)'],
    ['Date & G.Sensitive', 'Date & Sensitive'],
    ['G.Nullable<Date & G.Sensitive>', '(Date & Sensitive) | null'],
    ['boolean & G.Sensitive', 'boolean & Sensitive'],
    ["('a' | 'b') & G.Sensitive", "('a' & Sensitive) | ('b' & Sensitive)"],
    ['(Map<string, URL & G.Sensitive>)[] & G.Sensitive', 'Map<string, URL & Sensitive>[] & Sensitive'],
    ['[Uint8Array & G.Sensitive, Set<1> & G.Sensitive]', '[Uint8Array & Sensitive, Set<1> & Sensitive]'],
    ['`u-${string}` & G.Sensitive', '`u-${string}` & Sensitive'],
    ['G.UUID | G.Email', '(string & Email) | (string & UUID)'],
    ['G.UUID | null', '(string & UUID) | null'],
    ["'abc' & G.MinLen<2>", "'abc'"],
    ["('a' | 'b') & G.Brand<'x'>", "'a' | 'b'"],
    ["Date & G.Brand<'birthday'>", 'Date'],
    ["`u-${string}` & G.Brand<'key'>", '`u-${string}`'],
    ["G.Enum<'a' | 'b'>", "'a' | 'b'"],
    ['G.Nullable<G.ULID>', '(string & ULID) | null'],
  ])('%s', (type, expected) => expect(member(`it: ${type}`).text).toBe(`it: ${expected}`))

  test('every branded name of the package has a compiled format', () => {
    const names = [
      'Email',
      'UUID',
      'CUID',
      'ULID',
      'Url',
      'Hostname',
      'IPv4',
      'IPv6',
      'DateString',
      'TimeString',
      'Timestamp',
      'Duration',
      'Base64',
      'Hex',
      'Slug',
      'JWT',
      'Phone',
      'Json',
    ]
    const { declarations } = lowerSource(
      `${COMBINATORS}export interface In {\n${names.map((name) => `${name}: G.${name}`).join('\n')}\n}`,
    )
    expect(declarations).toBe(`type In = {\n${names.map((name) => `  ${name}: string & ${name}`).join('\n')}\n}`)
  })
})

describe('foreign brands are dropped', () => {
  test.each([
    ["string & { readonly [mark]: 'UserId' }", 'string'],
    ["number & { __brand: 'UserId' }", 'number'],
    ['string & { readonly brand: unique symbol } ', 'string'],
    ["{ id: string } & { __brand: 'Saved' }", '{ id: string }'],
    ['{ id: string } & { readonly [mark]: true }', '{ id: string }'],
    ["G.UUID & { _tag: 'UserId' }", 'string & UUID'],
    ["{ a: 1 } & { __typename: 'A' }", "{ a: 1; __typename: 'A' }"],
  ])('%s is %s', (type, expected) => expect(member(`it: ${type}`).text).toBe(`it: ${expected}`))
})

describe('defaults', () => {
  test.each([
    ['it?: number & G.Default<20>', 20],
    ['it: number & G.Default<20>', 20],
    ['it?: boolean & G.Default<true>', true],
    ["it?: ('asc' | 'desc') & G.Default<'asc'>", 'asc'],
    ["it?: string & G.MinLen<2> & G.Default<'ab'>", 'ab'],
    ['it?: bigint & G.Default<5>', '5'],
    ["it?: Date & G.Default<'2026-11-23T00:00:00Z'>", '2026-11-23T00:00:00Z'],
    ['/** @default 20 */ it?: number', 20],
    ['/** @default draft */ it?: string', 'draft'],
    ['/** @default "draft" */ it?: string', 'draft'],
    ["/** @default 'draft' */ it?: 'draft' | 'done'", 'draft'],
    ['/** @default [1, 2] */ it?: number[]', [1, 2]],
    ['/** @default {"a": null} */ it?: { a: string | null }', { a: null }],
    ['/** @default 5 */ it?: string', '5'],
  ])('%s', (declaration, expected) => {
    const { property } = member(declaration)
    expect(property.default).toEqual(expected)
    expect(property.optional).toBe(true)
  })
})

describe('tags mean the same', () => {
  test.each([
    ['/** @minimum 0\n * @maximum 10 */ it: number', 'number & Min<0> & Max<10>'],
    ['/** @exclusiveMinimum 0 @exclusiveMaximum 1 */ it: number', 'number & GreaterThan<0> & LessThan<1>'],
    ['/** @multipleOf 0.01 */ it: number', 'number & MultipleOf<0.01>'],
    ['/** @minLength 1 @maxLength 5 */ it: string', 'string & MinLen<1> & MaxLen<5>'],
    ['/**\n * @pattern ^\\S+@\\S+$\n */ it: string', "string & Pattern<'^\\\\S+@\\\\S+$'>"],
    ['/** @pattern /^a+$/ */ it: string', "string & Pattern<'^a+$'>"],
    ['/** @pattern `^a{2}$` */ it: string', "string & Pattern<'^a{2}$'>"],
    ['/** @format uuid */ it: string', 'string & UUID'],
    ['/** @format uri */ it: string', 'string & Url'],
    ['/** @format int32 */ it: number', 'number & Int32'],
    ['/** @format date-time */ it: Date', 'Date'],
    ['/** @minLength 1 */ it: string | null', '(string & MinLen<1>) | null'],
    ['/** @minItems 1 @uniqueItems */ it: string[]', 'string[] & MinItems<1> & UniqueItems'],
    ['/** @minProperties 1 */ it: Record<string, 1>', '{ [key: string]: 1 } & MinProperties<1>'],
    ['/** @minimum 12345678901234567890 */ it: bigint', 'bigint & Min<12345678901234567890n>'],
    ['/** @minLength 2 */ it: G.Email', 'string & Email & MinLen<2>'],
    [
      '/** @trim @lowercased @startsWith a @endsWith "z" @includes \'m\' */ it: string',
      member(`it: string & G.Trim & G.Lowercased & G.StartsWith<'a'> & G.EndsWith<'z'> & G.Includes<'m'>`).text.slice(4),
    ],
    ['/** @uppercased */ it: string', 'string & Uppercased'],
    ['/** @sensitive */ it: string | null', '(string & Sensitive) | null'],
    ['/** @integer */ it: number', 'number & Integer'],
    ['/** @format int64 */ it: bigint', 'bigint & Min<-9223372036854775808n> & Max<9223372036854775807n>'],
  ])('%s', (declaration, expected) => expect(member(declaration).text).toBe(`it: ${expected}`))

  test('of every declaration that a member has, on whichever line', () => {
    const { declarations } = lowerSource(`
      interface Base {
        /** @minLength 1 */
        a: string
      }
      export type In = { /** @minLength 3 */ a: string } & { /** @maxLength 5 */ a: string }
      export type Mixed = Base & { /** @maxLength 5 */ a: string }
      export interface Own extends Base { /** @maxLength 4 */ a: string }
      export interface Heir extends Base { a: string }
      export class Held { constructor(/** @minLength 2 */ readonly name: string) {} }
      export interface Some { it: Partial<Pick<Base, 'a'>> }`)
    expect(declarations.match(/^ {2}.*$/gm)).toEqual([
      '  a: string & MinLen<3> & MaxLen<5>',
      '  a: string & MinLen<1> & MaxLen<5>',
      '  a: string & MaxLen<4>',
      '  a: string & MinLen<1>',
      '  name: string & MinLen<2>',
      '  it: { a?: string & MinLen<1> }',
    ])
  })
  test('of the member that a mapped type makes one of, where it is of that type', () => {
    const { declarations, rendered } = lowerSource(`
      interface User { /** @minLength 1 @example Ada */ name: string; /** @minimum 18 @default 18 */ age: number }
      export type Kept = { [K in keyof User]: User[K] | null }
      export type Renamed = { [K in keyof User as \`user_\${K}\`]: User[K] }
      export interface Again { it: Partial<Renamed> }
      export type Errors = { [K in keyof User]?: string }
      export type Touched = { [K in keyof User as \`\${K}Touched\`]: boolean }`)
    expect(rendered).toBe('')
    expect(declarations.match(/^ {2}.*$/gm)).toEqual([
      '  name: (string & MinLen<1>) | null',
      '  age?: ((number & Min<18>) | null) & Default<18>',
      '  user_age?: number & Min<18> & Default<18>',
      '  user_name: string & MinLen<1>',
      '  it: { user_age?: number & Min<18> & Default<18>; user_name?: string & MinLen<1> }',
      '  name?: string',
      '  age?: string',
      '  ageTouched: boolean',
      '  nameTouched: boolean',
    ])
  })
  test('on the items of a tuple that have names', () => {
    const { declarations } = lowerSource(`
      export type Line = [/** @minimum 1 */ from: number, /** @maximum 9 */ to?: number]
      export type Other = readonly [
        /** @minLength 2 */
        name: string,
        /** @integer */
        ...rest: number[],
      ]`)
    expect(declarations).toContain('type Line = [from: number & Min<1>, to?: number & Max<9>]')
    expect(declarations).toContain('type Other = [name: string & MinLen<2>, ...rest: (number & Integer)[]]')
  })
  test('on an alias that the checker keeps', () => {
    const { declarations } = lowerSource(
      '/** @minLength 3 */\ntype Name = string | null\nexport interface In { name: Name; other?: Name }',
    )
    expect(declarations).toContain('type Name = (string & MinLen<3>) | null')
  })
  test('constraint tags are not repeated in the docs', () => {
    expect(member('/** Its name. @minLength 1 @see other */ it: string').property.doc).toEqual({
      summary: 'Its name.',
      tags: [{ name: 'see', text: 'other' }],
    })
  })
})
