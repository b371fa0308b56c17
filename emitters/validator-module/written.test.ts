/** What `stringify` writes is taken again and has nothing undeclared; what it cannot write so is refused, with the reason. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NamedTypes, type Type, walk } from '../../compiler/ir/index.ts'
import { InvalidValue } from '../../runtime-shim/index.ts'
import { list, number, object, text } from '../validator/testing/brief-types.ts'
import { mutated, type Sample, sample, valueFor } from '../validator/testing/random-types.ts'
import { runModule } from './testing/run-module.ts'

/** Types; each is tried with twelve values, and as many that are damaged. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 150)

const unknown: Type = { kind: 'unknown' }
const user = object({ id: number, name: text, at: { kind: 'date' }, tags: list(text), 'nick?': text })
const counted: Type = { ...object({ 'a?': number, 'b?': number }), constraints: [{ kind: 'maxProperties', value: 1 }] }
const recursive: NamedTypes = { Node: { id: 'Node', name: 'Node', type: object({ 'next?': { kind: 'ref', id: 'Node' } }) } }
const valid = { id: 1, name: 'Ada', at: new Date(0), tags: ['a'] }

class Row {
  password = 'p'
  id = 1
  tags = []
  at = new Date(0)
  get name() {
    return 'Ada'
  }
  toJSON() {
    return { password: this.password }
  }
}

describe('stringify', () => {
  test.each<[string, Type, unknown, unknown]>([
    [
      'the declared members of an instance, whatever its toJSON gives',
      user,
      new Row(),
      { id: 1, name: 'Ada', at: '1970-01-01T00:00:00.000Z', tags: [] },
    ],
    ['no member that is undefined', counted, { a: 1, b: undefined }, { a: 1 }],
    ['-0 as 0', number, -0, 0],
    ['what any value is as JSON', unknown, { a: undefined, b: Number.NaN }, { b: null }],
  ])('writes %s', (_, type, value, json) => {
    expect(JSON.parse(runModule(type, {}).validator.stringify(value))).toEqual(json)
  })

  const cycle: { next?: unknown } = {}
  cycle.next = cycle
  test.each<[string, Type, unknown, RegExp]>([
    ['NaN', user, { ...valid, id: Number.NaN }, /: \/id is to be number$/],
    ['Infinity', list(number), [1, Number.POSITIVE_INFINITY], /: \/1 is to be number$/],
    ['undefined in a list', user, { ...valid, tags: ['a', undefined] }, /: \/tags\/1 is to be string$/],
    ['a hole in a list', list(number), new Array(1), /: \/0 is to be number$/],
    ['an absent member', user, { ...valid, name: undefined }, /: \/name is to be string$/],
    ['a function', user, { ...valid, name: () => 'Ada' }, /: \/name is to be string$/],
    ['a symbol', user, { ...valid, name: Symbol('Ada') }, /: \/name is to be string$/],
    ['a function among any values', object({ any: unknown }), { any: () => 1 }, /: \/any is to be unknown$/],
    ['an invalid date', user, { ...valid, at: new Date(Number.NaN) }, /: Invalid time value$/],
    ['a date that RFC 3339 has no text for', { kind: 'date' }, new Date(8.64e15), /: it is to be Date$/],
    ['text where a bigint is declared', { kind: 'bigint', constraints: [] }, 'many', /: it is to be bigint$/],
    ['an object where a URL is declared', { kind: 'url' }, { href: { secret: 1 } }, /: there is an object/],
    [
      'objects where a typed array is declared',
      { kind: 'array', typed: 'Float64Array', element: number, constraints: [] },
      [{ secret: 1 }],
      /: there is an object/,
    ],
    ['nothing', user, null, /: Cannot read properties of null/],
    ['undefined', unknown, undefined, /^The value is not of the type unknown$/],
    [
      'an undefined that is allowed for',
      { kind: 'union', members: [{ kind: 'undefined' }, text] },
      undefined,
      /^The value is not of the type undefined \| string$/,
    ],
    ['a value without end', { kind: 'ref', id: 'Node' }, cycle, /: the value nests Node deeper than 512 levels$/],
    ['any value without end', unknown, cycle, /: Converting circular structure to JSON/],
    ['any bigint', unknown, 1n, /: Do not know how to serialize a BigInt$/],
  ])('refuses %s', (_, type, value, message) => {
    const { validator } = runModule(type, recursive)
    const write = () => validator.stringify(value)
    expect(write).toThrow(InvalidValue)
    expect(write).toThrow(message)
  })
})

/** Where which member of a union was meant is not to be seen from what is written of it. */
function hasChoice({ type, types }: Sample): boolean {
  let found = false
  for (const root of [type, ...Object.values(types).map((one) => one.type)])
    walk(root, (part) => {
      found ||=
        part.kind === 'union' &&
        part.members.some(
          ({ kind }) => kind === 'object' || kind === 'ref' || kind === 'union' || kind === 'array' || kind === 'tuple',
        )
    })
  return found
}

