/**
 * What keeps clients of an older version alive, where a route is not for them what it was: the functions of src/versions, and the chains
 * that they become.
 *
 *   src/versions/2026-03-01.ts    one {@link VersionStep}: from the version of that day to the one after it
 *   all of them, and the history  ->  AppIR.chains: for each route of an older version that takes part, what is called in which order
 */
import type { ReplyContract, Route, SourceRef } from './app.ts'
import type { SnapshotRoute } from './history.ts'
import type { Location, NamedType, Type, TypeId } from './type.ts'

/** A function of the app's own: (value, gctx) => value, of JSON as it is on the wire. */
export interface Transform {
  readonly source: SourceRef
  /** Whether it may give a promise. */
  readonly isAsync: boolean
  /** Whether it looks at `gctx`. */
  readonly gctx: boolean
}

/** One file of src/versions. */
export interface VersionStep {
  readonly file: string
  /** As its clients name the version: `2026-03-01`. */
  readonly name: string
  readonly location: Location
  readonly routes: readonly RouteStep[]
  readonly types: readonly TypeStep[]
  readonly renamed: readonly RenamedRoute[]
  readonly pinned: readonly PinnedRoute[]
}

/** By the id that the route has in the older version. */
export interface RouteStep {
  readonly route: string
  readonly location: Location
  readonly request?: Transform
  /** Of the reply as a whole. */
  readonly response?: Transform
  /** Of bodies. Not beside `response`. */
  readonly replies: readonly { readonly status: number | 'default'; readonly location: Location; readonly transform: Transform }[]
}

/** Wherever the named type occurs, of both versions by the same name. */
export interface TypeStep {
  readonly type: TypeId
  readonly location: Location
  readonly request?: Transform
  readonly response?: Transform
}

export interface RenamedRoute {
  readonly from: string
  readonly to: string
  readonly location: Location
}

/** A route that is gone, answered by a handler that was kept. */
export interface PinnedRoute {
  readonly route: string
  readonly location: Location
  /** With the contract of its own code. */
  readonly handler: Route
}

/** A route as clients of some older versions know it. */
export interface Chain {
  /** Its contract then; types are those of {@link Chains.types}, and those of replies are the JSON that transforms give. */
  readonly route: Omit<SnapshotRoute, 'guards'>
  /** Indices of the versions that it answers, ascending. */
  readonly versions: readonly number[]
  /** What answers in the end: a route of the app, by its id, or one that was kept, by its place in {@link Chains.pinned}. */
  readonly target: { readonly kind: 'route'; readonly id: string } | { readonly kind: 'pinned'; readonly index: number }
  /** Oldest first. */
  readonly links: readonly ChainLink[]
  /** Statuses whose replies no file speaks of, and that are what they were: they leave as the target writes them. */
  readonly asNow: readonly ReplyContract['status'][]
}

/** What one file has to say about the route. */
export interface ChainLink {
  readonly file: string
  readonly request?: Transform
  /** What `request` must give: the contract after the step. */
  readonly after: Omit<SnapshotRoute, 'guards'>
  readonly response?: Transform
  readonly replies: readonly { readonly status: number | 'default'; readonly transform: ReplyTransform }[]
  /** Of the request's body, where only types that occur in it are transformed. */
  readonly requestTypes?: TypeTransforms
  /** Bodies of replies before the step, as JSON: what transforms of replies must give. */
  readonly before: readonly { readonly status: number | 'default'; readonly body?: Type }[]
}

export type ReplyTransform = { readonly kind: 'function'; readonly transform: Transform } | TypeTransforms

/** Named types inside `type`, by the ids of {@link Chains.types}, and what is called for each. */
export interface TypeTransforms {
  readonly kind: 'types'
  readonly type: Type
  readonly named: readonly { readonly id: TypeId; readonly transform: Transform }[]
}

export interface Chains {
  readonly all: readonly Chain[]
  /** Handlers that are only there for older versions. */
  readonly pinned: readonly Route[]
  /** Of all contracts of chains, beside those of the app that they share. */
  readonly types: Readonly<Record<TypeId, NamedType>>
}
