import { type IndexSignature, isSensitive, type ObjectType, type Property, type Type } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { noneHolds, ofText, refuseIf } from '../conditions.ts'
import { block, type Emission, inside, type Site } from '../emission.ts'
import { expectedText, explainPart, refusal } from './index.ts'
import { flatMembers } from './union-members.ts'

/** Keys that no property names: what is declared for them, and what is not. Keys are text already: nothing is normalised. */
export const keyType = (key: Type): Type =>
  key.kind === 'string' ? { kind: 'string', constraints: key.constraints.filter(({ kind }) => kind !== 'transform') } : key

type Visit = (signature: IndexSignature, entry: string, body: Site) => void

/**
 * A loop over the keys that an index signature is for. Every signature that a key belongs to counts, as in TypeScript. A constraint
 * on `string` keys does not choose among them: it must hold for each.
 */
export function visitKeys(type: ObjectType, value: string, site: Site, visit: Visit): void {
  if (type.index.length === 0 || isAnything(type, site)) return
  const { out } = site
  const body = block(site)
  const key = body.scope.unique('key')
  out.open(`for (const ${key} in ${value}) {`)
  skipDeclared(type, key, site)
  const entry = body.scope.unique('entry')
  out.line(`const ${entry} = ${value}[${key}]`)
  for (const signature of type.index)
    whereBelongs(signature, key, body, () => {
      if (signature.key.kind === 'string' && site.form === 'is') refuseIf(site, keyViolations(signature, key, body))
      visit(signature, entry, body)
    })
  out.close()
}

function isAnything({ index }: ObjectType, site: Site): boolean {
  return index.every(
    (signature) =>
      site.on.resolve(signature.value).kind === 'unknown' &&
      (signature.key.kind !== 'string' || keyViolations(signature, 'key', site).length === 0),
  )
}

export function skipDeclared({ properties }: ObjectType, key: string, { out }: Pick<Site, 'out'>): void {
  if (properties.length === 0) return
  const isDeclared = properties.map(({ name }) => `${key} === ${quote(name)}`)
  if (properties.length <= 4) out.line(`if (${isDeclared.join(' || ')}) continue`)
  else {
    out.open(`switch (${key}) {`)
    for (const { name } of properties) out.line(`case ${quote(name)}:`)
    out.line('  continue').close()
  }
}

/** Code inside `if (isNumberText(key)) {` where the signature is not for every key. */
export function whereBelongs(signature: IndexSignature, key: string, site: Site, write: () => void): void {
  const stranger = strangers(signature, key, site)
  if (stranger.length === 0) return write()
  site.out.open(`if (${noneHolds(stranger)}) {`)
  write()
  site.out.close()
}

/** One statement for a key, that of the narrowest signature it belongs to: `if (isNumericKey(key)) ...`, `else ...`. */
export function eachEntry(type: ObjectType, key: string, site: Site, statementOf: (signature: IndexSignature) => string): void {
  const narrowestFirst = [...type.index].sort((a, b) => WIDTHS.indexOf(a.key.kind) - WIDTHS.indexOf(b.key.kind))
  let before = ''
  for (const signature of narrowestFirst) {
    const stranger = strangers(signature, key, site)
    site.out.line(`${before}${stranger.length === 0 ? '' : `if (${noneHolds(stranger)}) `}${statementOf(signature)}`)
    if (stranger.length === 0) return
    before = 'else '
  }
}

const WIDTHS: readonly Type['kind'][] = ['template', 'number', 'string']

/** Conditions of which one holds for keys that a signature is not for. */
export function strangers({ key: type }: IndexSignature, key: string, site: Site): string[] {
  if (type.kind === 'string') return []
  if (type.kind === 'number') return [`!${site.on.wire('isNumericKey')}(${key})`]
  return ofText(refusal(type, key, { ...inside(site, 'key'), form: 'is' }))
}

export const keyViolations = ({ key: type }: IndexSignature, key: string, site: Site): string[] =>
  ofText(refusal(keyType(type), key, { ...inside(site, 'key'), form: 'is' }))

export const takesEveryKey = ({ index }: ObjectType, site: Site): boolean =>
  index.some((signature) => strangers(signature, 'key', site).length === 0)

