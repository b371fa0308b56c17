/** Types as the other side of the wire has them: what only the server can do, or has done already, is left out. */
import type { NamedTypes, Property, Type } from '../../compiler/ir/index.ts'

type Constraint = { readonly kind: string }
interface Rewriting {
  readonly dropped: ReadonlySet<string>
  /** Whether what may be absent is filled in on the way. */
  readonly isFilled: boolean
}

/** As an answer has it: nothing is filled in or changed any more, and the app's own checks have been made. */
export const answered = (type: Type): Type =>
  rewritten(type, { dropped: new Set(['transform', 'check', 'sensitive']), isFilled: false })

/** As a request is checked without the app: its own checks are functions of the server. */
export const checkable = (type: Type): Type => rewritten(type, { dropped: new Set(['check']), isFilled: true })

export const namedAs = (types: NamedTypes, rewrite: (type: Type) => Type): NamedTypes =>
  Object.fromEntries(Object.entries(types).map(([id, named]) => [id, { ...named, type: rewrite(named.type) }]))

function rewritten(type: Type, how: Rewriting): Type {
  const inner = (part: Type): Type => rewritten(part, how)
  const left = <One extends Constraint>(constraints: readonly One[]): readonly One[] =>
    constraints.filter(({ kind }) => !how.dropped.has(kind))
  switch (type.kind) {
    case 'string':
      return { ...type, constraints: left(type.constraints) }
    case 'number':
      return { ...type, constraints: left(type.constraints) }
    case 'bigint':
      return { ...type, constraints: left(type.constraints) }
    case 'template':
      return { ...type, types: type.types.map(inner) }
    case 'array':
      return { ...type, element: inner(type.element), constraints: left(type.constraints) }
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => ({ ...element, type: inner(element.type) })) }
    case 'object':
      return {
        ...type,
        properties: type.properties.map((property) => member(property, how)),
        index: type.index.map(({ key, value }) => ({ key: inner(key), value: inner(value) })),
        constraints: left(type.constraints),
      }
    case 'map':
      return { ...type, key: inner(type.key), value: inner(type.value) }
    case 'set':
      return { ...type, element: inner(type.element) }
    case 'union':
      return { ...type, members: type.members.map(inner) }
    case 'to-json':
      return inner(type.type)
    default:
      return type
  }
}

function member(property: Property, how: Rewriting): Property {
  const type = rewritten(property.type, how)
  if (how.isFilled) return { ...property, type }
  const { default: value, ...rest } = property
  return { ...rest, optional: rest.optional || value !== undefined, type }
}
