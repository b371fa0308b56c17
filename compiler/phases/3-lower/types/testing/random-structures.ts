/** Random types that are written out: objects, interfaces, classes, arrays, tuples, unions, intersections. */
import type { Random } from '../../../../../runtime-shim/wire/sample/source.ts'
import type { Part, Scope } from './random-source.ts'
import { chance, KEYS, type Near, objectOf } from './random-values.ts'

/** An object type whose members are known to who writes types with them. */
export interface Shape extends Part {
  readonly keys: readonly string[]
}

const quoted = (key: string): string => (/^\w+$/.test(key) ? key : JSON.stringify(key))

export function list(random: Random, near: Near, least: number, most: number): unknown[] {
  return Array.from({ length: random.integer(least, most) }, () => near(random) ?? null)
}

interface Member {
  readonly key: string
  readonly text: string
  readonly near: Near
}

function members(scope: Scope, depth: number): readonly Member[] {
  const { random } = scope
  const inner = depth === 1 || chance(random, 0.5) ? 0 : depth - 1
  const keys = KEYS.filter(() => chance(random, 0.22))
  return keys.map((key) => {
    const part = discriminant(key, random) ?? scope.part(inner)
    const modifier = chance(random, 0.15) ? 'readonly ' : ''
    if (key === 'u') return { key, text: `${modifier}u: ${part.text} | undefined`, near: maybe(part.near) }
    const optional = chance(random, 0.3)
    const absent = optional && chance(random, 0.2) ? ' | undefined' : ''
    const text = `${modifier}${quoted(key)}${optional ? '?' : ''}: ${part.text}${absent}`
    return { key, text, near: optional ? maybe(part.near) : part.near }
  })
}

const maybe =
  (near: Near): Near =>
  (random) =>
    chance(random, 0.6) ? near(random) : undefined

const KINDS = ['circle', 'square', 'a', 'b']

/** Members with these names mostly tell the members of unions apart. */
function discriminant(key: string, random: Random): Part | undefined {
  if (key === 'ok' && chance(random, 0.8)) {
    const value = random.pick([true, false])
    return { text: String(value), near: () => value }
  }
  if (key !== 'kind' || chance(random, 0.2)) return undefined
  const values = chance(random, 0.3) ? [random.pick(KINDS), random.pick(KINDS)] : [random.pick(KINDS)]
  return { text: values.map((value) => `'${value}'`).join(' | '), near: (source) => source.pick(values) }
}

const nearMembers =
  (all: readonly Member[]): Near =>
  (random) =>
    objectOf(all.map(({ key, near }) => [key, near(random)] as const))

const SIGNATURES = [
  '[key: string]',
  '[key: number]',
  '[key: `x-${string}`]',
  '[key: `${number}px`]',
  '[key: `x-${string}` | `y-${number}`]',
]

export function objectLiteral(scope: Scope, depth: number): Shape {
  const { random } = scope
  if (chance(random, 0.15)) return withSignature(scope, depth)
  const all = members(scope, depth)
  const symbol = chance(random, 0.05) ? ['[M.mark]?: true'] : []
  const extra = chance(random, 0.02) ? [random.pick(['run(): void', 'get?: () => string', 'new (): object', '(): string'])] : []
  const text = `{ ${[...all.map((member) => member.text), ...symbol, ...extra].join('; ')} }`
  return { text, near: nearMembers(all), keys: all.map(({ key }) => key) }
}

/** Declared members must be of the type of the signature that their names fit: they are written so. */
function withSignature(scope: Scope, depth: number): Shape {
  const { random } = scope
  const value = scope.part(depth - 1)
  const signature = random.pick(SIGNATURES)
  const names = ['a', '1', 'x-1', '12px', 'x-', 'y-1', '01', '1px']
  const near: Near = (source) =>
    objectOf(names.filter(() => chance(source, 0.3)).map((name) => [name, value.near(source)] as const))
  const declared = chance(random, 0.3) ? `; ${random.pick(['a', "'x-1'"])}: ${value.text}` : ''
  return { text: `{ ${signature}: ${value.text}${declared} }`, near, keys: [] }
}

