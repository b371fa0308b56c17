import { describe, expect, test } from 'vitest'
import { COMBINATORS, lowerSource } from './testing/lower-source.ts'

/** Types of `source` as text; nothing may be rejected. */
function print(source: string, others?: Readonly<Record<string, string>>) {
  const result = lowerSource(COMBINATORS + source, others)
  expect(result.rendered).toBe('')
  return result
}
const one = (type: string) =>
  print(`export interface In { it: ${type} }`)
    .declarations.split('\n')
    .filter((line) => line.startsWith('  it'))
    .join()
    .replace(/^ {2}it\??: /, '')

describe('scalars', () => {
  test.each([
    ['string', 'string'],
    ['number', 'number'],
    ['bigint', 'bigint'],
    ['boolean', 'boolean'],
    ['null', 'null'],
    ['unknown', 'unknown'],
    ['never', 'never'],
    ["'a'", "'a'"],
    ['-1.5', '-1.5'],
    ['true', 'true'],
    ['5n', '5n'],
    ['Date', 'Date'],
    ['Uint8Array', 'Uint8Array'],
    ['Buffer', 'Uint8Array'],
    ['{}', '{}'],
  ])('%s is %s', (type, expected) => expect(one(type)).toBe(expected))
})

describe('unions', () => {
  test('put true and false together again', () => expect(one('string | boolean | null')).toBe('boolean | string | null'))
  test('stand in one order whatever the checker met first', () => {
    const source = `export type Warm = 'c' | 'a' | 'b' | 3 | 1\nexport type In = { it: 'b' | 1 | 'a' | 3 | 'c' }`
    expect(print(source).declarations).toContain("it: 'a' | 'b' | 'c' | 1 | 3")
  })
  test('forget literals beside their base', () => expect(one("'a' | (string & {})")).toBe('string'))
  test('keep the name of a union inside another', () => {
    const { declarations } = print(
      `type Shape = { kind: 'a'; x: 1 } | { kind: 'b'; y: 2 }\nexport interface In { a?: Shape; b: Shape | null; c: Shape[] }`,
    )
    expect(declarations).toContain('a?: Shape\n  b: Shape | null\n  c: Shape[]')
  })
  test('know the property that tells objects apart', () => {
    const { named } = print(`
      export type A = { type: 'x'; kind: 'one' } | { type: 'y'; kind: 'one' }
      export type B = { ok: true; value: string } | { ok: false; error: string }
      export type C = { v: 1 } | { v: 1; w: 2 }
      export type D = { a: 'x' } | string
      interface Leaf { node: 'leaf' }
      interface Branch { node: 'branch'; left: Tree; right: Tree }
      export type Tree = Leaf | Branch`)
    const discriminants = Object.fromEntries(
      Object.entries(named).map(([id, { type }]) => [id, type.kind === 'union' ? type.discriminant : '-']),
    )
    expect(discriminants).toEqual({ A: 'type', B: 'ok', C: undefined, D: undefined, Leaf: '-', Branch: '-', Tree: 'node' })
  })
  test('know it where one of them may be null or text as well', () => {
    const { named, declarations } = print(`
      export type A = { kind: 'a'; x: 1 } | null | { kind: 'b'; y: 2 } | string`)
    expect(declarations).toBe("type A = string | { kind: 'a'; x: 1 } | { kind: 'b'; y: 2 } | null")
    expect(named.A!.type).toMatchObject({
      kind: 'union',
      members: [{ kind: 'string' }, { discriminant: 'kind' }, { kind: 'null' }],
    })
  })
  test('find the discriminant when a recursive member is met first', () => {
    const { named } = print(`
      export interface Branch { node: 'branch'; left: Tree }
      interface Leaf { node: 'leaf' }
      type Tree = Leaf | Branch`)
    expect(named.Tree!.type).toEqual({
      kind: 'union',
      members: [
        { kind: 'ref', id: 'Branch' },
        { kind: 'ref', id: 'Leaf' },
      ],
      discriminant: 'node',
    })
  })
})

describe('intersections', () => {
  test.each([
    ["{ kind: 'a'; x: 1 } & { kind: 'b' }", 'never'],
    ["{ kind: 'a' } & { kind?: 'b' }", 'never'],
    ["({ kind: 'a' } & { kind: 'b' }) | { kind: 'c' }", "{ kind: 'c' }"],
    ['{ a: string } & { a: number }', '{ a: never }'],
    ['{ a: number } & { [key: string]: string | number }', '{ a: number; [key: string]: number | string }'],
    ['{ a?: string } & { [key: string]: string }', '{ a?: string; [key: string]: string }'],
    [
      '{ a: number } & { [key: number]: string } & { [key: `x-${string}`]: string }',
      '{ a: number; [key: number]: string; [key: `x-${string}`]: string }',
    ],
    ['NoInfer<{ a: NoInfer<string[]> | null }>', '{ a: string[] | null }'],
  ])('%s is %s', (type, expected) => expect(one(type)).toBe(expected))
})

