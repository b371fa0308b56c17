/**
 * What an app promised, and since when: the snapshots of its contract, and how the app as it is serves the clients of each.
 *
 *   .gati/versions + the app  ->  AppIR.history  ->  resolution in the emitted server, transforms, GET /versions
 *
 * The newest version is the app itself: the last of {@link History.versions}. Where its contract is what was recorded last, it is that
 * version; else it is one more, {@link UNRELEASED}. Emitted code knows a version by its index; `exchange.version` is that index from
 * before a request is routed. A route that is not in {@link AppVersion.differs} is the same for that version's clients and for the
 * newest ones, and asks nobody: what it costs is nothing. One that is there has what it needs to be served as it was: the contract
 * of then is in {@link AppVersion.snapshot}, with its types, for validators and serializers of then.
 */
import type { AppIR, AuthScheme, Idempotency, RateLimit, RequestReads, Route, SocketRoute, SourceRef } from './app.ts'
import type { NamedType, TypeId } from './type.ts'

/** What of an app a client can see: its routes' and sockets' contracts and the types that they need. */
export interface Snapshot {
  /** Absent: one of those that did not record sockets, who may call, limits and idempotency, which then are not compared. */
  readonly format?: 2
  readonly name: string
  /** Of package.json when it was taken. */
  readonly appVersion: string
  readonly extraKeys: AppIR['config']['extraKeys']
  /** Bytes; of routes that have no limit of their own. */
  readonly bodyLimit: number
  readonly routes: readonly SnapshotRoute[]
  /** Absent where there are none. */
  readonly sockets?: readonly SnapshotSocket[]
  readonly types: Readonly<Record<TypeId, NamedType>>
  /** Names of cookies that the server signs: no client sends them by itself. */
  readonly signedCookies?: readonly string[]
}

/** What routes and sockets have alike. */
export interface Guarded {
  /** Ids of the middleware that may answer in its place. */
  readonly guards: readonly string[]
  /** Each of them must be satisfied; in the order in which they are asked. */
  readonly auth?: readonly AuthScheme[]
}

export type SnapshotRoute = Pick<Route, 'id' | 'method' | 'path' | 'segments' | 'request' | 'replies' | 'doc' | 'bodyLimit'> &
  Guarded & {
    readonly rateLimit?: CountedRequests
    readonly idempotency?: Pick<Idempotency, 'required' | 'ttl'>
    /** Whether its own middleware words the answer to invalid requests. */
    readonly ownErrors?: true
  }

/** How many requests one caller may send: `limit` in `window` milliseconds. */
export interface CountedRequests extends Pick<RateLimit, 'limit' | 'window'> {
  /** Whether those to other routes count as well. */
  readonly shared?: true
  /** Who is counted as one. */
  readonly per: 'address' | 'function' | `header ${string}`
}

export type SnapshotSocket = Pick<
  SocketRoute,
  'id' | 'method' | 'path' | 'segments' | 'request' | 'incoming' | 'outgoing' | 'replies' | 'doc' | 'protocols'
> &
  Guarded & {
    /** Bytes of one message. */
    readonly maxPayloadLength: number
    /** Whose pages may open it. */
    readonly origins: '*' | readonly string[]
  }

export interface History {
  /** Oldest first; at least two, or one that is the app as it is. */
  readonly versions: readonly AppVersion[]
  /** Index of the version of requests that name none. */
  readonly fallback: number
}

/** The {@link AppVersion.id} of an app that changed since its last snapshot. */
export const UNRELEASED = 'unreleased'

export interface AppVersion {
  /** When it was taken: ISO 8601, UTC, to the second. */
  readonly id: string
  readonly semver: string
  /** What its author said of it. */
  readonly note?: string
  /** Sorted. */
  readonly tags: readonly string[]
  /** ISO 8601; `sunset` is when it is answered no more. */
  readonly deprecated?: { readonly since: string; readonly sunset?: string }
  readonly snapshot: Snapshot
  /** Routes of it that the newest path would serve otherwise, or not at all; by their ids. */
  readonly differs: readonly ChangedRoute[]
  /** What changed since the version before; nothing for the first. */
  readonly changes: readonly ChangeNote[]
}

/** A route of an older version. */
export interface ChangedRoute {
  /** In that version's snapshot: `GET /users/:id`. */
  readonly id: string
  /** Id of the route of the app that is at its place now; absent: none is. */
  readonly served?: string
  /** What its clients would notice there. */
  readonly changes: readonly ChangeNote[]
}

/** A change as it is told: see compiler/versions/contract for the rules. */
export interface ChangeNote {
  readonly rule: string
  readonly level: 'major' | 'minor' | 'patch'
  /** Absent: of the app as a whole. */
  readonly route?: string
  readonly status?: number | 'default'
  /** RFC 6901, in the part that the rule names. */
  readonly pointer?: string
  readonly message: string
}

/** Where the config says nothing. */
export const VERSION_RULES: VersionRules = { header: 'x-api-version', default: 'latest', beforeFirst: 'oldest' }

/** How clients say which version they mean: `versions` of the config. */
export interface VersionRules {
  /** In lower case. */
  readonly header: string
  /** A parameter of the query that says it as well; absent: none does. */
  readonly query?: string
  /** What is meant where nothing is said, as a client would write it. */
  readonly default: string
  /** What a date means that is before the first version: that version, or nothing. */
  readonly beforeFirst: 'oldest' | 'refuse'
  /** Where versions are listed; absent: at `/versions`, unless a route of the app is there. */
  readonly list?: string | false
  /** Asked for the version of a client that names none, with method, path, headers and cookies; and `gctx`, if it reads that. */
  readonly pin?: { readonly source: SourceRef; readonly reads: RequestReads; readonly gctx: boolean }
}
