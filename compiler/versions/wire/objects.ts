/**
 * Objects: what is sent has the declared members and no others, what is taken may have more of them unless extra keys are refused.
 * Clients and servers of typed contracts send what is declared; that a validator would let other things pass binds nobody.
 */
import type { JsonValue, ObjectType, Property, Type } from '../../ir/index.ts'
import type { Comparison } from './covers.ts'
import { COMPATIBLE, type Differences, inside, together } from './difference.ts'
import { alternatives } from './normal-form.ts'
import { set } from './samples.ts'

type JsonObject = Record<string, JsonValue>

/** Where a tag tells two apart, the rest of them need not be alike. */
export function objectDiffers(sent: ObjectType, taken: ObjectType, on: Comparison): Differences {
  for (const property of taken.properties) {
    if (property.type.kind !== 'literal') continue
    const differences = propertyDiffers(sent, property, on)
    if (differences.length > 0) return differences
  }
  return together(parts(sent, taken, on))
}

function* parts(sent: ObjectType, taken: ObjectType, on: Comparison): Generator<Differences> {
  for (const property of taken.properties) yield propertyDiffers(sent, property, on)
  for (const property of sent.properties)
    if (find(taken, property.name) === undefined) yield extraDiffers(sent, property, taken, on)
  for (const { key, value } of sent.index) yield indexDiffers(sent, key, value, taken, on)
  yield countDiffers(sent, taken, on)
}

const find = ({ properties }: ObjectType, name: string): Property | undefined =>
  properties.find((property) => property.name === name)

/** A member that the taking side declares. */
function propertyDiffers(sent: ObjectType, wanted: Property, on: Comparison): Differences {
  const given = find(sent, wanted.name)
  const step = wanted.name
  const mayLack = given === undefined || mayBeAbsent(given, on.sent.types)
  if (mayLack && !mayBeAbsent(wanted, on.taken.types)) {
    const reason = on.words.missing(JSON.stringify(wanted.name))
    const witness = on.sample(sent, (value) => without(value, wanted.name))
    return on.told(reason, witness, { name: wanted.name, is: 'required' })
  }
  const member = (type: Type): Differences =>
    inside(on.covers(present(type, on), wanted.type), step, (part) => on.sample(sent, (value) => withMember(value, step, part)))
  if (given !== undefined) return member(given.type)
  // A key that no property names, but an index does.
  return together(sent.index.filter(({ key }) => on.mayBe(key, wanted.name)).map(({ value }) => member(value)))
}

/** A member that only the sending side declares. */
function extraDiffers(sent: ObjectType, { name, type }: Property, taken: ObjectType, on: Comparison): Differences {
  const embed = (part: JsonValue) => on.sample(sent, (value) => withMember(value, name, part))
  const signatures = taken.index.filter(({ key }) => on.mayBe(key, name))
  if (signatures.length > 0)
    return together(signatures.map(({ value }) => inside(on.covers(present(type, on), value), name, embed)))
  if (on.taken.extraKeys !== 'strict') return COMPATIBLE
  const witness = on
    .samples(type)
    .map(embed)
    .find((value) => value !== undefined)
  return on.told(`${JSON.stringify(name)} is not declared, and extra keys are refused`, witness, { name, is: 'extra' })
}

function indexDiffers(sent: ObjectType, key: Type, value: Type, taken: ObjectType, on: Comparison): Differences {
  const wider = taken.index.filter((signature) => on.covers(textKey(key), textKey(signature.key)).length === 0)
  const witness = (part: JsonValue, name: string) => on.sample(sent, (whole) => withMember(whole, name, part))
  if (wider.length > 0)
    return together(
      wider.map((signature) =>
        inside(on.covers(value, signature.value), '*', (part) =>
          on
            .samples(textKey(key))
            .map((name) => witness(part, String(name)))
            .find((whole) => whole !== undefined),
        ),
      ),
    )
  // Keys that no signature names are dropped; what the others name must be taken.
  const isTaken = taken.index.every((signature) => on.covers(value, signature.value).length === 0)
  if (isTaken && on.taken.extraKeys !== 'strict') return COMPATIBLE
  return on.searched(sent, taken, 'not every key is declared')
}

/** Keys are text, whatever their type reads out of it. */
const textKey = (key: Type): Type =>
  key.kind === 'number' ? { kind: 'template', texts: ['', ''], types: [{ kind: 'number', constraints: [] }] } : key

function countDiffers(sent: ObjectType, taken: ObjectType, on: Comparison): Differences {
  const least = Math.max(
    sent.properties.filter((property) => !mayBeAbsent(property, on.sent.types)).length,
    ...counts(sent, 'minProperties'),
  )
  const most = Math.min(
    sent.index.length > 0 ? Number.POSITIVE_INFINITY : sent.properties.length,
    ...counts(sent, 'maxProperties'),
  )
  for (const wanted of counts(taken, 'minProperties'))
    if (least < wanted) return on.searched(sent, taken, `minProperties ${wanted} is not given`)
  for (const wanted of counts(taken, 'maxProperties'))
    if (most > wanted) return on.searched(sent, taken, `maxProperties ${wanted} is not given`)
  const given = new Set(checks(sent))
  const missing = checks(taken).find((name) => !given.has(name))
  return missing === undefined ? COMPATIBLE : on.searched(sent, taken, `check ${missing} is not given`)
}

const counts = ({ constraints }: ObjectType, kind: 'minProperties' | 'maxProperties'): number[] =>
  constraints.flatMap((one) => (one.kind === kind ? [one.value] : []))
const checks = ({ constraints }: ObjectType): string[] =>
  constraints.flatMap((one) => (one.kind === 'check' ? [`${one.file}#${one.exportName}`] : []))

export const mayBeAbsent = ({ type, optional, default: value }: Property, types: Comparison['sent']['types']): boolean =>
  optional || value !== undefined || alternatives(type, types).some(({ kind }) => kind === 'undefined')

/** Absence is asked for by itself. */
function present(type: Type, on: Comparison): Type {
  const members = alternatives(type, on.sent.types)
  return members.some(({ kind }) => kind === 'undefined')
    ? { kind: 'union', members: members.filter(({ kind }) => kind !== 'undefined') }
    : type
}

const withMember = (value: JsonValue, name: string, part: JsonValue): JsonValue => set({ ...(value as JsonObject) }, name, part)

function without(value: JsonValue, name: string): JsonValue {
  const { [name]: _left, ...others } = value as JsonObject
  return others
}
