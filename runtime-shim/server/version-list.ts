/** `GET /versions`: what there is, since when, until when, and what changed; `?route=GET /users/:id` and `?version=1.2` tell of that only. */
import type { Exchange } from '../transport/index.ts'
import { parseQuery } from '../wire/index.ts'
import { problemDocument, sendProblem } from './problem.ts'
import { malformedQuery } from './refuse.ts'
import { JSON_TYPE } from './reply.ts'
import type { VersionRow, VersionTable } from './version-table.ts'

export interface ListedVersion extends VersionRow {
  /** Seconds since 1970. */
  readonly deprecated?: number
  readonly sunset?: number
  /** Since the version before. */
  readonly changes?: readonly VersionChange[]
}

export interface VersionChange {
  readonly level: string
  readonly rule: string
  readonly route?: string
  readonly status?: number | string
  readonly pointer?: string
  readonly message: string
}

const ONLY_READ = [405, 'method_not_allowed', 'This path does not answer this method'] as const
const NO_SUCH_VERSION = [404, 'unknown_version', 'No version is what was asked for'] as const
const ALLOW = ['allow', 'GET, HEAD, OPTIONS']

/** `standing`: which version is the default, now. */
export function versionList(
  { versions }: { readonly versions: readonly ListedVersion[] },
  table: VersionTable,
  standing: { readonly fallback: number },
): (exchange: Exchange) => void {
  return (exchange) => {
    exchange.startedAt = performance.now()
    const { method } = exchange
    if (method === 'OPTIONS') return exchange.send(204, ALLOW, null, null)
    if (method !== 'GET' && method !== 'HEAD') return sendProblem(exchange, problemDocument(ONLY_READ), ALLOW)
    const query = parseQuery(exchange.query())
    if (query === undefined) return malformedQuery(exchange)
    const { route, version } = query
    const index = version === undefined ? undefined : table.resolve(String(version))
    if (index !== undefined && index < 0) return sendProblem(exchange, problemDocument(NO_SUCH_VERSION))
    const shown = index === undefined ? versions.toReversed() : [versions[index]!]
    const body = {
      latest: versions.at(-1)!.id,
      default: versions[standing.fallback]!.id,
      versions: shown.map((one) => told(one, route === undefined ? undefined : String(route))),
    }
    exchange.send(200, ['cache-control', 'no-cache'], JSON_TYPE, JSON.stringify(body))
  }
}

function told({ id, semver, tags, deprecated, sunset, changes = [] }: ListedVersion, route: string | undefined): object {
  return {
    id,
    semver,
    tags,
    deprecated: timeOf(deprecated),
    sunset: timeOf(sunset),
    changes: route === undefined ? changes : changes.filter((change) => change.route === route),
  }
}

const timeOf = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace('.000', '')
