import { describe, expect, test } from 'vitest'
import { COMBINATORS, lowerSource } from './testing/lower-source.ts'

/** `GT3001 In.it` for each diagnostic, with its hints. */
function told(source: string) {
  const { diagnostics } = lowerSource(COMBINATORS + source)
  return diagnostics.map(({ code, message }) => `${code} ${/`((?:In|Top)\b[^`]*)`/.exec(message)?.[1] ?? message}`)
}
const rejected = (type: string) => told(`declare const mark: unique symbol\nexport interface In { it: ${type} }`)

describe('what has no JSON form', () => {
  test.each([
    ['any', 'GT3001 In.it'],
    ['any[]', 'GT3001 In.it[]'],
    ['Record<string, any>', 'GT3001 In.it[key]'],
    ['Map<string, any>', 'GT3001 In.it<value>'],
    ['[string, { x: any }]', 'GT3001 In.it[1].x'],
    ['{ "x-y": any }', 'GT3001 In.it["x-y"]'],
    ['Missing', 'GT3002 In.it'],
    ['() => void', 'GT3003 In.it'],
    ['string | (() => void)', 'GT3003 In.it'],
    ['{ run(): void }', 'GT3003 In.it.run'],
    ['typeof Date', 'GT3003 In.it'],
    ['symbol', 'GT3004 In.it'],
    ['typeof mark', 'GT3004 In.it'],
    ['WeakMap<object, string>', 'GT3005 In.it'],
    ['Promise<string>', 'GT3005 In.it'],
    ['RegExp', 'GT3005 In.it'],
    ['Error', 'GT3005 In.it'],
    ['ArrayBuffer', 'GT3005 In.it'],
    ['DataView', 'GT3005 In.it'],
    ['String', 'GT3005 In.it'],
    ['Function', 'GT3005 In.it'],
    ['Iterable<string>', 'GT3005 In.it'],
    ['Intl.NumberFormat', 'GT3005 In.it'],
    ['void', 'GT3007 In.it'],
    ['string | void', 'GT3007 In.it'],
    ['(string | undefined)[]', 'GT3007 In.it[]'],
    ['[string | undefined]', 'GT3007 In.it[0]'],
    ['Map<string, undefined>', 'GT3007 In.it<value>'],
    ['Set<number | undefined>', 'GT3007 In.it[]'],
    ['{ [key: symbol]: string }', 'GT3016 In.it'],
    ['Uppercase<string>', 'GT3018 In.it'],
    ['string[] & { tag: string }', 'GT3015 In.it'],
    ['Date & { x: 1 }', 'GT3015 In.it'],
    ['URL & { x: 1 }', 'GT3015 In.it'],
    ['Int8Array & { x: 1 }', 'GT3015 In.it'],
    ['string & { length: 3 }', 'GT3015 In.it'],
    ['string & { [key: string]: number }', 'GT3015 In.it'],
    ['{ a: string } & (() => void)', 'GT3003 In.it'],
    ['{ a: string } & (new () => { b: string })', 'GT3003 In.it'],
    ['{ a: string } & { b: string; new (): Date }', 'GT3003 In.it'],
    ['{ a: number } & { [key: string]: string }', 'GT3031 In.it.a'],
    ["{ 'x-a'?: number } & { [key: `x-${string}`]: string }", 'GT3031 In.it["x-a"]'],
    ['{ 1: boolean; a: string } & { [key: number]: string }', 'GT3031 In.it["1"]'],
    ['{ [K in keyof ({ a: number } & Record<string, string>)]: K extends "a" ? number : string }', 'GT3031 In.it.a'],
    ["{ [K in 'a' as `get${K}`]: () => void }", 'GT3003 In.it.geta'],
  ])('%s', (type, expected) => expect(rejected(type)).toEqual([expected]))

  test('classes are refused for what they hide and for what they do', () => {
    const source = `
      class Secret { constructor(readonly id: string, private key: string) {} }
      class Hash { id = 1; #hash = 2; peek() { return this.#hash } }
      class Guarded { protected x = 1 }
      class Busy { id = ''; rename(name: string) {} drop() {} }
      class Failure extends Error { code = 1 }
      class Registry extends Map<string, string> { extra = 1 }
      interface When extends Date { zone: string }
      export interface In { a: Secret; b: Hash; c: Guarded; d: Busy; e: Failure; f: Registry; g: When }`
    const { diagnostics } = lowerSource(source)
    expect(diagnostics.map(({ code, message }) => `${code} ${message.split('`')[1]}`)).toEqual([
      'GT3006 In.a.key',
      'GT3006 In.b.#hash',
      'GT3006 In.c.x',
      'GT3003 In.d.rename',
      'GT3005 In.e',
      'GT3005 In.f',
      'GT3005 In.g',
    ])
    expect(diagnostics[3]!.hints[0]).toContain("Omit<..., 'rename' | 'drop'>")
  })

  test('a mapped type over primitives is told for what it is', () => {
    const source = `
      type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T
      type Loose<T> = { [K in keyof T]?: Loose<T[K]> }
      interface Service { find(id: string): void }
      export interface In { a: DeepPartial<{ id: G.UUID; n: G.Int32 }>; b: Loose<{ when: Date }>; c: Loose<Service> }`
    expect(told(source)).toEqual(['GT3020 In.a.id', 'GT3020 In.a.n', 'GT3020 In.b.when', 'GT3003 In.c.find'])
  })

  test('numbers that are not finite', () => {
    expect(told('enum Limit { Low = 1, None = 1 / 0 }\nexport interface In { it: Limit }')).toEqual(['GT3025 In.it'])
  })
  test('phantoms of another version', () => {
    expect(rejected('string & { readonly __gati_future?: 1 }')).toEqual(['GT3013 In.it'])
  })

  test('values known only at run time', () => {
    expect(told("export enum Top { A = 'abc'.length, B = 2 }")).toEqual(['GT3017 Top.A'])
  })
})

describe('types that are not known', () => {
  test('parameters', () => {
    expect(told('export type Top<T> = { a: T; b: T[keyof T]; c: keyof T }')).toEqual([
      'GT3008 Top.a',
      'GT3008 Top.b',
      'GT3008 Top.c',
    ])
  })
  test('recursion that never repeats itself ends, and is told once', () => {
    expect(told('interface Nest<T> { value: T; next?: Nest<T[]> }\nexport type Top = Nest<string>')[0]).toMatch(
      /^GT3009 Top\.next/,
    )
    const wide = told('type Grow<T> = { a: Grow<[T]>; b: Grow<{ x: T }>; c: Grow<T | null> }\nexport type Top = Grow<1>')
    expect(wide).toHaveLength(1)
    expect(wide[0]).toMatch(/^GT3009 Top\.a/)
  })
  test('nor does one without a name that branches at each step', () => {
    const source =
      'type Grow<T> = T extends 0 ? never : { a: Grow<[T]>; b: Grow<{ x: T }>; c: Grow<T | null> }\nexport type Top = Grow<1>'
    expect(told(source).length).toBeLessThan(3)
  })
  test('nested replies', () => {
    const core = `declare const reply: unique symbol\nexport interface Reply { readonly [reply]: 1 }`
    expect(lowerSource(`${core}\nexport interface In { it: Reply }`).diagnostics).toEqual([])
  })
})

describe('constraints', () => {
  test.each([
    ['string & G.Min<1>', 'GT3011'],
    ['number & G.MinLen<1>', 'GT3011'],
    ['boolean & G.MinLen<1>', 'GT3011'],
    ['unknown & G.Sensitive', 'GT3019'],
    ['string[] & G.MinLen<1>', 'GT3011'],
    ['(string | number) & G.Min<1>', 'GT3011'],
    ["string & G.Pattern<'['>", 'GT3012'],
    ["string & G.Pattern<'\\\\-'>", 'GT3012'],
    ['string & G.MinLen<number>', 'GT3013'],
    ['string & G.MinLen<-1>', 'GT3013'],
    ['string & G.MinLen<1 | 2>', 'GT3013'],
    ['number & G.MultipleOf<0>', 'GT3013'],
    ['number & G.Default<number>', 'GT3013'],
    ['number & G.Default<1> & G.Default<2>', 'GT3013'],
    ['string & G.MinLen<8> & G.MaxLen<4>', 'GT3014'],
    ['number & G.GreaterThan<1> & G.Max<1>', 'GT3014'],
    ['number & G.Integer & G.GreaterThan<0> & G.LessThan<1>', 'GT3014'],
    ['bigint & G.Min<5n> & G.Max<4n>', 'GT3014'],
    ["'abc' & G.MinLen<5>", 'GT3014'],
    ["string & G.Pattern<'^.{5}$'> & G.MaxLen<4>", 'GT3014'],
    ["string & G.Pattern<'^(ab|abc)+x?$'> & G.MaxLen<1>", 'GT3014'],
    ["string & G.StartsWith<'abc'> & G.MaxLen<2>", 'GT3014'],
    ["string & G.StartsWith<'a'> & G.StartsWith<'b'>", 'GT3014'],
    ["string & G.EndsWith<'ab'> & G.EndsWith<'cb'>", 'GT3014'],
    ["string & G.Lowercased & G.EndsWith<'A'>", 'GT3014'],
    ["string & G.Uppercased & G.Includes<'a'>", 'GT3014'],
    ["string & G.Trim & G.StartsWith<' a'>", 'GT3014'],
    ['G.UUID & G.MaxLen<35>', 'GT3014'],
    ['G.IPv4 & G.MinLen<16>', 'GT3014'],
    ['G.UUID & G.DateString', 'GT3014'],
    ['G.Int32 & G.Min<2147483648>', 'GT3014'],
    ['G.UInt32 & G.LessThan<0>', 'GT3014'],
    ['number & G.MultipleOf<5> & G.Min<1> & G.Max<4>', 'GT3014'],
    ['(number & G.Min<5> & G.Max<2>) | null', 'GT3014'],
    ['G.Min<3>', 'GT3019'],
    ["G.Brand<'x'>", 'GT3019'],
    ["number & G.Default<'x'>", 'GT3021'],
    ['number & G.Min<1> & G.Default<0>', 'GT3021'],
    ["('a' | 'b') & G.Default<'c'>", 'GT3021'],
    ["G.Email & G.Default<'nobody'>", 'GT3021'],
    ["`u-${string}` & G.Default<'x'>", 'GT3021'],
    ["URL & G.Default<'nowhere'>", 'GT3021'],
    ["string & G.MinLen<2> & G.Example<'x'>", 'GT3029'],
    ["G.IPv6 & G.Example<'::1::'>", 'GT3029'],
  ])('%s is %s', (type, code) => {
    const { diagnostics } = lowerSource(`${COMBINATORS}export interface In { it: ${type} }`)
    expect([...new Set(diagnostics.map((diagnostic) => diagnostic.code))]).toEqual([code])
  })

  test.each([
    ['@minimum abc', 'number', 'GT3013'],
    ['@minLength 3', 'number', 'GT3011'],
    ['@minimum 3', 'string', 'GT3011'],
    ['@pattern [', 'string', 'GT3012'],
    ['@format emial', 'string', 'GT3022'],
    ['@format uuid', 'number', 'GT3011'],
    ['@format int32', 'string', 'GT3011'],
    ['@default many', 'number', 'GT3021'],
    ['@minLength 5 @maxLength 2', 'string', 'GT3014'],
    ['@minLength 5 @maxLength 2', 'string | null', 'GT3014'],
    ['@minLength 3', "'ab' | 'abc'", 'GT3014'],
    ['@uniqueItems no', 'string[]', 'GT3013'],
    ['@trim yes', 'string', 'GT3013'],
    ['@pattern /abc/i', 'string', 'GT3012'],
    ['@format int64', 'number', 'GT3011'],
    ['@example twelve', 'number', 'GT3029'],
    ['@example {"a":1}', '{ a: string }', 'GT3029'],
    ['@default "a"', 'string & { readonly __gati_minLen?: 3 }', 'GT3021'],
    ['@minlength 3', 'string', 'GT3030'],
    ['@maximun 3', 'number', 'GT3030'],
  ])('%s on %s is %s', (tag, type, code) => {
    const { diagnostics } = lowerSource(`export interface In {\n  /** ${tag} */\n  it: ${type}\n}`)
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code])
  })

  test.each([
    ['/** @minLength 3 */ from: number', 'GT3011'],
    ['/** @default 3 */ from?: number', 'GT3011'],
    ['/** @minimum three */ from: number', 'GT3013'],
  ])('a tuple of %s is %s', (item, code) => {
    const { diagnostics } = lowerSource(`export type In = [${item}]`)
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code])
  })

  test('nothing is told of constraints that some value has', () => {
    const possible = [
      'number & G.MultipleOf<0.1> & G.Min<0.3> & G.Max<0.3> & G.Default<0.3>',
      'number & G.Integer & G.Min<1> & G.Max<1>',
      'G.Int32 & G.Max<2147483647> & G.Min<2147483647>',
      "string & G.StartsWith<'ab'> & G.StartsWith<'a'> & G.EndsWith<'b'> & G.MaxLen<2>",
      "string & G.Lowercased & G.StartsWith<'a-'>",
      "string & G.Trim & G.EndsWith<' a'>",
      "string & G.Pattern<'^(?:ab){2}$'> & G.Len<4>",
      'G.Hostname & G.IPv4',
      'G.Slug & G.Hex & G.MaxLen<2>',
    ]
    const members = possible.map((type, index) => `m${index}: ${type}`)
    expect(lowerSource(`${COMBINATORS}export interface In {\n${members.join('\n')}\n}`).rendered).toBe('')
  })

  test('examples are given where the type is', () => {
    const tree = (value: string) => `/** A tree.\n * @example ${value}\n */\nexport interface In { v: number; c: In[] }`
    expect(lowerSource(tree('{"v":1,"c":[{"v":2,"c":[]}]}')).diagnostics).toEqual([])
    expect(lowerSource(tree('{"v":1,"c":[{"v":"2","c":[]}]}')).diagnostics.map(({ code }) => code)).toEqual(['GT3029'])
    const fenced = '/**\n * @example\n * ```ts\n * f()\n * ```\n */\nexport interface In { v: number }'
    const { named, diagnostics } = lowerSource(fenced)
    expect([named['In']!.doc, diagnostics]).toEqual([undefined, []])
  })

  test('a slip in a format is put right', () => {
    const { diagnostics } = lowerSource('export interface In {\n  /** @format emial */\n  it: string\n}')
    expect(diagnostics[0]!.hints).toEqual(['Did you mean `@format email`?'])
  })
})

describe('parties', () => {
  test('the declaration comes first, then who puts it on the wire', () => {
    const { diagnostics } = lowerSource("import type { User } from './user.ts'\nexport type Body = User[]", {
      'user.ts': 'export interface User {\n  secret: symbol\n}',
    })
    expect(diagnostics[0]!.message).toContain('`Body[].secret`')
    expect(diagnostics[0]!.labels).toEqual([
      { location: { file: 'user.ts', line: 2, column: 3 }, length: 6, text: '' },
      { location: { file: 'app.ts', line: 2, column: 13 }, length: 4, text: 'on the wire here' },
    ])
  })
  test('a named type is told once, however often it is used', () => {
    expect(told('interface Bad { x: any }\nexport interface In { a: Bad; b: Bad[]; c?: Bad }')).toEqual(['GT3001 In.a.x'])
  })
})