const ODD: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  new Date(Number.NaN),
  () => 1,
  Symbol('odd'),
  10n,
  null,
  'text',
  { toJSON: () => ({ secret: 1 }) },
  { secret: 1 },
  new Map([[1, { secret: 1 }]]),
  new Set([{ secret: 1 }]),
  Object.create({ a: 1, id: 1 }),
  [undefined, { secret: 1 }],
]

/** Puts something else in the place of a value or of one of its parts. */
function damaged(value: unknown, place: number, odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd
  const keys = Object.keys(value)
  if (place % (keys.length + 1) === keys.length) return odd
  const key = keys[place % (keys.length + 1)]!
  const part = damaged((value as Record<string, unknown>)[key], Math.floor(place / (keys.length + 1)), odd)
  if (!ArrayBuffer.isView(value))
    Object.defineProperty(value, key, { value: part, enumerable: true, configurable: true, writable: true })
  return value
}

const cases = fc.tuple(sample, fc.constantFrom('strip' as const, 'strict' as const, 'allow' as const)).chain(([one, mode]) => {
  const value = valueFor(one.type, one.types)
  const tried = fc.tuple(fc.oneof(value, value, value.chain(mutated)), fc.nat({ max: 1000 }), fc.constantFrom(...ODD))
  return fc.tuple(fc.constant(one), fc.constant(mode), fc.array(tried, { minLength: 12, maxLength: 12 }))
})

test('of random types what is written is taken again, and what is damaged is refused or written rightly', ({ task }) => {
  const counts = { pairs: 0, written: 0, damaged: 0, refused: 0 }
  fc.assert(
    fc.property(cases, ([one, mode, tried]) => {
      const { validator, code } = runModule(one.type, one.types, mode)
      const strict = runModule(one.type, one.types, 'strict').validator
      const isChoice = hasChoice(one)
      // Defaults that are filled in are counted, and what was told apart may be alike once it is read: keys that a map has twice, white space.
      const mayRefuse = /"(m..Properties|set|uniqueItems)"/.test(JSON.stringify(one))
      /** The text; undefined where the value is refused as one that is not of the type. */
      const write = (value: unknown): string | undefined => {
        try {
          const written = validator.stringify(value)
          const isTaken = isChoice ? validator.is(JSON.parse(written)) : strict.is(JSON.parse(written))
          if (!isTaken) expect.fail(`what is written is not of the type: ${written}\n${code}`)
          return written
        } catch (error) {
          if (error instanceof InvalidValue) return undefined
          throw error
        }
      }
      for (const [value, place, odd] of tried) {
        if (!validator.is(value)) continue
        counts.pairs++
        const program = validator.parse(structuredClone(value))
        const written = write(program)
        if (written !== undefined) counts.written++
        else if (!mayRefuse) expect.fail(`refused, though it was read: ${JSON.stringify(value)}\n${code}`)
        if (
          written !== undefined &&
          mode !== 'allow' &&
          !isChoice &&
          validator.stringify(validator.parse(JSON.parse(written))) !== written
        )
          expect.fail(`${written} does not become what was written: ${JSON.stringify(value)}\n${code}`)
        counts.damaged++
        if (write(damaged(program, place, odd)) === undefined) counts.refused++
      }
    }),
    { numRuns },
  )
  task.meta.tried = counts
  expect(counts.written).toBeGreaterThan(numRuns * 2)
  expect(counts.refused).toBeGreaterThan(numRuns)
})
