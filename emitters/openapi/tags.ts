import type { Route } from '../../compiler/ir/index.ts'

/** Segments that say where an API is and not what of it: `/api/v1/users` is about users. */
const PREFIX = /^(?:api|v\d+)$/

/** Each route's group, from the folders: `/api/v1/users/:id/posts` -> `users`, `/:slug` and `/` -> `root`. */
export const routeTags = (routes: readonly Route[]): ReadonlyMap<Route, string> =>
  new Map(
    routes.map((route) => {
      const segment = route.segments.find((one) => one.kind !== 'static' || !PREFIX.test(one.value))
      return [route, segment?.kind === 'static' ? segment.value : 'root']
    }),
  )