/** Interfaces that extend others or are merged, and classes. */
export function declaredObject(scope: Scope, depth: number): Shape {
  const { random } = scope
  const name = scope.fresh()
  const all = members(scope, depth)
  const keys = all.map(({ key }) => key)
  const body = (some: readonly Member[]) => `{ ${some.map(({ text }) => text).join('; ')} }`
  const near = nearMembers(all)
  const form = random.integer(0, 4)
  if (form === 0) scope.declarations.push(`interface ${name} ${body(all)}`)
  else if (form === 1)
    scope.declarations.push(`interface ${name} ${body(all.slice(1))}`, `interface ${name} ${body(all.slice(0, 1))}`)
  else if (form === 2) {
    scope.declarations.push(
      `interface ${name}Base ${body(all.slice(0, 2))}`,
      `interface ${name} extends ${name}Base ${body(all.slice(2))}`,
    )
  } else if (form === 3)
    scope.declarations.push(`abstract class ${name} { ${all.map(({ text }) => `abstract ${text}`).join('; ')} }`)
  else return recursive(name, all, scope)
  return { text: name, near, keys }
}

/** Refers to itself: by a member, in a list, through `this`. */
function recursive(name: string, all: readonly Member[], scope: Scope): Shape {
  const { random } = scope
  const [self, wrap] = random.pick<readonly [string, (inner: unknown) => unknown]>([
    [`next?: ${name}`, (inner) => inner],
    [`next: ${name} | null`, (inner) => inner ?? null],
    [`next: ${name}[]`, (inner) => (inner === undefined ? [] : [inner])],
    [`next?: [${name}, ${name}?]`, (inner) => (inner === undefined ? undefined : [inner])],
    ['next?: this', (inner) => inner],
    [`next?: { [key: string]: ${name} }`, (inner) => (inner === undefined ? undefined : { a: inner })],
  ])
  scope.declarations.push(`interface ${name} { ${[...all.map(({ text }) => text), self].join('; ')} }`)
  const level = (source: Random, depth: number): unknown => {
    const next = wrap(depth > 0 && chance(source, 0.6) ? level(source, depth - 1) : undefined)
    return objectOf([...all.map(({ key, near }) => [key, near(source)] as const), ['next', next]])
  }
  return { text: name, near: (source) => level(source, 2), keys: all.map(({ key }) => key) }
}

const parenthesised = ({ text }: Part) => `(${text})`

export function collection(scope: Scope, depth: number): Part {
  const { random } = scope
  const part = scope.part(depth - 1)
  const items: Near = (source) => list(source, part.near, 0, 3)
  return random.pick<() => Part>([
    () => ({ text: `${parenthesised(part)}[]`, near: items }),
    () => ({ text: `readonly ${parenthesised(part)}[]`, near: items }),
    () => ({ text: `${random.pick(['Array', 'ReadonlyArray'])}<${part.text}>`, near: items }),
    () => ({ text: `${random.pick(['Set', 'ReadonlySet'])}<${part.text}>`, near: items }),
    () => mapOf(part, scope),
    () => record(part, scope),
    () => record(part, scope),
  ])()
}

function mapOf(value: Part, scope: Scope): Part {
  const key = scope.part(0)
  const near: Near = (random) => list(random, (source) => [key.near(source), value.near(source) ?? null], 0, 2)
  return { text: `${scope.random.pick(['Map', 'ReadonlyMap'])}<${key.text}, ${value.text}>`, near }
}

const RECORD_KEYS: readonly (readonly [text: string, ...keys: readonly string[]])[] = [
  ['string', 'a', '1', '__proto__'],
  ['number', '1', '-1', '1.5', 'Infinity', '01', 'a'],
  ["'a' | 'b'", 'a', 'b'],
  ["'a' | 1", 'a', '1'],
  ['M.Colour', 'red', 'green'],
  ['M.Level', '0', '5', '6'],
  ['M.Mixed', '0', 'yes'],
  ['`x-${string}`', 'x-1', 'x-', 'y'],
  ['`x-${string}` | `${number}px`', 'x-1', '1px', 'px'],
  ['`${boolean}-x`', 'true-x', 'false-x'],
  ['`${number}`', '1', '01', 'a'],
  ['string | number', 'a', '1'],
  ["'a' | `x-${number}`", 'a', 'x-1', 'x-a'],
  ['(typeof M.directions)[number]', 'north', 'south'],
  ["Uppercase<'a' | 'b'>", 'A', 'B'],
]

