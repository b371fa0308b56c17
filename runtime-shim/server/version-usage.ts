/** Who still calls what: requests by version and route, in `/_metrics`. `gatic version list --usage URL` reads it. */
import { labelText } from './exposition.ts'
import type { ServerMetrics } from './metrics.ts'
import type { VersionRow } from './version-table.ts'

const NAME = 'gati_http_version_requests_total'

/** Counts a request of a version, for the route with that number; -1: for none. What was counted is told with the other metrics. */
export function countUsage(metrics: ServerMetrics, versions: readonly VersionRow[]): (version: number, route: number) => void {
  const routes = [...metrics.routes, '']
  const places = routes.length
  const counts = new Float64Array(versions.length * places)
  const others = metrics.lines.bind(metrics)
  metrics.lines = function* () {
    yield `# HELP ${NAME} Requests by the version that served them, and route.`
    yield `# TYPE ${NAME} counter`
    for (const [place, count] of counts.entries()) {
      if (count === 0) continue
      const { id, semver } = versions[Math.floor(place / places)]!
      yield `${NAME}{${labelsOf(id, semver, routes[place % places]!)}} ${count}`
    }
    yield* others()
  }
  return (version, route) => {
    counts[version * places + (route === -1 ? places - 1 : route)]!++
  }
}

/** As the other counts of routes have them. */
function labelsOf(version: string, semver: string, route: string): string {
  const space = route.indexOf(' ')
  return labelText({ version, semver, method: route.slice(0, Math.max(space, 0)), route: route.slice(space + 1) })
}
