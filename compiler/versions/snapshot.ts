/**
 * What of an app a client can see: its routes' and sockets' contracts and the types that they need. Where they are written, and how
 * they are implemented, is left out.
 */
import {
  type AppIR,
  type CountedRequests,
  type Guarded,
  type NamedType,
  type Property,
  type RateLimit,
  type Route,
  reachable,
  type Snapshot,
  type SnapshotRoute,
  type SnapshotSocket,
  type SocketRoute,
  typesOfRoute,
  typesOfSocket,
} from '../ir/index.ts'

export type { CountedRequests, Snapshot, SnapshotRoute, SnapshotSocket }

export function snapshotOf(app: AppIR): Snapshot {
  const { name, version, config, routes, sockets = [], types, cookies } = app
  const guardsOf = guardsIn(app)
  const ids = [...reachable([...routes.flatMap(typesOfRoute), ...sockets.flatMap(typesOfSocket)], types)].sort()
  return {
    format: 2,
    name,
    appVersion: version,
    extraKeys: config.extraKeys,
    bodyLimit: config.bodyLimit,
    routes: routes.map((route) => ({ ...snapshotRoute(route), ...guardsOf(route.middleware) })),
    ...(sockets.length > 0 && {
      sockets: sockets.map((socket) => ({ ...snapshotSocket(socket, config.webSocket!), ...guardsOf(socket.middleware) })),
    }),
    types: Object.fromEntries(ids.map((id) => [id, withoutSource(types[id]!)])),
    ...(cookies && cookies.signed.length > 0 && { signedCookies: cookies.signed }),
  }
}

function guardsIn({ middleware }: AppIR): (ids: readonly string[]) => Guarded {
  const answering = new Map(middleware.filter(({ replies }) => replies.length > 0).map((one) => [one.id, one]))
  return (ids) => {
    const guards = ids.filter((id) => answering.has(id))
    const auth = guards.flatMap((id) => answering.get(id)!.auth ?? [])
    return { guards, ...(auth.length > 0 && { auth }) }
  }
}

function snapshotRoute(route: Route): Omit<SnapshotRoute, keyof Guarded> {
  const { id, method, path, segments, request, replies, doc, bodyLimit, rateLimit, idempotency } = route
  return {
    id,
    method,
    path,
    segments,
    request,
    replies,
    ...(doc && { doc }),
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(rateLimit && { rateLimit: counted(rateLimit) }),
    ...(idempotency && { idempotency: { required: idempotency.required, ttl: idempotency.ttl } }),
    ...(route.errorMiddleware.length > 0 && { ownErrors: true }),
  }
}

const counted = ({ limit, window, policy, key }: RateLimit): CountedRequests => ({
  limit,
  window,
  ...(policy === 'default' && { shared: true }),
  per: key.from === 'header' ? `header ${key.name}` : key.from,
})

function snapshotSocket(
  socket: SocketRoute,
  app: NonNullable<AppIR['config']['webSocket']>,
): Omit<SnapshotSocket, keyof Guarded> {
  const { id, method, path, segments, request, incoming, outgoing, replies, doc, protocols } = socket
  return {
    id,
    method,
    path,
    segments,
    request,
    incoming,
    outgoing,
    replies,
    ...(doc && { doc }),
    ...(protocols && { protocols }),
    maxPayloadLength: socket.maxPayloadLength ?? app.maxPayloadLength,
    origins: socket.origins ?? app.origins,
  }
}

/** Neither where it stands nor how it is imported is anything to a client. */
function withoutSource({ source: _source, exported: _exported, ...type }: NamedType): NamedType {
  return type
}

/** Parts of a request by their names: an object of members that are text on the wire. */
export const partOf = (properties: readonly Property[] | undefined) =>
  ({ kind: 'object', properties: properties ?? [], index: [], constraints: [] }) as const
