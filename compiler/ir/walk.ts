/** Ways through a type: its direct parts, everything below it, and the named types that it needs. */
import type { AppIR, PathSegment, ReplyContract, RequestContract, Route, SocketRoute } from './app.ts'
import type { NamedType, RefType, Type, TypeId } from './type.ts'
import { unreachable } from './unreachable.ts'

export type NamedTypes = Readonly<Record<TypeId, NamedType>>

/** The types directly inside, in reading order. A `ref` has none: follow it with {@link resolve}. */
export function parts(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'unknown':
    case 'never':
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
    case 'ref':
      return []
    case 'template':
      return type.types
    case 'array':
    case 'set':
      return [type.element]
    case 'tuple':
      return type.elements.map((element) => element.type)
    case 'object':
      return [...type.properties.map((property) => property.type), ...type.index.flatMap(({ key, value }) => [key, value])]
    case 'map':
      return [type.key, type.value]
    case 'union':
      return type.members
    case 'to-json':
      return [type.type]
    default:
      return unreachable(type)
  }
}

/** The type itself and everything inside it, outside first; refs are visited, not followed. */
export function walk(type: Type, visit: (type: Type) => void): void {
  visit(type)
  for (const part of parts(type)) walk(part, visit)
}

/** What a ref stands for; any other type is itself. */
export function resolve(type: Type, types: NamedTypes): Exclude<Type, RefType> {
  let current = type
  const seen = new Set<TypeId>()
  while (current.kind === 'ref') {
    if (seen.has(current.id)) throw new Error(`type ${current.id} is only itself`)
    seen.add(current.id)
    current = named(current.id, types).type
  }
  return current
}

export function named(id: TypeId, types: NamedTypes): NamedType {
  const found = Object.hasOwn(types, id) ? types[id] : undefined
  if (!found) throw new Error(`no type ${id}`)
  return found
}

/** Ids of all named types that the roots need, in the order in which they are met. */
export function reachable(roots: Iterable<Type>, types: NamedTypes): ReadonlySet<TypeId> {
  const ids = new Set<TypeId>()
  const pending = [...roots]
  while (pending.length > 0) {
    walk(pending.shift()!, (part) => {
      if (part.kind !== 'ref' || ids.has(part.id)) return
      ids.add(part.id)
      pending.push(named(part.id, types).type)
    })
  }
  return ids
}

/** Equal for paths that a router cannot tell apart: `/users/:id` and `/users/:name`. */
export const shapeOf = (segments: readonly PathSegment[]): string =>
  JSON.stringify(segments.map((segment) => (segment.kind === 'static' ? segment.value : [segment.kind])))

/** The first route that a request for a literal path may reach: one with the path itself, or with parameters where it has text. */
export const routeAt = (routes: readonly Route[], method: Route['method'], path: string): Route | undefined => {
  const wanted = path.slice(1).split('/')
  return routes.find(
    (route) =>
      route.method === method &&
      (route.segments.length === wanted.length ||
        (route.segments.at(-1)?.kind === 'rest' && wanted.length >= route.segments.length)) &&
      route.segments.every((segment, index) => segment.kind !== 'static' || segment.value === wanted[index]),
  )
}

export function typesOfRequest({ params, query, headers, cookies, body }: RequestContract): readonly Type[] {
  const members = [params, query, headers, cookies].flatMap((part) => part ?? []).map((property) => property.type)
  return body ? [...members, body.type] : members
}

export const typesOfReply = ({ body, headers, events = [], variants = [] }: ReplyContract): readonly Type[] => [
  ...(headers ?? []).map((property) => property.type),
  ...(body ? [body] : []),
  ...events.map(({ data }) => data),
  ...variants.map((variant) => variant.body),
]

export const typesOfRoute = ({ request, replies }: Pick<Route, 'request' | 'replies'>): readonly Type[] => [
  ...typesOfRequest(request),
  ...replies.flatMap(typesOfReply),
]

/** Everything that has a path: routes, then sockets. */
export const servedAt = ({ routes, sockets = [] }: Pick<AppIR, 'routes' | 'sockets'>): readonly (Route | SocketRoute)[] => [
  ...routes,
  ...sockets,
]

type SocketTypes = Pick<SocketRoute, 'request' | 'incoming' | 'outgoing' | 'replies'>

/** Of the request, the messages, and the answers that refuse it. */
export const typesOfSocket = ({ request, incoming, outgoing, replies }: SocketTypes): readonly Type[] => [
  ...typesOfRequest(request),
  ...[incoming, outgoing].flatMap(({ text }) => (text ? [text.type] : [])),
  ...replies.flatMap(typesOfReply),
]

/** Everything on the wire, and the environment. */
export const typesOfApp = ({ routes, sockets = [], env }: Pick<AppIR, 'routes' | 'sockets' | 'env'>): readonly Type[] => [
  ...routes.flatMap(typesOfRoute),
  ...sockets.flatMap(typesOfSocket),
  ...(env?.properties ?? []).map((property) => property.type),
]
