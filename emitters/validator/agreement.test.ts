import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accepts, issues, type Meaning, parsePart, project, read } from '../../compiler/interpret/index.ts'
import { type Property, type Type, walk } from '../../compiler/ir/index.ts'
import { maxIssues } from '../../runtime-shim/wire/index.ts'
import { type Compiled, compilePart, compileType, isOdd } from './testing/compile.ts'
import { leafType, mutated, type Sample, sample, sampleText, unionOf, valueFor } from './testing/random-types.ts'

/** Types; each is tried with a score of values. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 300)
const extraKeys = ['strip', 'strict', 'allow'] as const

const values = ({ type, types }: Sample) => {
  const value = valueFor(type, types)
  return fc.array(
    fc.oneof(value, value.chain(mutated), value.chain(mutated).chain(mutated), fc.constantFrom(undefined, Number.NaN)),
    {
      minLength: 16,
      maxLength: 24,
    },
  )
}

const cases = fc
  .tuple(sample, fc.constantFrom(...extraKeys))
  .chain(([one, mode]) => fc.tuple(fc.constant(one), fc.constant(mode), values(one)))

/** Says what differs together with the code that made the difference. */
function same(what: string, actual: unknown, expected: unknown, code: string, value: unknown): void {
  if (!isDeepStrictEqual(ordered(actual), ordered(expected)))
    expect.fail(`${what} of ${JSON.stringify(value)}\nis ${show(actual)}\nnot ${show(expected)}\n${code}`)
}

