/** Random types that the checker works out: utility, mapped, conditional, indexed, generic, of values. */
import type { Random } from '../../../../../runtime-shim/wire/sample/source.ts'
import type { Part, Scope } from './random-source.ts'
import { declaredObject, list, objectLiteral, type Shape, tuple, union } from './random-structures.ts'
import { chance, isObject, type Near, objectOf, STRINGS, scalar } from './random-values.ts'

export function computed(scope: Scope, depth: number): Part {
  return scope.random.pick([ofObject, ofObject, ofTuple, ofUnion, generic, ofValue, written])(scope, depth)
}

/** A key of the type, as a type. */
function keyOf(random: Random, { keys, text }: Shape): string {
  if (keys.length === 0) return `keyof (${text})`
  const key = random.pick(keys)
  return key === '1' ? '1' : JSON.stringify(key)
}

/** Members are left out, or made null, at random. */
const altered =
  (near: Near, value: (member: unknown) => unknown = (member) => member, rename = (key: string) => key): Near =>
  (random) => {
    const whole = near(random)
    if (!isObject(whole)) return whole
    const kept = Object.entries(whole).filter(() => chance(random, 0.8))
    return objectOf(kept.map(([key, member]) => [rename(key), chance(random, 0.1) ? null : value(member)] as const))
  }

const member =
  (near: Near): Near =>
  (random) => {
    const whole = near(random)
    return isObject(whole) ? random.pick(Object.values(whole)) : whole
  }