function record(value: Part, { random }: Scope): Part {
  const [key, ...keys] = random.pick(RECORD_KEYS)
  const near: Near = (source) =>
    objectOf(keys.filter(() => chance(source, 0.8)).map((name) => [name, value.near(source)] as const))
  return random.pick([
    { text: `Record<${key}, ${value.text}>`, near },
    { text: `Partial<Record<${key}, ${value.text}>>`, near },
    { text: `{ [Key in ${key}]: ${value.text} }`, near },
    { text: `{ readonly [Key in ${key}]?: ${value.text} }`, near },
  ])
}

/** At most one element is repeated, and none is optional behind it. */
export function tuple(scope: Scope, depth: number): Part {
  const { random } = scope
  const before = elements(scope, depth, random.integer(0, 3))
  const optional = elements(scope, depth, random.pick([0, 0, 1, 2]))
  const rest = chance(random, 0.4) ? scope.part(depth - 1) : undefined
  const after = rest !== undefined && optional.length === 0 ? elements(scope, depth, random.integer(0, 2)) : []
  const isLabelled = chance(random, 0.3)
  const label = (text: string, index: number, mark = '') => (isLabelled ? `e${index}${mark}: ${text}` : `${text}${mark}`)
  const texts = [
    ...before.map((part, index) => label(parenthesised(part), index)),
    ...optional.map((part, index) => label(parenthesised(part), before.length + index, '?')),
    ...(rest ? [isLabelled ? `...rest: ${parenthesised(rest)}[]` : `...${parenthesised(rest)}[]`] : []),
    ...after.map((part, index) => label(parenthesised(part), 10 + index)),
  ]
  const near: Near = (source) => [
    ...before.map((part) => part.near(source) ?? null),
    ...optional.slice(0, source.integer(0, optional.length)).map((part) => part.near(source) ?? null),
    ...(rest && (optional.length === 0 || chance(source, 0.3)) ? list(source, rest.near, 0, 2) : []),
    ...after.map((part) => part.near(source) ?? null),
  ]
  return { text: `${chance(random, 0.3) ? 'readonly ' : ''}[${texts.join(', ')}]`, near }
}

const elements = (scope: Scope, depth: number, count: number) => Array.from({ length: count }, () => scope.part(depth - 1))

export function union(scope: Scope, depth: number): Part {
  const { random } = scope
  const make = random.pick<() => Part>([() => scope.part(depth - 1), () => objectLiteral(scope, depth)])
  const parts = Array.from({ length: random.integer(2, 4) }, make)
  const text = parts.map(parenthesised).join(' | ')
  return { text: `(${text})`, near: (source) => source.pick(parts).near(source) }
}

export function intersection(scope: Scope, depth: number): Part {
  const { random } = scope
  const [left, right] = [objectLiteral(scope, depth), random.pick([objectLiteral, declaredObject, union])(scope, depth)]
  const both: Near = (source) => {
    const [one, two] = [left.near(source), right.near(source)]
    return typeof two === 'object' && !Array.isArray(two)
      ? objectOf([...Object.entries(one as object), ...Object.entries(two ?? {})])
      : two
  }
  const other = scope.part(depth - 1)
  return random.pick<Part>([
    { text: `(${left.text} & ${right.text})`, near: both },
    { text: `(${left.text} & ${right.text})`, near: both },
    { text: `(${parenthesised(other)} & {})`, near: other.near },
    { text: `(${parenthesised(other)} & unknown)`, near: other.near },
    { text: `(${parenthesised(other)} & (string | number | null))`, near: other.near },
    { text: `(${parenthesised(other)} & object)`, near: other.near },
    { text: `(${parenthesised(other)} & ${parenthesised(scope.part(depth - 1))})`, near: other.near },
  ])
}
