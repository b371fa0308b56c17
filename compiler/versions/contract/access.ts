/** Who may call, how often, and whether a request may be sent twice. */
import type { AuthScheme } from '../../ir/index.ts'
import type { CountedRequests, SnapshotRoute, SnapshotSocket } from '../snapshot.ts'
import { type Change, doubtful, proven } from './change.ts'

/** Schemes are matched by their names; a JWT goes where a bearer token goes. */
export function* authChanges(older: Guarded, newer: Guarded): Generator<Change> {
  const [before, after] = [older.auth ?? [], newer.auth ?? []]
  for (const scheme of after) {
    const was = before.find(({ name }) => name === scheme.name)
    if (was === undefined) yield proven('major', 'auth-added', newer.id, `${described(scheme)} is required`)
    else yield* schemeChanges(newer.id, was, scheme)
  }
  for (const scheme of before)
    if (!after.some(({ name }) => name === scheme.name))
      yield proven('minor', 'auth-removed', newer.id, `${described(scheme)} is not asked for any more`)
}

type Guarded = Pick<SnapshotRoute | SnapshotSocket, 'id' | 'auth'>

const KINDS = { basic: 'a user and password', bearer: 'a bearer token', jwt: 'a JSON Web Token' } as const

const described = ({ kind, name, scopes }: AuthScheme): string =>
  `${KINDS[kind]} (${name})${scopes.length > 0 ? ` with ${scopes.join(', ')}` : ''}`

function* schemeChanges(route: string, was: AuthScheme, is: AuthScheme): Generator<Change> {
  if (was.kind !== is.kind) {
    const message = `${KINDS[is.kind]} (${is.name}) is required, was ${KINDS[was.kind]}`
    const isSameHeader = was.kind !== 'basic' && is.kind !== 'basic'
    yield isSameHeader ? doubtful('auth-changed', route, message) : proven('major', 'auth-changed', route, message)
  }
  const more = is.scopes.filter((scope) => !was.scopes.includes(scope))
  const less = was.scopes.filter((scope) => !is.scopes.includes(scope))
  if (more.length > 0) yield proven('major', 'auth-changed', route, `${is.name} must have ${more.join(', ')} as well`)
  else if (less.length > 0) yield proven('minor', 'auth-changed', route, `${is.name} need not have ${less.join(', ')} any more`)
}

/** How often clients come is not known: one that is seldom there notices nothing. */
export function* rateLimitChanges(older: SnapshotRoute, newer: SnapshotRoute): Generator<Change> {
  const [was, is] = [older.rateLimit, newer.rateLimit]
  if (is === undefined) {
    if (was !== undefined)
      yield proven('minor', 'rate-limit', newer.id, `requests are not counted any more, ${rate(was)} were let in`)
  } else if (was === undefined) yield doubtful('rate-limit', newer.id, `${rate(is)} are let in, were all`)
  else if (isTighter(was, is)) yield doubtful('rate-limit', newer.id, `${rate(is)} are let in, were ${rate(was)}`)
  else if (rate(was) !== rate(is)) yield proven('minor', 'rate-limit', newer.id, `${rate(is)} are let in, were ${rate(was)}`)
}

const isTighter = (was: CountedRequests, is: CountedRequests): boolean =>
  is.limit < was.limit ||
  is.limit / is.window < was.limit / was.window ||
  is.per !== was.per ||
  (is.shared === true && was.shared === undefined)

const rate = ({ limit, window, shared, per }: CountedRequests): string =>
  `${limit} requests in ${window / 1000} s per ${per}${shared ? ', those to other routes among them,' : ''}`

export function* idempotencyChanges(older: SnapshotRoute, newer: SnapshotRoute): Generator<Change> {
  const [was, is] = [older.idempotency, newer.idempotency]
  if (is === undefined) {
    if (was !== undefined)
      yield proven('major', 'idempotency', newer.id, 'a request that is sent again with its Idempotency-Key is done again')
    return
  }
  if (is.required && was?.required !== true) yield proven('major', 'idempotency', newer.id, 'an Idempotency-Key is required')
  else if (was === undefined) yield proven('minor', 'idempotency', newer.id, 'an Idempotency-Key is taken')
  else if (was.required && !is.required)
    yield proven('minor', 'idempotency', newer.id, 'an Idempotency-Key is not required any more')
  if (was !== undefined && is.ttl < was.ttl)
    yield doubtful('idempotency', newer.id, `answers are kept for ${is.ttl / 1000} s, were for ${was.ttl / 1000} s`)
}
