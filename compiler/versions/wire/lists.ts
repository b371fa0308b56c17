/** Arrays and tuples: a list has places, each with a type. */
import type { ArrayType, JsonValue, TupleElement, TupleType, Type } from '../../ir/index.ts'
import type { Comparison } from './covers.ts'
import { COMPATIBLE, type Differences, inside, together } from './difference.ts'

export type List = ArrayType | TupleType

export function listDiffers(sent: List, taken: List, on: Comparison): Differences {
  if (sent.kind === 'array' && taken.kind === 'array') return arrayDiffers(sent, taken, on)
  return together(placesDiffer(sent, taken, on))
}

function arrayDiffers(sent: ArrayType, taken: ArrayType, on: Comparison): Differences {
  const { min, max, unique } = limits(sent)
  const wanted = limits(taken)
  const gap =
    min < wanted.min
      ? `minItems ${wanted.min} is not given`
      : max > wanted.max
        ? `maxItems ${wanted.max} is not given`
        : wanted.unique && !unique && max > 1
          ? 'uniqueItems is not given'
          : checkGap(sent, taken)
  if (gap !== undefined) return on.searched(sent, taken, gap)
  if (max === 0) return COMPATIBLE
  return inside(on.covers(sent.element, taken.element), '0', (item) =>
    on.fitting(sent, [[item], [item, ...on.samples(sent.element)].slice(0, Math.max(1, min))]),
  )
}

function checkGap(sent: ArrayType, taken: ArrayType): string | undefined {
  const names = (type: ArrayType) =>
    type.constraints.flatMap((one) => (one.kind === 'check' ? [`${one.file}#${one.exportName}`] : []))
  const missing = names(taken).find((name) => !names(sent).includes(name))
  return missing && `check ${missing} is not given`
}

function limits(type: List): { readonly min: number; readonly max: number; readonly unique: boolean } {
  if (type.kind === 'tuple') {
    const isOpen = type.elements.some(({ mode }) => mode === 'rest')
    const min = type.elements.filter(({ mode }) => mode === 'required').length
    return { min, max: isOpen ? Number.POSITIVE_INFINITY : type.elements.length, unique: false }
  }
  const values = (kind: 'minItems' | 'maxItems') => type.constraints.flatMap((one) => (one.kind === kind ? [one.value] : []))
  return {
    min: Math.max(0, ...values('minItems')),
    max: Math.min(Number.POSITIVE_INFINITY, ...values('maxItems')),
    unique: type.constraints.some(({ kind }) => kind === 'uniqueItems'),
  }
}

/**
 * Of every length that the sent list may have. Past the number of places that both name, and some for those behind a rest, longer
 * lists only repeat pairs of places that were seen.
 */
function* placesDiffer(sent: List, taken: List, on: Comparison): Generator<Differences> {
  const { min, max } = limits(sent)
  const last = Math.min(max, Math.max(min, named(sent) + named(taken) + 2))
  const wanted = limits(taken)
  if (wanted.unique && last > 1) {
    yield on.searched(sent, taken, 'uniqueItems is not given')
  }
  if (last > LONGEST) return yield on.told('lists this long are not compared', undefined)
  let isTold = false
  for (let length = min; length <= last; length++) {
    const from = places(sent, length)
    if (from === undefined) continue
    const to = places(taken, length)
    const witness = (): JsonValue[] | undefined => items(from, on)
    if (to === undefined) {
      // One length says as much as all of them.
      if (!isTold) yield on.told(`${length} items are not taken`, witness())
      isTold = true
      continue
    }
    for (const [index, type] of from.entries())
      yield inside(on.covers(type, to[index]!), String(index), (item) => {
        const list = witness()
        return list?.map((value, place) => (place === index ? item : value))
      })
  }
}

const LONGEST = 400

const named = (type: List): number => (type.kind === 'array' ? 0 : type.elements.length)

function items(types: readonly Type[], on: Comparison): JsonValue[] | undefined {
  const values = types.map((type) => on.samples(type)[0])
  return values.includes(undefined) ? undefined : (values as JsonValue[])
}

/** The type of each place in a list of that length; undefined where no list is that long. */
function places(type: List, length: number): Type[] | undefined {
  const { min, max } = limits(type)
  if (length < min || length > max) return undefined
  if (type.kind === 'array') return Array.from({ length }, () => type.element)
  const rest = type.elements.findIndex(({ mode }) => mode === 'rest')
  if (rest < 0) return type.elements.slice(0, length).map(typeOf)
  const [before, behind] = [type.elements.slice(0, rest), type.elements.slice(rest + 1)]
  const leading = before.slice(0, Math.max(0, length - behind.length))
  const repeated = Array.from({ length: length - leading.length - behind.length }, () => type.elements[rest]!)
  return [...leading, ...repeated, ...behind].map(typeOf)
}

const typeOf = ({ type }: TupleElement): Type => type
