/** Two handlers for one method and one shape of path: `/users/:id` and `/users/:name` are the same to a router. */
import { type Diagnostic, routeConflict } from '../../diagnostics/index.ts'
import { type AppIR, type Route, type SocketRoute, servedAt, shapeOf } from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export function routeConflicts(ir: Pick<AppIR, 'routes' | 'sockets'>): readonly Diagnostic[] {
  const byShape = new Map<string, Served[]>()
  for (const route of servedAt(ir)) {
    const shape = `${route.method} ${shapeOf(route.segments)}`
    byShape.set(shape, [...(byShape.get(shape) ?? []), route])
  }
  return [...byShape.values()].flatMap(([first, ...others]) =>
    others.map((other) => routeConflict({ method: other.method, path: other.path }, conflictLabels(first!, other))),
  )
}

/** An upgrade is told from a `GET`, so both may have a path. */
type Served = Route | SocketRoute

function conflictLabels(first: Served, other: Served) {
  const told = first.path === other.path ? '' : `, as ${first.path}`
  return [labelOfRoute(other, 'second handler'), labelOfRoute(first, `first declared here${told}`)]
}
