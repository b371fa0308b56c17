/** A `toJSON()` method says how an object is written, and not how one is read. */
import { type Diagnostic, notFromJson } from '../../diagnostics/index.ts'
import { type AppIR, type NamedTypes, parts, printType, type RequestContract, type Type, type TypeId } from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export const unreadableJson = ({ routes, types }: Pick<AppIR, 'routes' | 'types'>): readonly Diagnostic[] =>
  routes.flatMap((route) =>
    partsOf(route.request).flatMap(([path, type]) => {
      const found = find(type, types, new Set())
      return found ? [notFromJson({ path, route: route.id, type: `\`${printType(found)}\`` }, [labelOfRoute(route)])] : []
    }),
  )

const partsOf = ({ params, query, headers, cookies, body }: RequestContract): readonly (readonly [string, Type])[] => [
  ...Object.entries({ params, query, headers, cookies }).flatMap(([part, properties]) =>
    (properties ?? []).map(({ name, type }) => [`${part}.${name}`, type] as const),
  ),
  ...(body ? [['body', body.type] as const] : []),
]

/** What the method gives. */
function find(type: Type, types: NamedTypes, seen: Set<TypeId>): Type | undefined {
  if (type.kind === 'to-json') return type.type
  if (type.kind === 'ref') {
    if (seen.has(type.id)) return undefined
    seen.add(type.id)
    return find(types[type.id]!.type, types, seen)
  }
  for (const part of parts(type)) {
    const found = find(part, types, seen)
    if (found) return found
  }
  return undefined
}
