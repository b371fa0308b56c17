import type { TupleType, Type, UnionType } from '../../../compiler/ir/index.ts'
import { noneHolds } from '../conditions.ts'
import type { Emission, Site } from '../emission.ts'
import { refusal } from '../kinds/index.ts'
import { eachPlace } from '../kinds/tuple.ts'
import { flatMembers, mostSpecificFirst } from '../kinds/union-members.ts'

/** Where members that are text come from: a repeated query key is a list, elsewhere commas separate. */
export type Source = 'params' | 'query' | 'headers' | 'cookies' | 'env'

/** Whether the text is the JSON value. */
export function isTextual(type: Type, on: Emission): boolean {
  const whole = on.resolve(type)
  switch (whole.kind) {
    case 'string':
    case 'template':
    case 'date':
    case 'bytes':
    case 'url':
    case 'bigint':
    case 'unknown':
    case 'never':
      return true
    case 'literal':
      return typeof whole.value === 'string'
    case 'union':
      return whole.members.every((member) => isTextual(member, on))
    default:
      return false
  }
}

/**
 * The JSON value that raw text stands for, as an expression; undefined or something that the type refuses where it stands for none.
 * `isItem`: inside a list, where another list or an object is JSON text, as an object always is.
 */
export function fromText(type: Type, raw: string, from: Source, site: Site, isItem = false): string {
  const { on } = site
  if (isTextual(type, on)) return raw
  const converter = converterOf(type, from, site, isItem)
  if (converter !== undefined) return `${converter}(${raw})`
  const whole = on.resolve(type)
  if (whole.kind === 'array' || whole.kind === 'set') return listFromText(whole.element, raw, from, site)
  const key = `${from} ${isItem} ${JSON.stringify(whole)}`
  const write = (name: string, inner: Site) => writeConverter(whole, from, isItem, name, { ...inner, isEntry: true })
  return `${on.functionFor(key, `${site.hint} from text`, write, site.hint)}(${raw})`
}

/** A function of the shim that converts the text of one value. */
function converterOf(type: Type, from: Source, { on }: Site, isItem: boolean): string | undefined {
  const whole = on.resolve(type)
  switch (whole.kind) {
    case 'number':
      return on.wire('toNumber')
    case 'boolean':
      return on.wire('toBoolean')
    case 'literal':
      return on.wire(typeof whole.value === 'number' ? 'toNumber' : 'toBoolean')
    case 'object':
    case 'map':
      return on.wire('fromJson')
    case 'array':
    case 'set':
      if (isItem) return on.wire('fromJson')
      return isTextual(whole.element, on) ? listFunction(from, on) : undefined
    case 'tuple':
      if (isItem) return on.wire('fromJson')
      return whole.elements.every(({ type: element }) => isTextual(element, on)) ? listFunction(from, on) : undefined
    default:
      return undefined
  }
}

const listFunction = (from: Source, on: Emission): string => on.wire(from === 'query' ? 'toList' : 'splitList')

function listFromText(element: Type, raw: string, from: Source, site: Site): string {
  const list = `${listFunction(from, site.on)}(${raw})`
  const itemSite = { ...site, hint: `${site.hint} item` }
  const converter = converterOf(element, from, site, true)
  return `${list}.map(${converter ?? `(item) => ${fromText(element, 'item', from, itemSite, true)}`})`
}

function writeConverter(type: Type, from: Source, isItem: boolean, name: string, site: Site): void {
  site.out.open(`function ${name}(raw) {`)
  if (type.kind === 'union') writeChoice(type, from, isItem, site)
  else if (type.kind === 'tuple') writeTuple(type, from, site)
  else if (type.kind === 'null') site.out.line("return raw === 'null' ? null : undefined")
  else site.out.line('return undefined')
  site.out.close()
}

function writeTuple(type: TupleType, from: Source, site: Site): void {
  const { out } = site
  out.line(`const value = ${listFunction(from, site.on)}(raw)`).line('const result = value.slice()')
  eachPlace(type, 'value', site, (element, item, place, index) => {
    out.line(`result[${index}] = ${fromText(element.type, item, from, { ...site, hint: `${site.hint} ${place}` }, true)}`)
  })
  out.line('return result')
}

/** The first member that the text stands for, the most specific one first. `null` is only taken where text is not. */
function writeChoice(type: UnionType, from: Source, isItem: boolean, site: Site): void {
  const { out, on, scope } = site
  const members = mostSpecificFirst(flatMembers(type, on), on).filter(({ kind }) => kind !== 'undefined')
  const ordered = [...members.filter(({ kind }) => kind !== 'null'), ...members.filter(({ kind }) => kind === 'null')]
  for (const [index, member] of ordered.entries()) {
    if (member.kind === 'null') {
      out.line("if (raw === 'null') return null")
      continue
    }
    const where: Site = { ...site, hint: member.kind === 'ref' ? member.id : `${site.hint} ${index + 1}` }
    const conversion = fromText(member, 'raw', from, where, isItem)
    let value = 'raw'
    if (conversion !== 'raw') {
      value = scope.unique(member.kind === 'ref' ? member.id : member.kind)
      out.line(`const ${value} = ${conversion}`)
    }
    const conditions = refusal(member, value, where)
    out.line(conditions.length === 0 ? `return ${value}` : `if (${noneHolds(conditions)}) return ${value}`)
    if (conditions.length === 0) return
  }
  out.line('return undefined')
}