describe('absence', () => {
  test('`undefined` makes a member optional and leaves its type', () => {
    expect(
      print('export type In = { a?: string; b: string | undefined; c?: string | null; d?: undefined; e?: never }').declarations,
    ).toBe('type In = {\n  a?: string\n  b?: string\n  c?: string | null\n  d?: never\n  e?: never\n}')
  })
  test('is the same with exactOptionalPropertyTypes', () => {
    const source = 'export type In = { a?: string; b?: number | undefined }'
    expect(lowerSource(source, {}, { exactOptionalPropertyTypes: true }).declarations).toBe(
      'type In = {\n  a?: string\n  b?: number\n}',
    )
  })
  test('is kept at the top, where it means no body', () => {
    expect(
      print(
        'export type A = void\nexport type B = undefined\nexport type C = { a: 1 } | undefined\nexport type D = string | void',
      ).printed,
    ).toEqual({
      A: 'undefined',
      B: 'undefined',
      C: '{ a: 1 } | undefined',
      D: 'string | undefined',
    })
  })
  test('an alias that may be undefined is not named where it makes a member optional', () => {
    expect(print('type Maybe = "a" | "b" | undefined\nexport type In = { a: Maybe; b: Maybe | null }').declarations).toBe(
      "type In = {\n  a?: 'a' | 'b'\n  b?: 'a' | 'b' | null\n}",
    )
  })
})

describe('collections', () => {
  test.each([
    ['string[]', 'string[]'],
    ['readonly string[]', 'string[]'],
    ['ReadonlyArray<string | null>', '(string | null)[]'],
    ['[]', '[]'],
    ['[string, number?]', '[string, number?]'],
    ['readonly [x: number, y?: number, ...rest: boolean[]]', '[x: number, y?: number, ...rest: boolean[]]'],
    ['[...string[], number]', '[...string[], number]'],
    ['Map<string, Date>', 'Map<string, Date>'],
    ['ReadonlyMap<number, 1>', 'Map<number, 1>'],
    ['Set<string>', 'Set<string>'],
    ['ReadonlySet<bigint>', 'Set<bigint>'],
    ['Record<string, number>', '{ [key: string]: number }'],
    ['Record<number, string>', '{ [key: number]: string }'],
    ["Record<'b' | 'a', 1>", '{ a: 1; b: 1 }'],
    ['Partial<Record<string, Date>>', '{ [key: string]: Date }'],
    ['Record<string, never>', '{ [key: string]: never }'],
    ['Record<PropertyKey, 1>', '{ [key: string]: 1; [key: number]: 1 }'],
    ['Record<G.UUID, number>', '{ [key: string & UUID]: number }'],
    ['{ id: string; [key: `x-${string}`]: string }', '{ id: string; [key: `x-${string}`]: string }'],
    ['`${number}px` | `v${1 | 2}`', "'v1' | 'v2' | `${number}px`"],
  ])('%s is %s', (type, expected) => expect(one(type)).toBe(expected))
})

test('interfaces that only name an array are arrays', () => {
  const source = `
    interface JsonArray extends Array<Json> {}
    type Json = string | JsonArray | { [key: string]: Json }
    interface List<T> extends ReadonlyArray<T> {}
    interface Tags extends List<string> {}
    export interface In { json: Json; list: List<1>; tags: Tags }`
  expect(print(source).declarations).toBe(
    [
      'type JsonArray = Json[]',
      'type Json = string | JsonArray | { [key: string]: Json }',
      'type List_1 = 1[]',
      'type Tags = string[]',
      'type In = {\n  json: Json\n  list: List_1\n  tags: Tags\n}',
    ].join('\n'),
  )
})

describe('enums', () => {
  test('are unions of their values in the order of declaration, by name', () => {
    const { declarations } = print(`
      export enum Level { Low, High = 5, Both = Low | High, Shifted = 1 << 4 }
      export enum Role { User = 'user', Admin = 'admin', Owner = \`\${Admin}!\` }
      export const enum Fast { Yes = 'y', No = 'n' }
      export interface In { level?: Level; role: Role | null; one: Role.Admin; some: Role.Admin | Role.User; fast: Fast }`)
    expect(declarations).toBe(
      [
        'type Level = 0 | 5 | 16',
        "type Role = 'user' | 'admin' | 'admin!'",
        "type Fast = 'y' | 'n'",
        "type In = {\n  level?: Level\n  role: Role | null\n  one: 'admin'\n  some: 'admin' | 'user'\n  fast: Fast\n}",
      ].join('\n'),
    )
  })
})

