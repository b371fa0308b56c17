/** Two handlers for one method and one shape of path: `/users/:id` and `/users/:name` are the same to a router. */
import { type Diagnostic, routeConflict } from '../../diagnostics/index.ts'
import type { AppIR, Route } from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export function routeConflicts({ routes }: Pick<AppIR, 'routes'>): readonly Diagnostic[] {
  const byShape = new Map<string, Route[]>()
  for (const route of routes) {
    const shape = shapeOf(route)
    byShape.set(shape, [...(byShape.get(shape) ?? []), route])
  }
  return [...byShape.values()].flatMap(([first, ...others]) =>
    others.map((other) => routeConflict({ method: other.method, path: other.path }, conflictLabels(first!, other))),
  )
}

const shapeOf = ({ method, segments }: Route): string =>
  JSON.stringify([method, ...segments.map((segment) => (segment.kind === 'static' ? segment.value : [segment.kind]))])

function conflictLabels(first: Route, other: Route) {
  const told = first.path === other.path ? '' : `, as ${first.path}`
  return [labelOfRoute(other, 'second handler'), labelOfRoute(first, `first declared here${told}`)]
}
