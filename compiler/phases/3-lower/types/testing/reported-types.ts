/**
 * Types that validators and generators of schemas were reported to read wrongly or to break on, and others of their kind, with values that
 * are of them or nearly. Those of trackers say which report they are from.
 */
export interface ReportedType {
  readonly of: string
  /** Exports `It`. */
  readonly source: string
  readonly values: readonly unknown[]
  /** The code of the diagnostic, where there is no exact form. */
  readonly refused?: string
}

export const REPORTED: readonly ReportedType[] = [
  {
    of: 'https://github.com/samchon/typia/issues/456',
    source: 'export type It = [string, string] | number[]',
    values: [[5], ['a', 'b'], [], ['a'], ['a', 1]],
  },
  {
    of: 'https://github.com/samchon/typia/issues/1188',
    source: 'export type It = [boolean, number] | [boolean, number, ...string[]]',
    values: [[true, 1], [true, 1, 'a'], [true]],
  },
  {
    of: 'https://github.com/samchon/typia/issues/599',
    source: `type E = string | { component: string; props: Record<string, E> & { children?: E[] } }
      export type It = E`,
    values: ['a', { component: 'a', props: {} }, { component: 'a', props: { children: ['a'] } }],
    refused: 'GT3031',
  },
  {
    of: 'https://github.com/samchon/typia/issues/699',
    source: `type S = ({ type: 'Main' } & Main) | ({ type: 'Before' } & Before)
      type Main = { content: S | null }
      type Before = { content: S; at: number }
      export type It = S`,
    values: [
      { type: 'Main', content: null },
      { type: 'Before', at: 1, content: { type: 'Main', content: null } },
    ],
  },
  {
    of: 'https://github.com/samchon/typia/issues/2178',
    source: `interface Moment extends Object { a: string }
      export type It = Moment`,
    values: [{ a: 'x' }],
    refused: 'GT3005',
  },
  {
    of: 'https://github.com/marcj/deepkit/issues/603',
    source: 'export type It = { building?: { area?: [min: number | null, max: number | null] } }',
    values: [{ building: { area: [120, null] } }, {}],
  },
  {
    of: 'https://github.com/marcj/deepkit/issues/286',
    source: `interface Post { title: string; tags: string[]; collection: { items: [Post] | [] } }
      export type It = Post`,
    values: [
      { title: 'a', tags: [], collection: { items: [] } },
      { title: 'a', tags: [], collection: {} },
      { title: 'a', tags: [], collection: { items: [{ title: 'a', tags: [], collection: { items: [] } }] } },
    ],
  },
  {
    of: 'https://github.com/volenslavchev/ts-runtime-checks/issues/16',
    source: `type R = number | R[]
      export type It = R`,
    values: [1, [1, [2]], ['a']],
  },
  {
    of: 'https://github.com/volenslavchev/ts-runtime-checks/issues/34',
    source: `type Inner = { a: string; b: number } | { a: string; c: { d: string[] } }
      export type It = Inner`,
    values: [{ a: 'x', b: 1 }, { a: 'x', c: { d: ['y'] } }, { a: 'x' }],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/993',
    source: `type A = { a1: string; a2: string }
      type B = (A & { b1: string }) | (A & { b2: string })
      export type It = Omit<B, 'a2'>`,
    values: [{ a1: 'x' }, { a1: 'x', b1: 'y' }, { b1: 'x' }],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/2164',
    source: `enum V { A = 0, B = 'STR' }
      type KV = { [V.A]: boolean; [V.B]: number }
      export type It = KV[V]`,
    values: [true, 1, 'STR'],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/2164',
    source: `enum V { A = 0, B = 'STR' }
      export type It = { [V.A]: boolean; [V.B]: number }`,
    values: [
      { '0': true, STR: 1 },
      { A: true, B: 1 },
    ],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/2034',
    source: `const myprop = 0
      const mymap = { myprop }
      export type It = keyof typeof mymap`,
    values: ['myprop', 'x'],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/1075',
    source: `type RP<T> = { [P in keyof T]?: T[P] extends (infer U)[] ? RP<U>[] : T[P] extends object | undefined ? RP<T[P]> : T[P] }
      interface O { a: { b: number; c?: { d: string }[] }; e: string[] | null }
      export type It = RP<O>`,
    values: [{}, { a: {} }, { a: { c: [{}] } }, { e: null }, { e: ['a'] }],
    refused: 'GT3007',
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/1265',
    source: `type P = string | number | boolean | undefined | null
      type DP<T> = { [K in keyof T]?: T[K] extends Array<infer I> ? Array<DP<I>> : T[K] extends P ? T[K] : DP<T[K]> }
      export type It = DP<{ a: { b: string[] }[]; c?: number; d: { e: { f: true } } }>`,
    values: [{ a: [{}] }, { d: { e: {} } }, { c: 1 }],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/1179',
    source: `enum L { En = 'en', Fr = 'fr' }
      export type It = { shard?: [shard_id: number, shard_count: number]; l: \`\${L}\`; m: \`\${string}\${' ' | '%20'}\${L.En}\` }`,
    values: [
      { l: 'en', m: 'a en', shard: [1, 2] },
      { l: 'en', m: '%20en' },
    ],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/1261',
    source: `export type It = { a: { [K in never]?: never }; b: { [K in Exclude<'key', 'key'>]?: never } }`,
    values: [
      { a: {}, b: {} },
      { a: { x: 1 }, b: {} },
    ],
  },
  {
    of: 'https://github.com/vega/ts-json-schema-generator/issues/71',
    source: 'export type It = { type: Exclude<M.Mixed | M.Colour, M.Colour.Red> }',
    values: [{ type: 'green' }, { type: 'red' }, { type: 0 }],
  },
  {
    of: 'https://github.com/YousefED/typescript-json-schema/issues/344',
    source: `enum B { P = 'PRIMARY', S = 'SECONDARY' }
      export type It = { button: { [B.P]: { click: string }; [B.S]: { click: string } } }`,
    values: [{ button: { PRIMARY: { click: 'a' }, SECONDARY: { click: 'b' } } }],
  },
  {
    of: 'https://github.com/YousefED/typescript-json-schema/issues/506',
    source: `type R = 'ok' | 'fail' | ''
      export type It = { foo: Omit<R, 'ok'> }`,
    values: [{ foo: 'fail' }],
    refused: 'GT3020',
  },
  { of: 'https://github.com/YousefED/typescript-json-schema/issues/620', source: 'export type It = { a: never }', values: [{}] },
  {
    of: 'https://github.com/encoredev/encore/issues/1682',
    source: `interface Page<T, M = { total: number }, K extends string = "x"> { items: T[]; meta: M; k: K }
      export type It = [Page<string>, Page<1, null>, Page<1, null, "y">]`,
    values: [
      [
        { items: ['a'], meta: { total: 1 }, k: 'x' },
        { items: [1], meta: null, k: 'x' },
        { items: [], meta: null, k: 'y' },
      ],
    ],
  },
  {
    of: 'https://github.com/encoredev/encore/issues/1997',
    source: `type MyPick<T, K extends keyof T> = { [P in K]: T[P] }
      type MyOmit<T, K> = MyPick<T, Exclude<keyof T, K>>
      export type It = MyOmit<{ a: string; b?: number; c: true }, 'a'>`,
    values: [{ c: true }, { c: true, b: 1 }, { a: 'x' }],
  },
  {
    of: 'https://github.com/tsz-org/tsz/issues/6340',
    source: `type RemovePrefix<T, P extends string> = { [K in keyof T as K extends \`\${P}\${infer R}\` ? R : K]: T[K] }
      export type It = RemovePrefix<{ prefixName: string; prefixAge?: number; other: boolean }, 'prefix'>`,
    values: [
      { Name: 'a', other: true },
      { Name: 'a', Age: 1, other: false },
    ],
  },
  {
    of: 'https://github.com/tsz-org/tsz/issues/9767',
    source: `type Idx<T> = { [K in keyof T as \`\${string & K}\${string}\`]: T[K] }
      export type It = Idx<{ a: number; b: string }>`,
    values: [{ a1: 1, bx: 'y' }, { a: 1 }, { b: 1 }],
  },
  {
    of: 'https://github.com/tsz-org/tsz/issues/6241',
    source: `type IsStr<T> = T extends string ? true : false
      type SK<T> = { [K in keyof T]: IsStr<T[K]> extends true ? K : never }[keyof T]
      export type It = SK<{ a: string; b: number; c?: string }>`,
    values: ['a', 'b', 'c'],
  },
  {
    of: 'https://github.com/tsz-org/tsz/issues/6486',
    source: `type MP<A, B> = { [K in keyof A | keyof B]: K extends keyof A ? (K extends keyof B ? A[K] | B[K] : A[K]) : K extends keyof B ? B[K] : never }
      type PQ<S> = S extends \`\${infer K}=\${infer V}&\${infer R}\` ? MP<{ [P in K]: V }, PQ<R>> : S extends \`\${infer K}=\${infer V}\` ? { [P in K]: V } : {}
      export type It = PQ<"a=1&b=2&a=3">`,
    values: [
      { a: '1', b: '2' },
      { a: '3', b: '2' },
    ],
  },
  {
    of: 'https://github.com/microsoft/TypeScript/issues/44750',
    source: `type Maybe<T> = { [K in keyof T]: T[K] extends object ? Maybe<T[K]> : T[K] | null }
      export type It = Maybe<{ a: { b: { c: string }; d: number[] } }> & { e: true }`,
    values: [{ a: { b: { c: null }, d: [null] }, e: true }],
  },
  {
    of: 'computed keys',
    source: `const KEY = 'some-key'
      const N = 3
      export type It = { [KEY]: string; [N]?: number; ['lit']: true }`,
    values: [
      { 'some-key': 'a', lit: true },
      { '3': 1, 'some-key': 'a', lit: true },
    ],
  },
  {
    of: 'spread of typeof',
    source: `const a = { x: 1, y: 'a' as const }
      const b = { ...a, y: 2, z: [1, 'b'] as [number, string] }
      export type It = typeof b`,
    values: [
      { x: 1, y: 2, z: [1, 'b'] },
      { x: 1, y: 'a', z: [1, 'b'] },
    ],
  },
  {
    of: 'function returns',
    source: `function f(a: number) { if (a > 1) return { ok: true as const, v: a }; if (a > 0) return null; return { ok: false as const, e: ['x'] } }
      export type It = ReturnType<typeof f>`,
    values: [{ ok: true, v: 1 }, { ok: false, e: ['x'] }, null],
  },
  {
    of: 'async inferred',
    source: `async function f() { return [{ id: 1, tags: new Set(['a']) }] }
      export type It = Awaited<ReturnType<typeof f>>`,
    values: [[{ id: 1, tags: ['a'] }]],
  },
  {
    of: 'class generic extends',
    source: `class Base<T> { id!: T; meta?: { t: T } }
      class Sub extends Base<number> { name = "" }
      export type It = Sub`,
    values: [
      { id: 1, name: 'a' },
      { id: '1', name: 'a' },
      { id: 1, name: 'a', meta: { t: 1 } },
    ],
  },
  {
    of: 'interface extends Pick/Omit',
    source: `interface U { id: string; age?: number; role: 'a' | 'b' }
      interface V extends Omit<U, 'id'>, Pick<U, 'id'> { x: Partial<U>['age'] }
      export type It = V`,
    values: [
      { id: 'x', role: 'a' },
      { id: 'x', role: 'a', x: 1 },
    ],
  },
  {
    of: 'interface narrowed',
    source: `interface U { kind: string; v: unknown }
      interface V extends U { kind: 'v'; v: number }
      export type It = V | U`,
    values: [
      { kind: 'v', v: 1 },
      { kind: 'x', v: null },
    ],
  },
  {
    of: 'enum merged',
    source: `enum E { A = 1 }
      enum E { B = 2 }
      export type It = E`,
    values: [1, 2, 3],
  },
  {
    of: 'enum discriminantiminant',
    source: `enum K { A, B }
      type Members = { k: K.A; a: string } | { k: K.B; b: number }
      export type It = Members`,
    values: [
      { k: 0, a: 'x' },
      { k: 1, b: 1 },
      { k: 1, a: 'x' },
    ],
  },
  {
    of: 'paths',
    source: `type P<T, D extends string = ''> = { [K in keyof T & string]: T[K] extends object ? P<T[K], \`\${D}\${K}.\`> : \`\${D}\${K}\` }[keyof T & string]
      export type It = P<{ a: { b: 1; c: { d: 2 } }; e: 3 }>`,
    values: ['a.b', 'a.c.d', 'e', 'a'],
  },
  {
    of: 'camel to snake',
    source: `type S<T extends string> = T extends \`\${infer H}\${infer R}\` ? H extends Capitalize<H> ? (H extends Uncapitalize<H> ? \`\${H}\${S<R>}\` : \`_\${Uncapitalize<H>}\${S<R>}\`) : \`\${H}\${S<R>}\` : T
      type O<T> = { [K in keyof T as S<K & string>]: T[K] }
      export type It = O<{ firstName: string; ageInYears?: number }>`,
    values: [{ first_name: 'a' }, { first_name: 'a', age_in_years: 1 }],
  },
  {
    of: 'xor',
    source: `type XOR<A, B> = (A & { [K in keyof B]?: never }) | (B & { [K in keyof A]?: never })
      export type It = XOR<{ a: string }, { b: number; c?: true }>`,
    values: [{ a: 'x' }, { b: 1 }, { a: 'x', b: 1 }, { b: 1, c: true }],
  },
  {
    of: 'require at least one',
    source: `type R1<T> = { [K in keyof T]-?: Required<Pick<T, K>> & Partial<Omit<T, K>> }[keyof T]
      export type It = R1<{ a?: string; b?: number }>`,
    values: [{}, { a: 'x' }, { b: 1 }, { a: 1, b: 1 }],
  },
  {
    of: 'optional in tuple middle',
    source: 'export type It = [a: string, b?: number, ...c: boolean[]]',
    values: [['a'], ['a', 1], ['a', 1, true], ['a', true]],
  },
  {
    of: 'recursive tuple',
    source: `type N = [] | [number, N]
      export type It = N`,
    values: [[], [1, []], [1, [2, []]], [1]],
  },
  {
    of: 'json value interfaces',
    source: `interface JA extends Array<J> {}
      interface JO { [k: string]: J }
      type J = string | number | JA | JO
      export type It = J`,
    values: ['a', [1, ['b']], { a: [1] }, null],
  },
  {
    of: 'interface extends array with member',
    source: `interface Tags extends Array<string> { extra: number }
      export type It = Tags`,
    values: [['a']],
    refused: 'GT3005',
  },
  {
    of: 'class extends array',
    source: `class Tags extends Array<string> {}
      export type It = Tags`,
    values: [['a'], [1]],
    refused: 'GT3005',
  },
  {
    of: 'interface extends record',
    source: `interface D extends Record<string, number> { a: 1 }
      export type It = D`,
    values: [{ a: 1, b: 2 }, { a: 2 }, { b: 1 }],
  },
  {
    of: 'big literals',
    source: 'export type It = 9007199254740993 | 0x10 | 1_000 | 1e3 | .5',
    values: [9007199254740992, 16, 1000, 0.5],
  },
  {
    of: 'bigint literals',
    source: 'export type It = 0n | -1n | 0x10n | 123456789012345678901234567890n',
    values: ['0', '-1', '16', '123456789012345678901234567890', 0, '1'],
  },
  {
    of: 'string escapes',
    source: `export type It = "a\\n\\u0041\\u{1F600}" | '\\x41' | \`\\\`b\``,
    values: ['a\nA😀', 'A', '`b', '\\x41'],
  },
  {
    of: 'numeric keys',
    source: 'export type It = { 1: "a"; 1.5: "b"; 0x10: "c"; "2": "d"; [-1]: "e" }',
    values: [{ '1': 'a', '2': 'd', '16': 'c', '1.5': 'b', '-1': 'e' }],
  },
  {
    of: 'all optional union',
    source: 'export type It = { a?: string } | { b?: number }',
    values: [{}, { a: 'x' }, { a: 1 }, { b: 1 }, { a: 1, b: 1 }, { a: 1, b: 'x' }],
  },
  {
    of: 'undefined discriminant',
    source: 'export type It = { error?: undefined; data: string } | { error: string; data?: undefined }',
    values: [{ data: 'x' }, { error: 'x' }, { error: 'x', data: 'y' }],
  },
  {
    of: 'boolean discriminant with optional',
    source: 'export type It = { ok?: true; v: 1 } | { ok: false; e: 2 }',
    values: [{ v: 1 }, { ok: true, v: 1 }, { ok: false, e: 2 }, { e: 2 }],
  },
  {
    of: 'number-string discriminant',
    source: `export type It = { t: 1; a: string } | { t: '1'; b: string }`,
    values: [
      { t: 1, a: 'x' },
      { t: '1', b: 'x' },
      { t: '1', a: 'x' },
    ],
  },
  {
    of: 'bigint discriminant',
    source: 'export type It = { t: 1n; a: string } | { t: 2n; b: string }',
    values: [
      { t: '1', a: 'x' },
      { t: 2, b: 'x' },
      { t: 1, b: 'x' },
    ],
  },
  {
    of: 'discriminant null',
    source: `export type It = { t: null; a: string } | { t: 'x'; b: string }`,
    values: [{ t: null, a: 'x' }, { t: 'x', b: 'y' }, { a: 'x' }],
  },
  {
    of: 'discriminant template',
    source: `export type It = { t: \`a-\${string}\`; a: string } | { t: 'b'; b: string }`,
    values: [
      { t: 'a-1', a: 'x' },
      { t: 'b', b: 'y' },
    ],
  },
  {
    of: 'discriminant array literal',
    source: `export type It = { t: 'a' | 'b'; n: 1 } | { t: 'a'; n: 2; x: string } | { t: 'c' }`,
    values: [{ t: 'a', n: 1 }, { t: 'a', n: 2, x: 'y' }, { t: 'c' }],
  },
  {
    of: 'intersection of unions',
    source: 'export type It = ({ a: 1 } | { b: 2 }) & ({ c: 3 } | { d: 4 })',
    values: [{ a: 1, c: 3 }, { b: 2, d: 4 }, { a: 1 }],
  },
  {
    of: 'intersection of arrays in objects',
    source: 'export type It = { a: { x: 1 }[] } & { a: { y: 2 }[] }',
    values: [{ a: [{ x: 1, y: 2 }] }, { a: [] }],
    refused: 'GT3015',
  },
  {
    of: 'intersection optional & required',
    source: 'export type It = { a?: string; b?: 1 | 2 } & { a: string | number; b?: 2 | 3 }',
    values: [{ a: 'x' }, { a: 1 }, { a: 'x', b: 2 }, { a: 'x', b: 1 }],
  },
  {
    of: 'class ctor props',
    source: `class A { constructor(readonly a: string, public b?: number) {} }
      export type It = A`,
    values: [{ a: 'x' }, { a: 'x', b: 1 }, { a: 'x', b: '1' }],
  },
  { of: 'set-only', source: 'export type It = { set a(v: string); get b(): number }', values: [{ a: 'x', b: 1 }, { b: 1 }] },
  {
    of: 'getter & setter types differ',
    source: 'export type It = { get a(): string; set a(v: string | number) }',
    values: [{ a: 'x' }, { a: 1 }],
  },
  {
    of: 'generic recursion with constraint',
    source: `interface T<K extends string, V> { k: K; v: V; c: T<K, V>[]; p?: T<"root", V> }
      export type It = T<"a" | "b", number>`,
    values: [
      { k: 'a', v: 1, c: [{ k: 'b', v: 2, c: [] }] },
      { k: 'a', v: 1, c: [], p: { k: 'root', v: 1, c: [] } },
      { k: 'a', v: 1, c: [], p: { k: 'a', v: 1, c: [] } },
    ],
  },
  {
    of: 'conditional distributes never',
    source: `type D<T> = T extends string ? 1 : 2
      export type It = { a: D<never>; b: D<string | number>; c: [D<unknown>] }`,
    values: [
      { b: 1, c: [2] },
      { a: 1, b: 1, c: [2] },
    ],
  },
  {
    of: 'infer extends',
    source: `type N<T> = T extends \`\${infer X extends number}\${string}\` ? X : T extends [infer A extends string, ...unknown[]] ? A : "none"
      export type It = N<"1a"> | N<["q", 1]> | N<true>`,
    values: [1, 'q', 'none'],
  },
  {
    of: 'const type param',
    source: `declare function f<const T extends readonly unknown[]>(t: T): T
      const x = f([1, { a: "b" }])
      export type It = typeof x`,
    values: [
      [1, { a: 'b' }],
      [1, { a: 'c' }],
    ],
  },
  {
    of: 'satisfies tuple',
    source: `const x = [["a", 1], ["b", 2]] as const satisfies readonly (readonly [string, number])[]
      export type It = Record<(typeof x)[number][0], (typeof x)[number][1]>`,
    values: [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
  },
  {
    of: 'object.fromEntries',
    source: `const x = Object.fromEntries([["a", 1] as const])
      export type It = typeof x`,
    values: [{ a: 1 }, { b: 2 }, { a: 'x' }],
  },
  { of: 'void union', source: 'export type It = { a: string | void }', values: [{ a: 'x' }], refused: 'GT3007' },
  {
    of: 'exclude tuple keys',
    source: 'export type It = Exclude<keyof ["a", "b"], keyof unknown[]>',
    values: ['0', '1', 'length'],
  },
  {
    of: 'mixed index',
    source: 'export type It = { [k: string]: string | number; [k: number]: string; a: 1 }',
    values: [
      { '1': 'x', a: 1, b: 2 },
      { '1': 2, a: 1 },
    ],
  },
  {
    of: 'template index',
    source: 'export type It = { [k: `data-${string}`]: string; [k: `data-${number}`]: "n" }',
    values: [{ 'data-a': 'x' }, { 'data-1': 'n' }, { 'data-1': 'x' }],
  },
  { of: 'uppercase index', source: 'export type It = { [k: Uppercase<string>]: 1 }', values: [{ A: 1 }], refused: 'GT3018' },
  {
    of: 'reverse mapping',
    source: `enum E { A, B }
      export type It = { a: (typeof E)["A"]; b: keyof typeof E; c: \`\${E}\` }`,
    values: [
      { a: 0, b: 'A', c: '0' },
      { a: 1, b: 'C', c: 0 },
    ],
  },
  {
    of: 'big tuple',
    source:
      'export type It = [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, ...string[]]',
    values: [
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      [
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        'a',
      ],
    ],
  },
  {
    of: 'email like',
    source: 'export type It = `${string}@${string}.${string}`',
    values: ['a@b.c', '@.', 'a@b', 'a.b@c', 'a@b@c.d'],
  },
  {
    of: 'infer from template',
    source: `type A<T> = T extends \`\${infer H}:\${infer R}\` ? { h: H; r: R } : never
      export type It = A<"a:b:c"> | A<\`x:\${number}\`>`,
    values: [
      { h: 'a', r: 'b:c' },
      { h: 'x', r: '1' },
      { h: 'x', r: 1 },
    ],
  },
  {
    of: 'only data keys',
    source: `type Data<T> = { [K in keyof T as T[K] extends Function ? never : K]: T[K] }
      class C { a = 1; b?: string; run() {} }
      export type It = Data<C>`,
    values: [{ a: 1 }, { a: 1, b: 'x' }, { a: 1, b: 1 }],
  },
  {
    of: 'partial of union',
    source: `export type It = Partial<{ k: 'a'; x: 1 } | { k: 'b'; y: 2 }>`,
    values: [{}, { k: 'a' }, { k: 'a', x: 1 }, { k: 'a', y: 3 }],
  },
  {
    of: 'param destructured default',
    source: `function f({ a = 1, b }: { a?: number; b: string }, ...c: [x: 1, y?: 2]) {}
      export type It = Parameters<typeof f>`,
    values: [[{ b: 'x' }, 1], [{ a: 1, b: 'x' }, 1, 2], [{ b: 'x' }]],
  },
]
