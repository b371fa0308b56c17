/**
 * Whether a JSON value written in a type (a default, an example, a literal) is one that the type accepts: asked of the interpreter, so
 * that formats, templates and decimal multiples mean what they mean to the emitted validators.
 */
import { accepts } from '../../../interpret/index.ts'
import { type JsonValue, type NamedType, type NamedTypes, type Type, walk } from '../../../ir/index.ts'

export const conforms = (type: Type, value: JsonValue, types: NamedTypes): boolean =>
  accepts(type, value, { types: closed(type, types), extraKeys: 'strip', check: () => () => true })

/** What is still being lowered is taken on trust, as are the app's own predicates: they cannot be run yet. */
function closed(root: Type, types: NamedTypes): NamedTypes {
  const found: Record<string, NamedType> = {}
  const visit = (type: Type): void =>
    walk(type, (part) => {
      if (part.kind !== 'ref' || Object.hasOwn(found, part.id)) return
      found[part.id] = types[part.id] ?? { id: part.id, name: part.id, type: { kind: 'unknown' } }
      visit(found[part.id]!.type)
    })
  visit(root)
  return found
}