describe('names', () => {
  test('of generic instances say their arguments', () => {
    const { named } = print(`
      interface Article { title: string }
      interface Page<T> { items: T[]; next?: string }
      type Pair<A, B> = { a: A; b: B }
      export interface In { a: Page<Article>; b: Page<string[]>; c: Pair<Article, 'x-y'>; d: Page<Pair<1, Date>>; e: Page<G.UUID>; f: Page<string | null> }`)
    expect(Object.keys(named).sort()).toEqual([
      'Article',
      'In',
      'Page_Article',
      'Page_Pair_1_Date',
      'Page_UUID',
      'Page_null_or_string',
      'Page_string_array',
      'Pair_1_Date',
      'Pair_Article_x_y',
    ])
  })
  test('that two files declare are told apart by the file', () => {
    const { named, declarations } = print(
      `import type { User } from './admin/model.ts'\ninterface Own { user: User }\nnamespace N { export interface User { n: 1 } }\nexport interface In { a: Own; b: N.User }`,
      {
        'admin/model.ts': 'export interface User { admin: true }',
      },
    )
    expect(declarations).toContain('type In = {\n  a: Own\n  b: User_app\n}')
    expect(named.User!.source).toEqual({ file: 'admin/model.ts', line: 1, column: 18 })
    expect(named.User_app!.name).toBe('User')
  })
  test('of classes, default exports and inherited interfaces', () => {
    const { declarations } = print(
      `import Base from './base.ts'
      class Point { x = 0; y?: number; get length() { return 1 } }
      interface Sub extends Base, Point { own: true }
      export interface In { point: Point; sub: Sub; base: Base }`,
      { 'base.ts': 'export default interface Entity { id: string }' },
    )
    expect(declarations).toContain('type Point = {\n  x: number\n  y?: number\n  length: number\n}')
    expect(declarations).toContain('type Entity = {\n  id: string\n}')
    expect(declarations).toMatch(/type Sub = \{\n {2}own: true\n {2}id: string\n {2}x: number/)
  })
  test('are left to what is named, not to how it was made', () => {
    const { declarations } = print(`
      interface User { id: G.UUID; name: string; friends: User[] }
      type Create = Omit<User, 'id' | 'friends'>
      export interface In { a: Partial<Pick<User, 'id' | 'name'>>; b: Create; c: G.Nullable<User>; d: Readonly<Required<Create>> }`)
    expect(declarations).toContain(
      'a: { id?: string & UUID; name?: string }\n  b: Create\n  c: User | null\n  d: { name: string }',
    )
  })
  test('are safe as keys of plain objects', () => {
    const { named } = print(
      'interface constructor { a: 1 }\ninterface Ünï { b: 2 }\nexport interface In { a: constructor; b: Ünï }',
    )
    expect(Object.keys(named)).toEqual(['constructor_', 'Ünï', 'In'])
  })
})

describe('recursion', () => {
  test('goes through refs for every kind of type', () => {
    const { declarations } = print(`
      export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
      export type Deep = Deep[]
      export type Tuple = [head: number, ...tail: Tuple[]]
      export type Tree = { children: readonly Tree[]; parent?: Tree }
      export type Table = Map<string, Table>
      export interface Category { sub: Partial<Category>; all: Record<string, Category> }`)
    expect(declarations).toContain('type Json = boolean | number | string | Json[] | { [key: string]: Json } | null')
    expect(declarations).toContain('type Deep = Deep[]')
    expect(declarations).toContain('type Tuple = [head: number, ...tail: Tuple[]]')
    expect(declarations).toContain('type Tree = {\n  children: Tree[]\n  parent?: Tree\n}')
    expect(declarations).toContain('type Table = Map<string, Table>')
    expect(declarations).toContain('type Partial_Category = {\n  sub?: Partial_Category\n  all?: { [key: string]: Category }\n}')
  })
  test('leads through hundreds of types, wrapped or not', () => {
    const count = 600
    const names = Array.from({ length: count }, (_, index) => `T${index}`)
    const members = (index: number) =>
      `next: Page<T${(index + 1) % count}>; all: T${(index * 7) % count}[]; by?: { [key: string]: T${(index * 13) % count} | null }`
    const source = names.map((name, index) => `interface ${name} { ${members(index)} }`).join('\n')
    const { named } = print(`${source}\ninterface Page<T> { items: T[] }\nexport interface In { first: T0 }`)
    expect(names.filter((name) => named[name]?.type.kind !== 'object')).toEqual([])
    expect(named.T599!.type).toMatchObject({ properties: [{ type: { id: 'Page_T0' } }, {}, {}] })
  })
  test('of a type without a name gets one', () => {
    const { declarations, printed } = print(`
      type Partly<T> = T extends string | number | undefined ? T : { [K in keyof T]: Partly<T[K]> }
      interface Tree { name: string; children: Tree[]; parent: Tree }
      export interface In { tree: Partly<Tree> }`)
    expect(printed.In).toBe('In')
    expect(declarations).toBe(
      'type Recursive_tree = {\n  name: string\n  children: Recursive_tree[]\n  parent: Recursive_tree\n}\ntype In = {\n  tree: Recursive_tree\n}',
    )
  })
})

describe('computed types', () => {
  test('are resolved by the checker', () => {
    const { declarations } = print(`
      interface User { id: G.UUID; age?: number; address: { city: string } }
      type Getters<T> = { [K in keyof T & string as \`get_\${K}\`]: T[K] }
      type Unwrap<T> = T extends (infer U)[] ? U : T
      type Primitive = string | number | boolean | bigint | null | undefined | Date
      type DeepPartial<T> = T extends Primitive ? T : { [K in keyof T]?: DeepPartial<T[K]> }
      export interface In { a: Getters<User>; b: Unwrap<string[]>; c: User['address']['city']; d: keyof User; e: User & { extra: 1 }; f: DeepPartial<User>; g: NonNullable<User['age']> }`)
    expect(declarations).toContain(
      'type Getters_User = {\n  get_address: { city: string }\n  get_age?: number\n  get_id: string & UUID\n}',
    )
    expect(declarations).toContain("b: string\n  c: string\n  d: 'address' | 'age' | 'id'")
    expect(declarations).toContain('e: { id: string & UUID; age?: number; address: { city: string }; extra: 1 }')
    expect(declarations).toContain('f: { id?: string & UUID; age?: number; address?: { city?: string } }')
    expect(declarations).toContain('g: number')
  })
  test('keep the order of declaration', () => {
    const { declarations } = print(
      "type Seen = 'c' | 'b' | 'a'\ninterface Full { c: 1; a: 2; b: 3; d: 4 }\nexport type In = Omit<Full, 'd'>\nexport type Other = Pick<Full, 'b' | 'a' | 'c'> & { z: Seen }",
    )
    expect(declarations).toBe(
      "type In = {\n  c: 1\n  a: 2\n  b: 3\n}\ntype Seen = 'a' | 'b' | 'c'\ntype Other = {\n  c: 1\n  a: 2\n  b: 3\n  z: Seen\n}",
    )
  })
})

describe('docs', () => {
  test('are read from comments, also of inherited and mapped members, and not from the standard library', () => {
    const { named } = print(`
      /** A person. */
      interface Person {
        /** What to call her.
         * @deprecated use full
         * @example "Ada"
         */
        name: string
        /** @deprecated */ nick?: string
        since: Date
      }
      export type In = Pick<Person, 'name' | 'nick' | 'since'>
      export interface Holder { person: Person }`)
    expect(named.Person!.doc).toEqual({ summary: 'A person.' })
    const properties = named.In!.type.kind === 'object' ? named.In!.type.properties : []
    expect(properties.map(({ doc }) => doc)).toEqual([
      { summary: 'What to call her.', deprecated: 'use full', tags: [{ name: 'example', text: '"Ada"' }] },
      { deprecated: true },
      undefined,
    ])
  })
})

describe('symbol keys', () => {
  test('with data are markers, and dropped', () => {
    const { printed } = print('declare const mark: unique symbol\nexport type In = { readonly [mark]: true; id: string } | null')
    expect(printed.In).toBe('In')
  })
})

test('optional members are the same on the wire whatever exactOptionalPropertyTypes says', () => {
  const source =
    'export interface In { a?: string; b: string | undefined; c?: string | undefined; d?: string | null; e?: [string?] }'
  const [loose, exact] = [{}, { exactOptionalPropertyTypes: true }].map((options) => lowerSource(source, {}, options))
  expect(exact!.declarations).toBe(loose!.declarations)
  expect(exact!.declarations).toContain('a?: string\n  b?: string\n  c?: string\n  d?: string | null')
})

test('what tells the members of unions apart is found through unions, and among several literals', () => {
  const source = `
    type Open = { state: 'new' | 'open' }
    type Done = { state: 'closed'; at: string } | { state: 'lost' }
    export type In = Open | Done
    export type Ambiguous = { state: 'new' | 'open' } | { state: 'open'; at: string }`
  const { named } = lowerSource(source)
  expect(named['In']!.type).toMatchObject({ kind: 'union', discriminant: 'state' })
  expect(named['Ambiguous']!.type).not.toHaveProperty('discriminant')
})
