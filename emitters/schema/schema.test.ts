/** Three judges of one value: the interpreter, emitted code, and TypeBox's compiled check of the emitted schema. */
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import * as TypeBox from 'typebox'
import { Compile } from 'typebox/compile'
import Format from 'typebox/format'
import { expect, test } from 'vitest'
import { accepts } from '../../compiler/interpret/index.ts'
import type { NamedType, NamedTypes } from '../../compiler/ir/index.ts'
import * as wire from '../../runtime-shim/wire/index.ts'
import { compileType, configOf, isOdd } from '../validator/testing/compile.ts'
import { mutated, sample, valueFor } from '../validator/testing/random-types.ts'
import { emitSchemas, looseness, schemaDocument } from './index.ts'
import {
  hasHugeNumber,
  hasItemsAlike,
  hasKeysInherited,
  namesInherited,
  namesLoneSurrogate,
  namesNothing,
} from './testing/judge-limits.ts'

// What a format means is held by the format's own cases; here it is the schemas' structure that is compared.
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  email: wire.isEmail,
  uuid: wire.isUuid,
  uri: wire.isUrl,
  hostname: wire.isHostname,
  ipv4: wire.isIpv4,
  ipv6: wire.isIpv6,
  date: wire.isDate,
  time: wire.isTime,
  'date-time': wire.isDateTime,
}
for (const [name, check] of Object.entries(FORMATS)) Format.Set(name, check)

/** Types; each is tried with a score of values. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 400)

const cases = sample.chain((one) => {
  const value = valueFor(one.type, one.types)
  const values = fc.array(fc.oneof(value, value.chain(mutated), value.chain(mutated).chain(mutated)), {
    minLength: 16,
    maxLength: 24,
  })
  return fc.tuple(fc.constant(one), fc.constantFrom('strip' as const, 'strict' as const), values)
})

/** What JSON can carry, and what it makes of it: `-0` is 0 there. */
function asJson(value: unknown): { readonly value: unknown } | undefined {
  if (value === undefined || hasNoJson(value)) return undefined
  return { value: JSON.parse(JSON.stringify(value)) }
}
const hasNoJson = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value)
    : typeof value === 'object' && value !== null && Object.values(value).some((part) => part === undefined || hasNoJson(part))

test('random types and values: what the schema takes is what the type takes, or more for a listed reason', ({ task }) => {
  const counts = { exact: 0, loose: 0, accepted: 0, refused: 0 }
  fc.assert(
    fc.property(cases, ([{ type, types }, extraKeys, values]) => {
      const meaning = { types, extraKeys, check: () => isOdd }
      const root: NamedType = { id: 'Root', name: 'Root', type }
      const schema = schemaDocument('Root', { ...types, Root: root }, extraKeys)
      const validator = Compile(schema as {})
      const { is, code } = compileType(type, meaning)
      if (namesInherited(type) || namesInherited(types)) return
      const reasons = looseness(type, types)
      counts[reasons.length === 0 ? 'exact' : 'loose']++
      for (const json of values.map(asJson)) {
        if (json === undefined) continue
        const told = accepts(type, json.value, meaning)
        counts[told ? 'accepted' : 'refused']++
        const of = `${JSON.stringify(json.value)}\n${JSON.stringify(schema, null, 1)}`
        if (is(json.value) !== told) expect.fail(`emitted code says ${!told} of ${of}\n${code}`)
        const schemaTakes = validator.Check(json.value)
        // Lengths may also make a schema stricter: `\u{1f600}` is two code units, and one character.
        const isOfLength = reasons.includes('length') && /[^\p{ASCII}]/u.test(JSON.stringify(json.value))
        const isOfMultiple = reasons.includes('multipleOf') && hasHugeNumber(json.value)
        if (told && !schemaTakes && !isOfLength && !isOfMultiple && !hasItemsAlike(json.value))
          expect.fail(`the schema refuses ${of}`)
        if (!told && schemaTakes && reasons.length === 0) expect.fail(`the schema takes ${of}`)
      }
    }),
    { numRuns },
  )
  task.meta.tried = { pairs: counts.accepted + counts.refused, accepted: counts.accepted, 'with an exact schema': counts.exact }
  expect(counts.accepted + counts.refused).toBeGreaterThan(numRuns * 13)
  // None of the judges may be asked too seldom to mean anything.
  expect(counts.exact).toBeGreaterThan(numRuns / 5)
  expect(counts.accepted / (counts.accepted + counts.refused)).toBeGreaterThan(0.15)
  expect(counts.refused / (counts.accepted + counts.refused)).toBeGreaterThan(0.15)
})