function ofObject(scope: Scope, depth: number): Part {
  const { random } = scope
  const shape = random.pick([objectLiteral, objectLiteral, declaredObject])(scope, depth)
  const { text, near } = shape
  const key = keyOf(random, shape)
  const keys = chance(random, 0.5) ? key : `${key} | ${keyOf(random, shape)}`
  const getter = (name: string) => `get${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  const other = scope.part(depth - 1)
  return random.pick<Part>([
    { text: `Partial<${text}>`, near: altered(near) },
    { text: `Required<${text}>`, near: altered(near) },
    { text: `Readonly<${text}>`, near: altered(near) },
    { text: `Pick<${text}, ${keys}>`, near: altered(near) },
    { text: `Omit<${text}, ${keys}>`, near: altered(near) },
    { text: `{ [Key in keyof (${text})]: (${text})[Key] }`, near: altered(near) },
    { text: `{ -readonly [Key in keyof (${text})]-?: (${text})[Key] | null }`, near: altered(near) },
    { text: `{ [Key in keyof (${text}) as Exclude<Key, ${key}>]: (${text})[Key] }`, near: altered(near) },
    { text: `{ [Key in keyof (${text})]: Key }`, near: altered(near) },
    { text: `(${text})[${key}]`, near: member(near) },
    { text: `(${text})[keyof (${text})]`, near: member(near) },
    { text: `keyof (${text})`, near: (source) => source.pick(shape.keys.length > 0 ? shape.keys : STRINGS) },
    {
      text: `Record<keyof (${text}), ${other.text}>`,
      near: (source) => objectOf(shape.keys.map((name) => [name, other.near(source)] as const)),
    },
    { text: `M.Nullish<${text}>`, near: altered(near) },
    { text: `M.Mutable<${text}>`, near: altered(near) },
    { text: `M.Solid<${text}>`, near: altered(near) },
    { text: `M.Loose<${text}>`, near: altered(near) },
    { text: `M.Boxed<${text}>`, near: altered(near, (a) => ({ a })) },
    { text: `M.Getters<${text}>`, near: altered(near, (value) => value, getter) },
    { text: `M.Without<${text}, string | null>`, near: altered(near) },
    { text: `M.Doubled<${text}>`, near: (source) => doubled(altered(near)(source)) },
    { text: `M.DeepPartial<${text}>`, near: altered(near) },
    { text: `M.Merge<${text}, { a: ${other.text} }>`, near: altered(near) },
    { text: `M.PartialBy<${text}, ${keys}>`, near: altered(near) },
    {
      text: `M.Variants<${text}>`,
      near: (source) => ({ kind: source.pick(shape.keys.length > 0 ? shape.keys : STRINGS), a: member(near)(source) }),
    },
    { text: `M.Exclusive<${text}, ${objectLiteral(scope, depth - 1).text}>`, near },
    { text: `M.Paths<${text}>`, near: (source) => list(source, () => source.pick([...shape.keys, 'a']), 1, 2).join('.') },
    { text: `NoInfer<${text}>`, near },
    { text: `InstanceType<{ new (): ${text} }>`, near },
    { text: `ReturnType<() => ${text}>`, near },
    { text: `Awaited<Promise<${text}>>`, near },
  ])
}

const doubled = (value: unknown) =>
  isObject(value)
    ? objectOf(Object.entries(value).flatMap(([key, item]) => [[key, item] as const, [`${key}2`, item] as const]))
    : value

function ofTuple(scope: Scope, depth: number): Part {
  const { random } = scope
  const [one, two] = [tuple(scope, depth), tuple(scope, depth - 1)]
  const items =
    (near: Near, change: (all: readonly unknown[]) => unknown): Near =>
    (source) =>
      change(near(source) as unknown[])
  return random.pick<Part>([
    {
      text: `M.Concat<${one.text}, ${two.text}>`,
      near: (source) => [...(one.near(source) as unknown[]), ...(two.near(source) as unknown[])],
    },
    { text: `M.Around<${one.text}>`, near: items(one.near, (all) => ['start', ...all, 'end']) },
    { text: `M.First<${one.text}>`, near: items(one.near, (all) => all[0]) },
    { text: `M.Last<${one.text}>`, near: items(one.near, (all) => all.at(-1)) },
    { text: `M.Rest<${one.text}>`, near: items(one.near, (all) => all.slice(1)) },
    { text: `M.Reverse<${one.text}>`, near: items(one.near, (all) => [...all].reverse()) },
    { text: `M.ElementOf<${one.text}>`, near: items(one.near, (all) => all[0]) },
    { text: `M.Boxed<${one.text}>`, near: items(one.near, (all) => all.map((a) => ({ a }))) },
    { text: `M.Nullish<${one.text}>`, near: items(one.near, (all) => all.map((a, index) => (index % 2 === 0 ? null : a))) },
    { text: `M.DeepPartial<${one.text}>`, near: one.near },
    { text: `Partial<${one.text}>`, near: items(one.near, (all) => all.slice(0, 2)) },
    { text: `Required<${one.text}>`, near: one.near },
    { text: `Readonly<${one.text}>`, near: one.near },
    { text: `(${one.text})[number]`, near: items(one.near, (all) => all[0]) },
    { text: `Parameters<(...items: ${one.text}) => void>`, near: one.near },
    { text: `[...${one.text}, 'end']`, near: items(one.near, (all) => [...all, 'end']) },
    { text: `(${one.text})['length']`, near: items(one.near, (all) => all.length) },
  ])
}

function ofUnion(scope: Scope, depth: number): Part {
  const { random } = scope
  const { text, near } = union(scope, depth)
  const other = scope.part(depth - 1)
  return random.pick<Part>([
    { text: `Exclude<${text}, ${other.text}>`, near },
    { text: `Exclude<${text}, string | null>`, near },
    { text: `Extract<${text}, { kind: string } | string>`, near },
    { text: `Extract<${text}, ${other.text}>`, near },
    { text: `NonNullable<${text} | null>`, near },
    { text: `M.Distribute<${text}>`, near: (source) => ({ a: near(source) }) },
    { text: `M.Whole<${text}>`, near: (source) => ({ kind: source.pick(['text', 'other']), a: near(source) }) },
    { text: `M.IsNever<${text}>`, near: (source) => source.pick(['never', 'some']) },
    { text: `M.OmitEach<${text}, 'a' | 'ok'>`, near: altered(near) },
    { text: `M.MemberA<${text}>`, near: member(near) },
    {
      text: `M.Unwrap<Set<${text}> | Map<'a', ${other.text}> | string>`,
      near: (source) => source.pick([near(source), ['a', other.near(source)], 'b']),
    },
    { text: `M.Intersected<${text}>`, near },
    {
      text: `M.Keyed<{ kind: 'circle'; a: ${other.text} } | { kind: 'square'; b?: 1 }>`,
      near: (source) => ({ circle: { a: other.near(source) }, square: {} }),
    },
    { text: `Partial<${text}>`, near: altered(near) },
    { text: `Pick<${text}, never>`, near: () => ({}) },
    { text: `keyof (${text})`, near: (source) => source.pick(['a', 'b', 'kind', 'ok']) },
    { text: `(${text} extends string ? ${other.text} : null)`, near: other.near },
    { text: `(${text} extends { a: infer Value } ? Value : ${other.text})`, near: other.near },
  ])
}

/** Instances of generic types, recursive ones too. */
function generic(scope: Scope, depth: number): Part {
  const { random } = scope
  const part = scope.part(depth - 1)
  const { text, near } = part
  const other = scope.part(0)
  const object = objectLiteral(scope, depth - 1)
  return random.pick<Part>([
    {
      text: `M.Chain<${text}>`,
      near: (source) => ({ a: near(source), b: chance(source, 0.5) ? null : { a: near(source), b: null } }),
    },
    {
      text: `M.Swap<${text}, ${other.text}>`,
      near: (source) => ({ a: near(source), b: { a: other.near(source), b: { a: near(source) } } }),
    },
    { text: `M.Nested<${text}>`, near: (source) => (chance(source, 0.5) ? near(source) : [near(source), [near(source)]]) },
    { text: `M.Pair<${text}>`, near: (source) => (chance(source, 0.5) ? [near(source)] : [near(source), [near(source)]]) },
    {
      text: `M.Page<${object.text}>`,
      near: (source) =>
        objectOf([
          ['a', list(source, object.near, 0, 2)],
          ['b', chance(source, 0.5) ? 'x' : undefined],
        ]),
    },
    { text: 'M.Page', near: (source) => ({ a: list(source, () => ({ a: scalar(source) }), 0, 2) }) },
    { text: `M.Page<${object.text}, ${text}>`, near: (source) => ({ a: [object.near(source)], b: near(source) }) },
    {
      text: `M.Result<${text}>`,
      near: (source) =>
        source.pick<unknown>([
          { ok: true, a: near(source) },
          { ok: false, b: { kind: 'failure' } },
        ]),
    },
    {
      text: `M.Result<${text}, ${other.text}>`,
      near: (source) =>
        source.pick<unknown>([
          { ok: true, a: near(source) },
          { ok: false, b: other.near(source) },
        ]),
    },
    { text: `M.TupleOf<${text}, ${random.integer(0, 3)}>`, near: (source) => list(source, near, 0, 3) },
    { text: `M.DeepReadonly<${text}>`, near },
    { text: `M.Json`, near: (source) => source.pick<unknown>([near(source), [scalar(source)], { a: [scalar(source)] }]) },
    declaredGeneric(part, other, scope),
  ])
}

/** With a default and a constraint of its own. */
function declaredGeneric(part: Part, other: Part, scope: Scope): Part {
  const name = scope.fresh()
  const [a, b] = [`${name}A`, `${name}B`]
  scope.declarations.push(
    `interface ${name}<${a}, ${b} extends unknown = ${other.text}> { a: ${a}; b?: ${b} | ${a}[]; c: { kind: ${b} }[] }`,
  )
  const near: Near = (source) =>
    objectOf([
      ['a', part.near(source)],
      ['b', source.pick([undefined, other.near(source), [part.near(source)]])],
      ['c', list(source, (again) => ({ kind: other.near(again) ?? null }), 0, 1)],
    ])
  return { text: chance(scope.random, 0.5) ? `${name}<${part.text}>` : `${name}<${part.text}, ${other.text}>`, near }
}

const SETTINGS = { a: 1, b: { c: 'x' }, kind: true }

const VALUES: readonly Part[] = [
  { text: 'typeof M.limits', near: () => ({ a: 1, b: 'two', c: [1, 'x'] }) },
  { text: 'typeof M.settings', near: () => SETTINGS },
  { text: 'typeof M.checked', near: () => ({ kind: 'circle', a: 1 }) },
  { text: 'typeof M.tuple', near: () => [1, 'a', { b: true }] },
  { text: 'typeof M.directions', near: () => ['north', 'south'] },
  { text: 'ReturnType<typeof M.load>', near: () => ({ kind: 'loaded', a: 2 }) },
  { text: 'Parameters<typeof M.load>', near: (random) => [1, 'a', true, false].slice(0, random.integer(0, 4)) },
  {
    text: 'M.Point',
    near: (random) =>
      random.pick([
        { a: 1, c: true },
        { a: 1, b: 'x', c: false },
      ]),
  },
  { text: 'M.Point3', near: () => ({ a: 1, c: true, kind: 'point3' }) },
  { text: 'M.Entity', near: () => ({ a: 'x', c: null }) },
  { text: 'M.Entity<number>', near: () => ({ a: 1, c: 2 }) },
  { text: 'ConstructorParameters<typeof M.Point>', near: () => [] },
  { text: 'M.Fluent', near: () => ({ a: 'x', b: { a: 'y', c: [{ a: 'z' }] } }) },
  { text: 'M.FluentMore', near: () => ({ a: 'x', kind: 'more', b: { a: 'y', kind: 'more' } }) },
  { text: 'M.Merged', near: () => ({ a: 'x', b: 1 }) },
  {
    text: 'M.Shapes.Any',
    near: (random) =>
      random.pick([
        { kind: 'circle', a: 1 },
        { kind: 'square', b: 1 },
      ]),
  },
  { text: 'M.WithSymbol', near: () => ({ a: 'x' }) },
  {
    text: 'M.Folder',
    near: () => ({
      a: 'x',
      b: [
        { a: 'y', c: null },
        { a: 'z', c: { a: 'w', b: [] } },
      ],
    }),
  },
  { text: 'Partial<M.File>', near: () => ({ c: { a: 'x', b: [] } }) },
  { text: 'Account', near: () => ({ a: 'x', b: 1 }) },
]

function ofValue(scope: Scope): Part {
  if (chance(scope.random, 0.6)) return scope.random.pick(VALUES)
  const { random } = scope
  const value = objectOf([
    ['a', scalar(random)],
    ['kind', random.pick(STRINGS)],
    ['b', list(random, scalar, 0, 2)],
  ])
  const name = scope.fresh()
  const form = random.pick(['', ' as const', ' as const satisfies object', ' satisfies { [key: string]: unknown }'])
  scope.declarations.push(`const ${name} = ${JSON.stringify(value)}${form}`)
  const parts = [
    `typeof ${name}`,
    `(typeof ${name})['b']`,
    `(typeof ${name})[keyof typeof ${name}]`,
    `(typeof ${name})['b'][number]`,
  ]
  const nears: readonly Near[] = [altered(() => value), () => value['b'], member(() => value), () => (value['b'] as unknown[])[0]]
  const at = random.integer(0, parts.length - 1)
  return { text: parts[at]!, near: nears[at]! }
}

const WRITTEN: readonly Part[] = [
  { text: "Uppercase<'a' | 'b'>", near: (random) => random.pick(['A', 'B']) },
  { text: "Uncapitalize<'Red' | 'Ab'>", near: (random) => random.pick(['red', 'ab']) },
  { text: "M.Split<'a-b-c'>", near: () => ['a', 'b', 'c'] },
  { text: "M.NumberIn<'12px' | '5px'>", near: (random) => random.pick([12, 5]) },
  { text: 'M.NumberIn<`${number}px`>', near: (random) => random.pick([12, 5]) },
  { text: '`${(typeof M.directions)[number]}-${M.Colour}`', near: (random) => random.pick(['north-red', 'south-green']) },
  { text: '`${keyof typeof M.limits}.${number}`', near: (random) => random.pick(['a.1', 'b.x']) },
  { text: 'Extract<keyof M.Point3, string>', near: (random) => random.pick(['a', 'b', 'c', 'kind']) },
  { text: '{ [Key in M.Colour as `is-${Key}`]: boolean }', near: () => ({ 'is-red': true, 'is-green': false }) },
  {
    text: '{ [Key in keyof typeof M.settings as `${Key}!`]?: (typeof M.settings)[Key] }',
    near: () => ({ 'a!': 1, 'b!': { c: 'x' } }),
  },
]

function written(scope: Scope): Part {
  const part = scope.random.pick(WRITTEN)
  return chance(scope.random, 0.3) ? { text: `{ a: ${part.text} }`, near: (source) => ({ a: part.near(source) }) } : part
}
