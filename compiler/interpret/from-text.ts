import { type Property, resolve, type Type } from '../ir/index.ts'
import { accepts, placesOf } from './accepts.ts'
import { flat, type Meaning, narrowestFirst, own } from './meaning.ts'
import { read } from './read.ts'

export type TextSource = 'params' | 'query' | 'headers' | 'cookies' | 'env'

/** The members that raw text stands for, as the program sees them; undefined where one is not of its type. */
export function parsePart(
  part: readonly Property[],
  from: TextSource,
  raw: object,
  meaning: Meaning,
): Record<string, unknown> | undefined {
  const members = new Map<string, unknown>()
  for (const property of part) {
    const text = given(property, from, raw, meaning)
    if (text === undefined && property.optional && property.default === undefined) continue
    const value = text === undefined ? property.default : fromText(property.type, text, from, meaning, false)
    if (!accepts(property.type, value, meaning)) return undefined
    members.set(property.name, read(property.type, value, meaning))
  }
  return Object.fromEntries(members)
}

/** An empty variable of the environment is absent, unless it is text that is asked for. */
function given({ name, type }: Property, from: TextSource, raw: object, meaning: Meaning): unknown {
  const text = own(raw, name)
  return from === 'env' && text === '' && !isText(type, meaning) ? undefined : text
}

function isText(type: Type, meaning: Meaning): boolean {
  const whole = resolve(type, meaning.types)
  if (whole.kind === 'union') return whole.members.every((member) => isText(member, meaning))
  if (whole.kind === 'literal') return typeof whole.value === 'string'
  return ['string', 'template', 'date', 'bytes', 'url', 'bigint', 'unknown', 'never'].includes(whole.kind)
}

/** The JSON value that text stands for, undefined where there is none. */
function fromText(type: Type, raw: unknown, from: TextSource, meaning: Meaning, isItem: boolean): unknown {
  if (isText(type, meaning)) return raw
  const whole = resolve(type, meaning.types)
  switch (whole.kind) {
    case 'number':
      return toNumber(raw)
    case 'boolean':
      return toBoolean(raw)
    case 'literal':
      return typeof whole.value === 'number' ? toNumber(raw) : toBoolean(raw)
    case 'object':
    case 'map':
      return fromJson(raw)
    case 'null':
      return raw === 'null' ? null : undefined
    case 'array':
    case 'set':
      return isItem ? fromJson(raw) : list(raw, from).map((item) => fromText(whole.element, item, from, meaning, true))
    case 'tuple': {
      if (isItem) return fromJson(raw)
      const items = list(raw, from)
      const places = placesOf(items.length, whole)
      return items.map((item, index) => (places === undefined ? item : fromText(places[index]!.type, item, from, meaning, true)))
    }
    case 'union': {
      const members = narrowestFirst(flat(whole), meaning).filter(({ kind }) => kind !== 'undefined')
      const ordered = [...members.filter(({ kind }) => kind !== 'null'), ...members.filter(({ kind }) => kind === 'null')]
      for (const member of ordered) {
        const value = fromText(member, raw, from, meaning, isItem)
        if (accepts(member, value, meaning)) return value
      }
      return undefined
    }
    default:
      return undefined
  }
}

const toNumber = (raw: unknown): unknown => {
  const value = fromJson(raw)
  return typeof value === 'number' && Number.isFinite(value) && String(raw).trim() === raw ? value : undefined
}

const toBoolean = (raw: unknown): unknown =>
  raw === 'true' || raw === '1' ? true : raw === 'false' || raw === '0' ? false : undefined

function list(raw: unknown, from: TextSource): unknown[] {
  if (Array.isArray(raw)) return raw
  if (from === 'query') return [raw]
  const text = String(raw)
  return text.trim() === '' ? [] : text.split(',').map((item) => item.trim())
}

function fromJson(raw: unknown): unknown {
  if (typeof raw !== 'string') return undefined
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