test('random types: ajv finds every document right by the schema of schemas, and it and the module of TypeBox judge as the document says', () => {
  const judge = new Ajv({ strict: false, formats: FORMATS })
  let judged = 0
  fc.assert(
    fc.property(cases, ([{ type, types }, extraKeys, values]) => {
      if (namesInherited(type) || namesInherited(types)) return
      const all: NamedTypes = { ...types, Root: { id: 'Root', name: 'Root', type } }
      const documents = Object.keys(all).map((id) => schemaDocument(id, all, extraKeys))
      for (const document of documents)
        expect([document, judge.validateSchema(document), judge.errors]).toEqual([document, true, null])
      const properties = Object.keys(all).map((id) => ({ name: id, type: { kind: 'ref' as const, id }, optional: false }))
      const env = { properties, source: { file: 'src/env.ts', line: 1, column: 1 } }
      const files = emitSchemas({ routes: [], types: all, config: configOf(extraKeys), env }, { typebox: true })
      const source = files.at(-1)!.text.replace("import Type from 'typebox'", '').replace('export const schemas =', 'return')
      const module = new Function('Type', source)(TypeBox) as Record<string, object>
      const root = documents.at(-1)!
      // Each divides in floating point, in its own way.
      const isAlike = !looseness(type, all).includes('multipleOf') && !namesNothing(all)
      const [told, byModule] = [Compile(root as {}), Compile(module['Root']!)]
      const byAjv = namesLoneSurrogate(all) ? undefined : judge.compile(root)
      for (const json of values.map(asJson)) {
        if (json === undefined || hasItemsAlike(json.value) || hasHugeNumber(json.value)) continue
        judged++
        const takes = told.Check(json.value)
        expect([root, json.value, byModule.Check(json.value)]).toEqual([root, json.value, takes])
        if (byAjv && isAlike && !hasKeysInherited(json.value))
          expect([root, json.value, byAjv(json.value)]).toEqual([root, json.value, takes])
      }
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  )
  expect(judged).toBeGreaterThan(numRuns)
})

test('files have names that no file system takes for one another, and nothing is emitted for no types', () => {
  const named = (id: string): NamedType => ({ id, name: id, type: { kind: 'null' } })
  const used = ['User', 'user', 'USER', 'typebox', 'Aux', 'Caf\u00e9', 'Cafe\u0301', '$_']
  const types = Object.fromEntries([...used, 'Unused'].map((id) => [id, named(id)]))
  const members = used.map((id) => ({
    name: id,
    type: { kind: 'ref' as const, id },
    optional: false,
  }))
  const app = (properties: typeof members) => ({
    routes: [],
    types,
    config: configOf('strip'),
    env: { properties, source: { file: 'src/env.ts', line: 1, column: 1 } },
  })
  expect(emitSchemas(app([]), { typebox: true })).toEqual([])
  expect(emitSchemas(app(members), { typebox: true }).map(({ path }) => path.split('/').at(-1))).toEqual([
    '$_.schema.json',
    'Aux_2.schema.json',
    'Cafe\u0301.schema.json',
    'Caf\u00e9_2.schema.json',
    'USER.schema.json',
    'User_2.schema.json',
    'typebox_2.schema.json',
    'user_3.schema.json',
    'typebox.ts',
  ])
  expect(emitSchemas(app(members), { typebox: false }).some(({ path }) => path.endsWith('.ts'))).toBe(false)
})
