/** Who still calls what: requests by version and route, in `/_metrics`. `gatic version list --usage URL` reads it. */
import { familyHead, labelText, routeLabels, tellFirst } from './exposition.ts'
import type { ServerMetrics } from './metrics.ts'
import type { VersionRow } from './version-table.ts'

const NAME = 'gati_http_version_requests_total'

/** Counts a request of a version, for the route with that number; -1: for none. What was counted is told with the other metrics. */
export function countUsage(metrics: ServerMetrics, versions: readonly VersionRow[]): (version: number, route: number) => void {
  const routes = [...metrics.routes, '']
  const places = routes.length
  const counts = new Float64Array(versions.length * places)
  tellFirst(metrics, function* () {
    yield* familyHead(NAME, 'counter', 'Requests by the version that served them, and route.')
    for (const [place, count] of counts.entries()) {
      if (count === 0) continue
      const { id, semver } = versions[Math.floor(place / places)]!
      yield `${NAME}{${routeLabels(routes[place % places]!)},${labelText({ semver, version: id })}} ${count}`
    }
  })
  return (version, route) => {
    counts[version * places + (route === -1 ? places - 1 : route)]!++
  }
}