/** A copy without shared parts. Maps and sets become lists: they are compared by order, not by search. */
function ordered(value: unknown): unknown {
  if (value instanceof Map) return { map: [...value].map(ordered) }
  if (value instanceof Set) return { set: [...value].map(ordered) }
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof URL || ArrayBuffer.isView(value))
    return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ordered(item)]))
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}n` : item === undefined ? '<undefined>' : item))

let accepted = 0
let refused = 0
let inOneWalk = 0

function compare(
  { code, is, explain, read: readCompiled, parse, stringify }: Compiled,
  { type }: Sample,
  value: unknown,
  meaning: Meaning,
): void {
  const isAccepted = accepts(type, value, meaning)
  same('is', is(value), isAccepted, code, value)
  const found = explain(value)
  same('whether explain is silent', found.length === 0, isAccepted, code, value)
  if (found.length < maxIssues) same('explain', found, issues(type, value, meaning), code, value)
  if (isAccepted) {
    accepted++
    const expected = read(type, value, meaning)
    same('read', readCompiled(value), expected, code, value)
    if (parse !== undefined) {
      inOneWalk++
      same('parse', parse(value), expected, code, value)
    }
    same('stringify', stringify(expected), JSON.stringify(project(type, expected, meaning)), code, value)
  } else {
    refused++
    if (parse !== undefined) same('parse', parse(value), undefined, code, value)
  }
}

const KINDS =
  'array bigint boolean bytes date literal map null number object ref set string template tuple union unknown url'.split(' ')

it('emitted functions agree with the interpreter on random types and values', ({ task }) => {
  const kinds = new Set<Type['kind']>()
  fc.assert(
    fc.property(cases, ([one, mode, list]) => {
      const meaning = { types: one.types, extraKeys: mode, check: () => isOdd }
      const compiled = compileType(one.type, meaning)
      for (const type of [one.type, ...Object.values(one.types).map((named) => named.type)])
        walk(type, ({ kind }) => void kinds.add(kind))
      // As out of JSON.parse: no two places share an object.
      for (const value of list) compare(compiled, one, ordered(value), meaning)
    }),
    { numRuns },
  )
  task.meta.tried = { pairs: accepted + refused, accepted, refused, 'kinds of types': kinds.size }
  // All but `never` and `undefined`, which are drawn where something else is drawn as well, and `toJSON()`, which is only written.
  expect([...kinds].sort()).toEqual(KINDS)
  // Of each type a score of values; neither side may be tried too seldom to mean anything.
  expect(accepted + refused).toBeGreaterThan(numRuns * 18)
  expect(accepted / (accepted + refused)).toBeGreaterThan(0.15)
  expect(refused / (accepted + refused)).toBeGreaterThan(0.15)
  expect(inOneWalk / accepted).toBeGreaterThan(0.03)
})

const partType = fc.oneof(
  { weight: 4, arbitrary: leafType },
  { weight: 2, arbitrary: leafType.map((element) => ({ kind: 'array' as const, element, constraints: [] })) },
  {
    weight: 2,
    arbitrary: fc.array(leafType, { minLength: 1, maxLength: 3 }).map(unionOf),
  },
  { weight: 2, arbitrary: sample.map(({ type }) => type).filter((type) => !JSON.stringify(type).includes('"ref"')) },
)
const part: fc.Arbitrary<Property[]> = fc.uniqueArray(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        name: fc.constantFrom('id', 'a', 'x-y', '__proto__', 'constructor', 'raw', 'authorization', "it's"),
        type: partType,
        optional: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Property>(
        { name: 'limit', type: { kind: 'number', constraints: [] }, optional: true, default: 20 },
        { name: 'sort', type: { kind: 'string', constraints: [] }, optional: true, default: 'asc' },
      ),
    },
  ),
  { maxLength: 4, selector: ({ name }) => name },
)

/** Text that a value of the type may be written as. */
function rawOf({ type }: Property, from: string): fc.Arbitrary<unknown> {
  const text = valueFor(type, {}).map((value) =>
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((item) => typeof item !== 'object')
        ? value.map(String).join(', ')
        : (JSON.stringify(value) ?? ''),
  )
  const list = valueFor(type, {}).map((value) =>
    Array.isArray(value)
      ? value.map((item) => (typeof item === 'string' ? item : (JSON.stringify(item) ?? '')))
      : [JSON.stringify(value) ?? ''],
  )
  return fc.oneof(text, text, ...(from === 'query' ? [list, list] : []), sampleText, fc.constant(undefined))
}

it('emitted coercion agrees with the interpreter on random members and text', ({ task }) => {
  let texts = 0
  let parsed = 0
  const sources = fc.constantFrom('params', 'query', 'headers', 'cookies', 'env')
  const samples = fc.tuple(part, sources, fc.constantFrom(...extraKeys)).chain(([properties, from, mode]) =>
    fc.tuple(
      fc.constant({ properties, from: from as 'query', mode }),
      fc.array(
        fc
          .tuple(...properties.map((one) => rawOf(one, from).map((text) => [one.name, text] as const)))
          .map((entries) => Object.fromEntries(entries.filter(([, text]) => text !== undefined))),
        { minLength: 10, maxLength: 16 },
      ),
    ),
  )
  fc.assert(
    fc.property(samples, ([{ properties, from, mode }, raws]) => {
      const meaning = { types: {}, extraKeys: mode, check: () => isOdd }
      const { code, parse, explain } = compilePart(properties, from, meaning)
      texts += raws.length
      for (const raw of raws) {
        const expected = parsePart(properties, from, raw, meaning)
        same('parse', parse(raw), expected, code, raw)
        same('whether explain is silent', explain(raw).length === 0, expected !== undefined, code, raw)
        if (expected !== undefined) parsed++
      }
    }),
    { numRuns },
  )
  task.meta.tried = { pairs: texts, accepted: parsed }
  expect(parsed).toBeGreaterThan(numRuns)
})

it('undeclared keys are dropped also where a member that is read anew may be absent', () => {
  const labels: Type = {
    kind: 'object',
    properties: [],
    index: [
      { key: { kind: 'template', texts: ['x-', ''], types: [{ kind: 'string', constraints: [] }] }, value: { kind: 'boolean' } },
    ],
    constraints: [],
  }
  const type: Type = {
    kind: 'object',
    properties: [{ name: 'labels', type: labels, optional: true }],
    index: [],
    constraints: [],
  }
  const { parse } = compileType(type)
  expect(parse!({ admin: true })).toEqual({})
  expect(parse!({ labels: { 'x-a': true, admin: true }, admin: true })).toEqual({ labels: { 'x-a': true } })
  expect(parse!({ labels: { admin: true } })).toEqual({ labels: {} })
})
