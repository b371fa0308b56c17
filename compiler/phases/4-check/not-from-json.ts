/** A `toJSON()` method says how an object is written, and not how one is read. */
import { type Diagnostic, notFromJson } from '../../diagnostics/index.ts'
import {
  type AppIR,
  type NamedTypes,
  parts,
  printType,
  type RequestContract,
  type SocketRoute,
  type Type,
  type TypeId,
} from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export function unreadableJson({
  routes,
  sockets = [],
  types,
}: Pick<AppIR, 'routes' | 'sockets' | 'types'>): readonly Diagnostic[] {
  const served = [
    ...routes.map((route) => ({ route, read: partsOf(route.request) })),
    ...sockets.map((route) => ({ route, read: [...partsOf(route.request), ...messagesOf(route)] })),
  ]
  return served.flatMap(({ route, read }) =>
    read.flatMap(([path, type]) => {
      const found = find(type, types, new Set())
      return found ? [notFromJson({ path, route: route.id, type: `\`${printType(found)}\`` }, [labelOfRoute(route)])] : []
    }),
  )
}

const messagesOf = ({ incoming }: SocketRoute): readonly (readonly [string, Type])[] =>
  incoming.text ? [['incoming', incoming.text.type]] : []

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
