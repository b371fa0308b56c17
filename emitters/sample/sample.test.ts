/** Values drawn from a seed: of their type, whoever is asked. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { accepts } from '../../compiler/interpret/index.ts'
import { FORMATS, type NamedType, type StringConstraint, type Type, walk } from '../../compiler/ir/index.ts'
import { COMBINATORS, lowerSource } from '../../compiler/phases/3-lower/types/testing/lower-source.ts'
import { looseness, schemaDocument } from '../schema/index.ts'
import { hasItemsAlike, namesInherited } from '../schema/testing/judge-limits.ts'
import { compileType, isOdd } from '../validator/testing/compile.ts'
import { sample } from '../validator/testing/random-types.ts'

/** Types; each gives a score of values. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 250)
const seeds = Array.from({ length: 20 }, (_, seed) => seed)

const NOT_FOUND = /^(no random value of .* was found in 1000 tries|there is no random value)/s

test('what is drawn from random types is accepted by emitted code, by the interpreter and by schemas, and survives the wire', ({
  task,
}) => {
  let drawn = 0
  let notFound = 0
  fc.assert(
    fc.property(fc.tuple(sample, fc.constantFrom('strip' as const, 'strict' as const)), ([{ type, types }, extraKeys]) => {
      const meaning = { types, extraKeys, check: () => isOdd }
      const { code, is, random, read, stringify } = compileType(type, meaning)
      const root: NamedType = { id: 'Root', name: 'Root', type }
      const isExact = looseness(type, types).length === 0 && !namesInherited(type) && !namesInherited(types)
      const schema = isExact ? Compile(schemaDocument('Root', { ...types, Root: root }, extraKeys) as {}) : undefined
      const isChosen = hasChoice(type) || Object.values(types).some((named) => hasChoice(named.type))
      for (const seed of seeds) {
        const value = draw(random, seed)
        if (value === undefined) {
          notFound++
          // Conflicting constraints have no value, and one thousand tries take their time.
          return
        }
        drawn++
        const of = () => `${JSON.stringify(value)} drawn from ${seed}\n${code}`
        if (!is(value)) expect.fail(`emitted code refuses ${of()}`)
        if (!accepts(type, value, meaning)) expect.fail(`the interpreter refuses ${of()}`)
        if (schema && !schema.Check(value) && !hasItemsAlike(value)) expect.fail(`the schema refuses ${of()}`)
        if (!isDeepStrictEqual(random(seed), value)) expect.fail(`drawn again, it is not ${of()}`)
        const sent = stringify(read(value))
        // A default that was filled in counts as a key: it may be one too many for who bounds their number.
        if (!isChosen && is(JSON.parse(sent)) && stringify(read(JSON.parse(sent))) !== sent)
          expect.fail(`${sent} does not survive the wire: ${of()}`)
      }
    }),
    { numRuns },
  )
  task.meta.tried = { pairs: drawn, 'types without values': notFound }
  expect(drawn).toBeGreaterThan(numRuns * 12)
  expect(notFound).toBeLessThan(numRuns / 3)
})

/** Which of several objects a value was meant as is not always to be seen from it: what the one has, the other may leave out. */
function hasChoice(type: Type): boolean {
  let found = false
  walk(type, (part) => {
    found ||= part.kind === 'union' && part.members.filter((member) => STRUCTURED.has(member.kind)).length > 1
  })
  return found
}
const STRUCTURED = new Set<Type['kind']>(['object', 'array', 'tuple', 'map', 'set', 'union', 'ref', 'unknown', 'string'])

function draw(random: (seed: number) => unknown, seed: number): unknown {
  try {
    return random(seed)
  } catch (error) {
    expect((error as Error).message).toMatch(NOT_FOUND)
    return undefined
  }
}

const text = (...constraints: StringConstraint[]): Type => ({ kind: 'string', constraints })
const drawAll = (type: Type, types = {}) => seeds.map((seed) => compileType(type, { types }).random(seed))

describe('texts', () => {
  test.each(FORMATS)('%s', (format) => {
    const drawn = drawAll(text({ kind: 'format', format }))
    expect(new Set(drawn).size).toBeGreaterThan(format === 'json' ? 2 : 15)
  })

  test.each([
    '^[A-Z]{3}-\\d+$',
    '^(?:\\+|00)[1-9]\\d{1,14}$',
    'a|bc*',
    '^\\p{Lu}\\p{Ll}+$',
    '^[^a-z]$',
    '^(\\w+)(?:, \\w+)*$',
    '^.{2,4}$',
    '^(?=.*\\d)[a-z\\d]{8}$',
    '^\\x41\\u0042\\u{43}$',
    '[\\u3040-\\u309f]+',
  ])('that match %s', (source) => {
    for (const value of drawAll(text({ kind: 'pattern', source }))) expect(value).toMatch(new RegExp(source, 'u'))
  })

  test('that stand between others', () => {
    const type = text(
      { kind: 'format', format: 'url' },
      { kind: 'startsWith', value: 'https://api.example.org/' },
      { kind: 'minLength', value: 30 },
    )
    for (const value of drawAll(type)) expect(value).toMatch(/^https:\/\/api\.example\.org\/[a-z]{6,}$/)
  })

  test('that none is found of are told', () => {
    const { random } = compileType(text({ kind: 'pattern', source: '^(a|b)\\1$' }, { kind: 'maxLength', value: 1 }))
    expect(() => random(1)).toThrow("no random value of string & Pattern<'^(a|b)\\\\1$'> & MaxLen<1> was found in 1000 tries")
  })
})

test('a type without end has values, and one without finite values says so', () => {
  const { named, lowered } = lowerSource(`${COMBINATORS}
    export interface Tree { left: Tree | null; right: Tree | null; tags: Set<'a' | 'b'>; by: Map<string, Tree[]> }
    export interface Endless { next: Endless }
    export type Nested = [Nested, Nested] | [] | { [name: \`x-\${string}\`]: Nested }
    export type Keys = Record<string, number> & G.MinProperties<3>
    export type Share = number & G.MultipleOf<0.01> & G.Min<0> & G.Max<1>`)
  const of = (name: string) => compileType(lowered[name]!, { types: named })
  for (const name of ['Tree', 'Nested', 'Keys', 'Share'])
    for (const seed of seeds) expect(of(name).is(of(name).random(seed))).toBe(true)
  expect(() => of('Endless').random(1)).toThrow('there is no random value')
})
