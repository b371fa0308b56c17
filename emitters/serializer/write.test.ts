import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObjectType, Type } from '../../compiler/ir/index.ts'
import { joinsText } from '../../runtime-shim/wire/index.ts'
import { list, number, text } from '../validator/testing/brief-types.ts'
import { compileType } from '../validator/testing/compile.ts'
import { awkwardNames, mutated, sampleText } from '../validator/testing/random-types.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 120)

/** The text, or that there is none: what it is that fails may differ. */
function outcome(text: () => string): string {
  try {
    return text()
  } catch {
    return 'fails'
  }
}

const nothing: Type = { kind: 'null' }
const either = (...members: Type[]): Type => ({ kind: 'union', members })
const object = (properties: ObjectType['properties']): ObjectType => ({ kind: 'object', properties, index: [], constraints: [] })
const members = (named: Readonly<Record<string, Type>>) =>
  object(Object.entries(named).map(([name, type]) => ({ name: name.replace('?', ''), type, optional: name.endsWith('?') })))

/** Pairs of a type and its values. */
type Kind = readonly [Type, fc.Arbitrary<unknown>]
const date: Kind = [{ kind: 'date' }, fc.date({ noInvalidDate: true })]
const plainKinds: readonly Kind[] = [
  [text, sampleText],
  [text, fc.string({ unit: 'binary', minLength: 50, maxLength: 80 })],
  [number, fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, -0, 1e21, 1e-7))],
  [{ kind: 'boolean' }, fc.boolean()],
  [{ kind: 'literal', value: '${`"' }, fc.constant('${`"')],
  [either({ kind: 'literal', value: 'open' }, { kind: 'literal', value: 'paid' }), fc.constantFrom('open', 'paid')],
  [either(text, nothing), fc.option(sampleText)],
  [either(number, nothing), fc.option(fc.integer())],
]
const kinds: readonly Kind[] = [
  ...plainKinds,
  date,
  [either(date[0], nothing), fc.option(date[1])],
  [{ kind: 'bigint', constraints: [] }, fc.bigInt()],
  [list(date[0]), fc.array(date[1], { maxLength: 3 })],
  [list(text), fc.array(sampleText, { maxLength: 12 })],
]

const objects = (parts: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...awkwardNames.filter((name) => name !== '0')), parts, fc.boolean()), {
      minLength: 3,
      maxLength: 6,
      selector: ([name]) => name,
    })
    .chain((chosen) => fc.tuple(fc.constant(chosen), fc.nat({ max: chosen.length - 1 })))
    .map(([chosen, required]): Kind => {
      const parts = chosen.map(([name, kind, optional], i) => ({ name, kind, optional: optional && i !== required }))
      const entries = parts.map(({ name, kind: [, value], optional }) =>
        (optional ? fc.option(value, { nil: undefined }) : value).map((one): [string, unknown] => [name, one]),
      )
      return [
        object(parts.map(({ name, kind: [type], optional }) => ({ name, type, optional }))),
        fc.tuple(...entries).map((all) => Object.fromEntries(all)),
      ]
    })

const flat = objects(fc.constantFrom(...kinds))
const lists = flat.map(([element, value]): Kind => [list(element), fc.array(value, { maxLength: 12 })])
const samples = objects(fc.oneof(fc.constantFrom(...kinds), flat, lists))

describe('JSON that is put together piece by piece', () => {
  it('is what JSON.stringify makes of the projection, also of values that are not of the type', () => {
    let written = 0
    const cases = samples.chain(([type, value]) =>
      fc.tuple(fc.constant(type), fc.array(fc.oneof(value, value.chain(mutated)), { minLength: 12, maxLength: 12 })),
    )
    fc.assert(
      fc.property(cases, ([type, values]) => {
        const { code, stringify, project } = compileType(type)
        expect(code).toContain('joinsText ? writeSample(value)')
        for (const value of values) {
          const actual = outcome(() => stringify(value))
          if (actual !== 'fails') written++
          if (actual !== outcome(() => JSON.stringify(project(value))))
            expect.fail(`${actual}\nis not ${outcome(() => JSON.stringify(project(value)))}\n${code}`)
        }
      }),
      { numRuns },
    )
    expect(written).toBeGreaterThan(numRuns * 4)
  })

  it('is asked for where an engine is slow to go through objects', () => {
    const [major] = process.versions.node.split('.')
    expect(joinsText).toBe(Number(major) < 21)
  })

  const onlyOptional = members({ 'a?': text, 'b?': text, 'c?': text })
  const types = {
    Maybe: { id: 'Maybe', name: 'Maybe', type: either(text, { kind: 'null' }) },
    Node: { id: 'Node', name: 'Node', type: members({ id: text, a: text, 'next?': { kind: 'ref', id: 'Node' } }) },
  }
  it.each<[string, Type]>([
    ['lists', list(members({ a: text, b: text, c: text }))],
    ['one or two members', members({ id: text, name: text })],
    ['what need have no member', onlyOptional],
    ['what has one of those inside', members({ id: text, a: text, b: text, inner: onlyOptional })],
    ['what may nest without end', { kind: 'ref', id: 'Node' }],
    [
      'what has a name for text or nothing, and may be absent',
      members({ id: text, a: text, 'b?': { kind: 'ref', id: 'Maybe' } }),
    ],
    ['text or numbers in one place', members({ id: either(text, number), a: text, b: text })],
    ['unknown values', members({ id: text, a: text, more: { kind: 'unknown' } })],
    ['numbered members, which objects have first', members({ id: text, a: text, 0: text })],
    ['any keys', { ...members({ a: text, b: text, c: text }), index: [{ key: text, value: text }] }],
  ])('is not asked for %s', (_, type) => {
    expect(compileType(type, { types }).code).not.toContain('joinsText')
  })
})
