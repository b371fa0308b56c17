/** `GET /users/:id` or `GET /users/42` -> the route that the emitted router would choose. */
import { closest } from '../../diagnostics/index.ts'
import type { PathSegment, Route, SocketRoute } from '../../ir/index.ts'

export type Served = Route | SocketRoute

export function findRoute(routes: readonly Served[], method: Served['method'], path: string): Served | undefined {
  const exact = routes.find((route) => route.method === method && route.path === path)
  if (exact !== undefined) return exact
  const parts = path.split('?')[0]!.slice(1).split('/')
  const [best] = routes
    .filter((route) => route.method === method && matches(route.segments, parts))
    .sort((a, b) => comparePrecedence(a.segments, b.segments))
  return best ?? (method === 'HEAD' ? findRoute(routes, 'GET', path) : undefined)
}

function matches(segments: readonly PathSegment[], parts: readonly string[]): boolean {
  if (segments.length === 0) return parts.length === 1 && parts[0] === ''
  const tail = segments.at(-1)?.kind === 'rest'
  if (tail ? parts.length < segments.length : parts.length !== segments.length) return false
  return segments.every((segment, index) => (segment.kind === 'static' ? segment.value === parts[index] : parts[index] !== ''))
}

const RANK = { static: 0, param: 1, rest: 2 }

/** The first segment in which two routes differ decides: a literal wins over a parameter, a parameter over a rest. */
function comparePrecedence(a: readonly PathSegment[], b: readonly PathSegment[]): number {
  const index = a.findIndex((segment, at) => segment.kind !== b[at]?.kind)
  return index === -1 ? 0 : RANK[a[index]!.kind] - (b[index] === undefined ? RANK.rest + 1 : RANK[b[index].kind])
}

export function nearestRoute(routes: readonly Served[], method: Served['method'], path: string): Served | undefined {
  const otherMethod = routes.find((route) => findRoute([route], route.method, path) !== undefined)
  const near = closest(
    `${method} ${path}`,
    routes.map(({ id }) => id),
  )
  return otherMethod ?? routes.find(({ id }) => id === near)
}
