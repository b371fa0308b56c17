import fc from 'fast-check'
import { leafType } from '../../../../emitters/validator/testing/random-types.ts'
import type { Type } from '../../../ir/index.ts'

/** A type with something changed in it. */
export function edited(type: Type): fc.Arbitrary<Type> {
  const other = leafType
  const again = (part: Type, put: (part: Type) => Type) => edited(part).map(put)
  switch (type.kind) {
    case 'object': {
      const { properties } = type
      const added = fc
        .tuple(fc.constantFrom('added', 'other'), other, fc.boolean())
        .map(([name, of, optional]) =>
          properties.some((one) => one.name === name)
            ? type
            : { ...type, properties: [...properties, { name, type: of, optional }] },
        )
      if (properties.length === 0) return fc.oneof(added, other)
      const at = fc.nat({ max: properties.length - 1 })
      return fc.oneof(
        added,
        at.map((index) => ({ ...type, properties: properties.toSpliced(index, 1) })),
        at.map((index) => {
          const { default: _none, ...one } = properties[index]!
          return { ...type, properties: properties.with(index, { ...one, optional: !one.optional }) }
        }),
        at.chain((index) =>
          again(properties[index]!.type, (of) => {
            const { default: _none, ...one } = properties[index]!
            return { ...type, properties: properties.with(index, { ...one, type: of }) }
          }),
        ),
      )
    }
    case 'array':
      return again(type.element, (element) => ({ ...type, element }))
    case 'set':
      return again(type.element, (element) => ({ ...type, element }))
    case 'tuple': {
      const { elements } = type
      if (elements.length === 0) return other
      const at = fc.nat({ max: elements.length - 1 })
      return fc.oneof(
        at.map((index) => ({ ...type, elements: elements.toSpliced(index, 1) })),
        at.chain((index) =>
          again(elements[index]!.type, (of) => ({ ...type, elements: elements.with(index, { ...elements[index]!, type: of }) })),
        ),
      )
    }
    case 'union': {
      const { discriminant: _tag, ...untagged } = type
      const at = fc.nat({ max: type.members.length - 1 })
      return fc.oneof(
        other.map((member) => ({ ...untagged, members: [...type.members, member] })),
        at.map((index) => (type.members.length < 2 ? type : { ...untagged, members: type.members.toSpliced(index, 1) })),
        at.chain((index) =>
          again(type.members[index]!, (member) => ({ ...untagged, members: type.members.with(index, member) })),
        ),
      )
    }
    case 'string':
    case 'number':
    case 'bigint': {
      if (type.constraints.length === 0) return other
      const at = fc.nat({ max: type.constraints.length - 1 })
      return fc.oneof(
        other,
        at.map((index) => ({ ...type, constraints: type.constraints.toSpliced(index, 1) }) as Type),
      )
    }
    default:
      return other
  }
}