/** `known` is a member that is there. */
export function refuseExtraKeys(
  type: ObjectType,
  value: string,
  bound: ReadonlyMap<Property, string>,
  site: Site,
  known?: string,
): void {
  if (takesEveryKey(type, site)) return
  if (type.index.length > 0) return refuseStrangers(type, value, site)
  refuseIf(site, [`${countOff(type, value, bound, site, known)} < 0`])
}

/** Every declared key that is there is counted, then all keys are counted off: less than 0 where one is not declared. */
export function countOff(
  type: ObjectType,
  value: string,
  bound: ReadonlyMap<Property, string>,
  { out, scope, on }: Site,
  known?: string,
): string {
  const isThere = (property: Property) => property.name === known || (bound.has(property) && isRequired(property, on))
  const left = scope.unique('left')
  out.line(`let ${left} = ${type.properties.filter(isThere).length}`)
  for (const property of type.properties) {
    if (isThere(property)) continue
    const name = bound.get(property)
    const isGiven = name === undefined ? `Object.hasOwn(${value}, ${quote(property.name)})` : `${name} !== undefined`
    out.line(`if (${isGiven}) ${left}++`)
  }
  out.line(`for (const ${scope.scope().unique('_')} in ${value}) ${left}--`)
  return left
}

function refuseStrangers(type: ObjectType, value: string, site: Site): void {
  const { out } = site
  const key = site.scope.scope().unique('key')
  out.open(`for (const ${key} in ${value}) {`)
  skipDeclared(type, key, site)
  out.line(`if (${isStranger(type, key, site)}) ${site.refused}`).close()
}

const isStranger = ({ index }: ObjectType, key: string, site: Site): string =>
  index.map((signature) => `(${strangers(signature, key, site).join(' || ')})`).join(' && ')

/** Whether the member is certainly there once it has been checked. */
export function isRequired({ type, optional, default: value }: Property, on: Pick<Emission, 'resolve'>): boolean {
  if (optional || value !== undefined) return false
  const whole = on.resolve(type)
  const members = whole.kind === 'union' ? flatMembers(whole, on) : [whole]
  return members.every(({ kind }) => kind !== 'undefined')
}

export function explainExtraKeys(type: ObjectType, site: Site): void {
  if (takesEveryKey(type, site)) return
  const { out, on } = site
  const { key, place } = openKeys(type, site)
  const undeclared = isStranger(type, key, site)
  const report = `${on.wire('report')}(issues, ${place}, 'no such property', ${on.wire('redact')}(value[${key}]))`
  out.line(undeclared === '' ? report : `if (${undeclared}) ${report}`).close()
}

export function explainIndex(type: ObjectType, site: Site): void {
  if (type.index.length === 0 || isAnything(type, site)) return
  const { key, place } = openKeys(type, site)
  for (const signature of type.index)
    whereBelongs(signature, key, site, () => {
      if (signature.key.kind === 'string') explainKey(signature, key, place, site)
      explainPart(signature.value, `value[${key}]`, place, inside(site, 'entry'))
    })
  site.out.close()
}

/** Begins a loop over the keys that no property names; of keys that are secrets the place tells only which of all it is. */
function openKeys(type: ObjectType, { out, scope, on }: Site): { readonly key: string; readonly place: string } {
  const key = scope.unique('key')
  const isSecret = type.index.some((signature) => isSensitive(signature.key, on.types))
  const number = isSecret ? scope.unique('number') : undefined
  if (number !== undefined) out.line(`let ${number} = 0`)
  out.open(`for (const ${key} in value) {`)
  if (number !== undefined) out.line(`${number}++`)
  skipDeclared(type, key, { out })
  const step = number === undefined ? key : `'<redacted ' + ${number} + '>'`
  return { key, place: `${on.wire('pointer')}(at, ${step})` }
}

function explainKey(signature: IndexSignature, key: string, place: string, site: Site): void {
  const { on } = site
  const received = isSensitive(signature.key, on.types) ? `${on.wire('redact')}(${key})` : key
  const report = `${on.wire('report')}(issues, ${place}, ${quote(expectedText(keyType(signature.key), on))}, ${received})`
  refuseIf(site, keyViolations(signature, key, site), report)
}
