/**
 * Random TypeScript with values that are of it, or nearly:
 *
 *   namespace N7 {
 *     interface L1 { a: string; b?: M.Level }
 *     export type It = readonly [Pick<L1, 'b'>, ...number[]]
 *   }
 */
import { type Random, randomSource } from '../../../../../runtime-shim/wire/sample/source.ts'
import { computed } from './random-computed.ts'
import { collection, declaredObject, intersection, objectLiteral, tuple, union } from './random-structures.ts'
import { BYTES, chance, DATE, mutated, type Near, NUMBERS, NUMERIC_STRINGS, STRINGS, scalar } from './random-values.ts'

/** A type as text, and values of it, or nearly. */
export interface Part {
  readonly text: string
  readonly near: Near
}

/** What a type that is being written may add to. */
export interface Scope {
  readonly random: Random
  /** Stand before the type, in the same namespace. */
  readonly declarations: string[]
  /** Of a declaration: `L1`, `L2`, ... */
  fresh(): string
  /** A type that is at most so deep. */
  part(depth: number): Part
}

export interface SourceCase {
  /** Exports `It`. */
  readonly source: string
  readonly values: readonly unknown[]
}

/** `name` is that of its namespace. */
export function randomCase(name: string, seed: number, count: number): SourceCase {
  const random = randomSource(seed)
  const scope = createScope(random)
  const whole = scope.part(random.pick([1, 1, 1, 2, 2]))
  const lines = [...scope.declarations, `export type It = ${whole.text}`].map((line) => `  ${line}`)
  return { source: `export namespace ${name} {\n${lines.join('\n')}\n}`, values: valuesOf(whole, random, count) }
}

function valuesOf({ near }: Part, random: Random, count: number): readonly unknown[] {
  const values = Array.from({ length: count }, (_, index) => {
    let value = near(random)
    for (let times = index % 3; times > 0; times--) value = mutated(value, random)
    return value
  })
  const distinct = new Map([...values, null, {}].map((value) => [JSON.stringify(value), value] as const))
  distinct.delete(undefined as unknown as string)
  return [...distinct.values()]
}

function createScope(random: Random): Scope {
  const declarations: string[] = []
  let count = 0
  const scope: Scope = {
    random,
    declarations,
    fresh: () => `L${++count}`,
    part: (depth) => {
      if (depth <= 0 || chance(random, 0.1)) return leaf(random)
      const make = random.pick(STRUCTURES)
      const made = make(scope, depth)
      return chance(random, 0.12) ? aliased(made, scope) : made
    },
  }
  return scope
}

const STRUCTURES: readonly ((scope: Scope, depth: number) => Part)[] = [
  objectLiteral,
  objectLiteral,
  declaredObject,
  collection,
  tuple,
  union,
  union,
  intersection,
  computed,
  computed,
  computed,
  computed,
]

function aliased(part: Part, scope: Scope): Part {
  const name = scope.fresh()
  scope.declarations.push(`type ${name} = ${part.text}`)
  return { ...part, text: name }
}

const one = (text: string, ...values: readonly unknown[]): Part => ({ text, near: (random) => random.pick(values) })
const literal = (value: string | number): Part => one(typeof value === 'string' ? JSON.stringify(value) : String(value), value)

const LEAVES: readonly ((random: Random) => Part)[] = [
  () => one('string', ...STRINGS),
  () => one('string', ...STRINGS),
  () => one('number', ...NUMBERS),
  () => one('number', ...NUMBERS),
  () => one('boolean', true, false),
  () => one('null', null),
  () => one('bigint', '5', '-1', 2),
  () => one('Date', DATE),
  () => one('Uint8Array', BYTES, ''),
  () => ({ text: 'unknown', near: scalar }),
  () => one('object', {}, [], { a: 1 }),
  () => one('{}', {}, { a: 1 }),
  () => one('never', 1),
  () => one('5n', '5', 5, '-5'),
  () => one('true', true),
  () => one('false', false),
  (random) => literal(random.pick(STRINGS)),
  (random) => literal(random.pick(STRINGS)),
  (random) => literal(random.pick(NUMBERS)),
  () => one('M.Level', 0, 1, 5, 6),
  () => one('M.Level.Middle', 5),
  () => one('M.Colour', 'red', 'green'),
  () => one('M.Colour.Red', 'red'),
  () => one('M.Fast', 'y', 'n'),
  () => one('M.Mixed', 0, 'yes'),
  () => one('M.Flags', 1, 2, 3),
  () => one('(typeof M.directions)[number]', 'north', 'south'),
  () => one('keyof typeof M.limits', 'a', 'b', 'c'),
  () => one('(typeof M.limits)[keyof typeof M.limits]', 1, 'two', [1, 'x']),
  template,
  template,
  template,
]

const leaf = (random: Random): Part => random.pick(LEAVES)(random)

const HOLES: readonly (readonly [text: string, ...values: readonly string[]])[] = [
  ['string', '', 'a', 'a-b'],
  ['number', ...NUMERIC_STRINGS],
  ['bigint', '1', '-1', '01', '0x1F', '-0'],
  ['boolean', 'true', 'false'],
  ['null', 'null'],
  ['undefined', 'undefined'],
  ["'a' | 'b'", 'a', 'b'],
  ['1 | 2.5', '1', '2.5'],
  ["number | 'auto'", '1', 'auto'],
  ['M.Colour', 'red', 'green'],
  ['M.Level', '0', '5'],
  ['`<${string}>`', '<>', '<a>'],
  ['`v${number}`', 'v1', 'v1.2'],
  ["Uppercase<'a' | 'b'>", 'A', 'B'],
  ["Capitalize<'red' | 'green'>", 'Red', 'Green'],
]

/** A template literal type, and texts that fit or nearly do. */
export function template(random: Random): Part {
  const holes = Array.from({ length: random.integer(1, 3) }, () => random.pick(HOLES))
  const between = () => random.pick(['', '', '-', '-', 'a', 'px', '.', '$(', '1'])
  const texts = [between(), ...holes.map(between)]
  const text = holes.map(([hole], index) => `\${${hole}}${texts[index + 1]}`).join('')
  const near: Near = (source) =>
    texts[0] +
    holes.map(([, ...values], index) => source.pick(values) + texts[index + 1]).join('') +
    (chance(source, 0.15) ? 'a' : '')
  return { text: `\`${texts[0]}${text}\``, near }
}
