/** How deep the shallowest value of a type nests in named types; infinite where there is no finite value. */
import { type NamedTypes, type Type, type TypeId, unreachable } from '../../compiler/ir/index.ts'

const known = new WeakMap<NamedTypes, ReadonlyMap<TypeId, number>>()

export function heightsOf(types: NamedTypes): (type: Type) => number {
  let heights = known.get(types)
  if (heights === undefined) {
    heights = leastHeights(types)
    known.set(types, heights)
  }
  return (type) => heightOf(type, heights)
}

/** From below: whatever has a value gets its height at last, and what has none stays infinite. */
function leastHeights(types: NamedTypes): ReadonlyMap<TypeId, number> {
  const heights = new Map<TypeId, number>()
  for (let changed = true; changed; ) {
    changed = false
    for (const { id, type } of Object.values(types)) {
      const height = heightOf(type, heights)
      if (height < (heights.get(id) ?? Number.POSITIVE_INFINITY)) {
        heights.set(id, height)
        changed = true
      }
    }
  }
  return heights
}

function heightOf(type: Type, heights: ReadonlyMap<TypeId, number>): number {
  const inside = (part: Type) => heightOf(part, heights)
  const highest = (parts: readonly Type[]) => Math.max(0, ...parts.map(inside))
  switch (type.kind) {
    case 'never':
      return Number.POSITIVE_INFINITY
    case 'ref':
      return 1 + (heights.get(type.id) ?? Number.POSITIVE_INFINITY)
    case 'union':
      return Math.min(...type.members.map(inside))
    case 'object':
      return highest(
        type.properties.flatMap(({ type: value, optional, default: given }) => (optional || given !== undefined ? [] : [value])),
      )
    case 'tuple':
      return highest(type.elements.flatMap(({ type: element, mode }) => (mode === 'required' ? [element] : [])))
    case 'array':
      return type.constraints.some((one) => one.kind === 'minItems' && one.value > 0) ? inside(type.element) : 0
    case 'template':
      return highest(type.types)
    case 'to-json':
      return inside(type.type)
    case 'set':
    case 'map':
    case 'unknown':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
    case 'bigint':
    case 'date':
    case 'bytes':
    case 'url':
    case 'literal':
      return 0
    default:
      return unreachable(type)
  }
}
