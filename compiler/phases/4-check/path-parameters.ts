/** Parameters of one path have names of their own, and nothing follows a tail wildcard. */
import { type Diagnostic, duplicateParameter, restNotLast } from '../../diagnostics/index.ts'
import { type AppIR, type Route, type SocketRoute, servedAt } from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export const pathParameters = (ir: Pick<AppIR, 'routes' | 'sockets'>): readonly Diagnostic[] =>
  servedAt(ir).flatMap(wrongParameters)

function wrongParameters(route: Route | SocketRoute): readonly Diagnostic[] {
  const { path, segments } = route
  const labels = [labelOfRoute(route)]
  const names = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index))
  const early = segments.slice(0, -1).find((segment) => segment.kind === 'rest')
  return [
    ...[...twice].map((name) => duplicateParameter({ path, name }, labels)),
    ...(early?.kind === 'rest' ? [restNotLast({ path, name: early.name }, labels)] : []),
  ]
}
