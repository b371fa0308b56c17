/** A path for the list of versions that a route of the app answers already. */
import { type Diagnostic, versionListTaken } from '../../diagnostics/index.ts'
import { type AppIR, routeAt } from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export function versionList({ routes, history, config }: AppIR): readonly Diagnostic[] {
  const list = config.versions?.list
  if (history === undefined || typeof list !== 'string') return []
  const route = routeAt(routes, 'GET', list)
  return route ? [versionListTaken({ path: list, route: route.id }, [labelOfRoute(route)])] : []
}
