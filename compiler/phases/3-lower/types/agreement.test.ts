/**
 * No type is mis-read: random TypeScript with random values, of which TypeScript's own checker and the interpreter of what the types are
 * lowered to must say the same, or the type is refused. Where JSON has another form for a value (dates, maps, enums), each of its readings is
 * tried; see testing/readings.ts.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { randomSource } from '../../../../runtime-shim/wire/sample/source.ts'
import { compareWithChecker, type SourceCases, type Verdicts } from './testing/oracle.ts'
import { randomCase } from './testing/random-source.ts'
import { mutated } from './testing/random-values.ts'
import { REPORTED } from './testing/reported-types.ts'

/** A program has so many types, and each of them so many values, or a few more. */
const TYPES = 60
const VALUES = 12
const programs = Math.ceil(Number(process.env.FUZZ_RUNS ?? 240) / TYPES)

/** What may be refused of what is written at random. */
const REFUSED = [
  'GT3003', // functions
  'GT3004', // symbols
  'GT3005', // classes of the standard library
  'GT3007', // undefined in arrays
  'GT3015', // intersections of arrays
  'GT3018', // Uppercase<string>
  'GT3020', // mapped primitives
  'GT3031', // members that a signature does not allow
]

it('TypeScript and the interpreter take the same values for random types', { timeout: 120_000 + programs * 20_000 }, () => {
  const refusals: Verdicts['refusals'][number][] = []
  let accepted = 0
  let refused = 0
  const program = (seed: number): SourceCases =>
    Object.fromEntries(
      Array.from({ length: TYPES }, (_, index) => [`N${index}`, randomCase(`N${index}`, seed + index * 7919, VALUES)]),
    )
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, exactOptionalPropertyTypes) => {
      const verdicts = compareWithChecker(program(seed), { exactOptionalPropertyTypes })
      expect(verdicts.disagreements.join('\n\n')).toBe('')
      expect(verdicts.typeErrors).toEqual([])
      refusals.push(...verdicts.refusals)
      accepted += verdicts.accepted
      refused += verdicts.refused
    }),
    { numRuns: programs, endOnFailure: true },
  )
  expect(refusals.filter(({ code }) => !REFUSED.includes(code))).toEqual([])
  // Neither side may be tried too seldom to mean anything.
  expect(accepted + refused).toBeGreaterThan(programs * TYPES * VALUES * 0.7)
  expect(accepted / (accepted + refused)).toBeGreaterThan(0.25)
  expect(refused / (accepted + refused)).toBeGreaterThan(0.25)
})

it('they do so for types that other tools were reported to read wrongly', { timeout: 120_000 }, () => {
  const random = randomSource(1)
  const nearly = (value: unknown) =>
    Array.from({ length: 8 }, (_, index) => mutated(index % 2 === 0 ? value : mutated(value, random), random))
  const cases = Object.fromEntries(
    REPORTED.map(({ of, source, values }, index) => {
      const all = [...values, null, {}, ...values.flatMap(nearly)].map((value) => [JSON.stringify(value), value] as const)
      return [`R${index}`, { source: `export namespace R${index} {\n// ${of}\n${source}\n}`, values: [...new Map(all).values()] }]
    }),
  )
  const { disagreements, refusals, typeErrors, accepted } = compareWithChecker(cases, {})
  expect(typeErrors).toEqual([])
  expect(disagreements.join('\n\n')).toBe('')
  const told = refusals.map(({ code, source }) => `${code} ${source.split('\n')[1]}`)
  expect(told).toEqual(REPORTED.flatMap(({ of, refused }) => (refused ? [`${refused} // ${of}`] : [])))
  expect(accepted).toBeGreaterThan(REPORTED.length)
})
