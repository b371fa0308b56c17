/**
 * Which version of the API a request is for: resolved once, before it is routed, and told in the answer. Versions are known by their
 * index, oldest first; the last is the newest, whose paths all others share where nothing changed.
 */
import type { Exchange, HeaderList } from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import { type ProblemDocument, problemDocument, sendProblem } from './problem.ts'
import type { ServerContext } from './server-context.ts'
import { MALFORMED_VERSION, type VersionRow, versionTable } from './version-table.ts'

/** As compiled from `.gati/versions` and `versions` of the config. */
export interface VersionPlan {
  /** In lower case. */
  readonly header: string
  /** Index of the version of requests that name none. */
  readonly fallback: number
  readonly beforeFirst: 'oldest' | 'refuse'
  /** Oldest first. */
  readonly versions: readonly VersionRow[]
}

const MALFORMED = [400, 'malformed_version', 'The version that was asked for is none'] as const
const UNKNOWN = [400, 'unknown_version', 'The version that was asked for is not there'] as const
/** The server's own, which are for its operators. */
const OWN_PATH = /^\/_(?:metrics$|health\/)/
const UNDERSCORE = 95
/** Versions that a refusal names, the newest first. */
const MOST_NAMED = 20

export function apiVersions(_gctx: ServerContext, { header, fallback, beforeFirst, versions }: VersionPlan): Around {
  const table = versionTable(versions, beforeFirst)
  const served = versions.map(({ id }): HeaderList => [header, id, 'vary', header])
  const refuse = (exchange: Exchange, kind: typeof MALFORMED | typeof UNKNOWN): void => {
    exchange.startedAt = performance.now()
    sendProblem(exchange, withVersions(problemDocument(kind), versions), ['vary', header])
  }
  return (dispatch) => (exchange) => {
    const { path } = exchange
    if (path.charCodeAt(1) === UNDERSCORE && OWN_PATH.test(path)) return dispatch(exchange)
    const wanted = exchange.header(header)
    const index = wanted === '' ? fallback : table.resolve(wanted)
    if (index < 0) return refuse(exchange, index === MALFORMED_VERSION ? MALFORMED : UNKNOWN)
    exchange.version = index
    const headers = served[index]!
    exchange.common = exchange.common === null ? headers : [...exchange.common, ...headers]
    dispatch(exchange)
  }
}

const withVersions = (document: ProblemDocument, versions: readonly VersionRow[]): ProblemDocument =>
  Object.assign(document, {
    versions: versions
      .slice(-MOST_NAMED)
      .reverse()
      .map(({ id, semver }) => ({ id, semver })),
  })
