/**
 * What a file of src/versions says: how clients of the version that it is named for are served by the one after it.
 *
 *   // src/versions/2026-03-01.ts
 *   export default defineVersion('2026-03-01', {
 *     routes: {
 *       'POST /users': {
 *         request: ({ body }) => ({ body: { first: body.name.split(' ')[0], last: ... } }),
 *         response: { 201: ({ first, last, ...user }) => ({ ...user, name: `${first} ${last}` }) },
 *       },
 *     },
 *   })
 *
 * Values are JSON as it is on the wire: dates are text, as are bigints and bytes. `VersionSteps` is empty here and filled by declaration
 * merging: by the compiler, in `.gati/generated/versions.ts`, from the contracts in `.gati/versions`.
 */
import type { GlobalContext, Handler } from './authoring/index.ts'

/** By the names of the files. */
export interface VersionSteps {}

/** Both sides of one step. Routes by the ids that they have in the older version. */
export interface VersionStepTypes {
  readonly routes: { readonly [route: string]: RouteStepTypes }
  /** Named types that both versions have. */
  readonly types: { readonly [name: string]: readonly [older: unknown, newer: unknown] }
  /** Those that the newer version has not, under no other name. */
  readonly removed: string
  /** Of the newer version. */
  readonly served: string
}

export interface RouteStepTypes {
  readonly request: readonly [older: unknown, newer: unknown]
  /** Bodies of the statuses that have one. */
  readonly replies: { readonly [status: string]: readonly [newer: unknown, older: unknown] }
  readonly reply: readonly [newer: unknown, older: unknown]
}

type Step<From, To> = (value: From, gctx: GlobalContext) => To | Promise<To>

export interface RouteTransforms<Types extends RouteStepTypes> {
  /** What clients of the older version send -> what the newer one takes. May throw an `HttpError` of 4xx, which is answered. */
  readonly request?: Step<Types['request'][0], Types['request'][1]>
  /** What the newer version answers -> what clients of the older one expect: the bodies of some statuses, or the reply as a whole. */
  readonly response?:
    | Step<Types['reply'][0], Types['reply'][1]>
    | { readonly [Status in keyof Types['replies']]?: Step<Types['replies'][Status][0], Types['replies'][Status][1]> }
}

export interface TypeTransforms<Types extends readonly [unknown, unknown]> {
  readonly request?: Step<Types[0], Types[1]>
  readonly response?: Step<Types[1], Types[0]>
}

export interface VersionTransforms<Types extends VersionStepTypes> {
  readonly routes?: { readonly [Route in keyof Types['routes']]?: RouteTransforms<Types['routes'][Route]> }
  /** Wherever the type occurs in what no transform of its route speaks of. */
  readonly types?: { readonly [Name in keyof Types['types']]?: TypeTransforms<Types['types'][Name]> }
  /** Routes that have another method or path since. */
  readonly renamed?: { readonly [route: string]: Types['served'] }
  /** Routes that are gone, and the handlers that still answer their clients. */
  readonly pinned?: { readonly [Route in keyof Types['routes'] | Types['removed']]?: Handler<any, any> }
}
