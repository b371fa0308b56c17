/**
 * What of an app a client can see: its routes' contracts and the types that they need. Where they are written, and how they are
 * implemented, is left out.
 */
import {
  type AppIR,
  type NamedType,
  type Property,
  type Route,
  reachable,
  type Snapshot,
  type SnapshotRoute,
  typesOfRoute,
} from '../ir/index.ts'

export type { Snapshot, SnapshotRoute }

export function snapshotOf({ name, version, config, routes, middleware, types }: AppIR): Snapshot {
  const answering = new Set(middleware.filter(({ replies }) => replies.length > 0).map(({ id }) => id))
  const ids = [...reachable(routes.flatMap(typesOfRoute), types)].sort()
  return {
    name,
    appVersion: version,
    extraKeys: config.extraKeys,
    bodyLimit: config.bodyLimit,
    routes: routes.map((route) => snapshotRoute(route, answering)),
    types: Object.fromEntries(ids.map((id) => [id, withoutSource(types[id]!)])),
  }
}

function snapshotRoute(route: Route, answering: ReadonlySet<string>): SnapshotRoute {
  const { id, method, path, segments, request, replies, doc, bodyLimit } = route
  return {
    id,
    method,
    path,
    segments,
    request,
    replies,
    guards: route.middleware.filter((one) => answering.has(one)),
    ...(doc && { doc }),
    ...(bodyLimit !== undefined && { bodyLimit }),
  }
}

function withoutSource({ source: _source, ...type }: NamedType): NamedType {
  return type
}

/** Parts of a request by their names: an object of members that are text on the wire. */
export const partOf = (properties: readonly Property[] | undefined) =>
  ({ kind: 'object', properties: properties ?? [], index: [], constraints: [] }) as const
