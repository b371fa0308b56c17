/**
 * Which version of the API a request is for: resolved once, before it is routed, and told in the answer. Versions are known by their
 * index, oldest first; the last is the newest, whose paths all others share where nothing changed.
 */
import { addCommonFields, type Exchange, type HeaderList, makeSingle } from '../transport/index.ts'
import { parseQuery } from '../wire/index.ts'
import type { Around } from './common-headers.ts'
import { fail } from './fail.ts'
import { OWN_PATH } from './health.ts'
import { type ProblemDocument, problemDocument, sendProblem } from './problem.ts'
import type { ServerContext } from './server-context.ts'
import { openControl } from './version-control.ts'
import { type ListedVersion, versionList } from './version-list.ts'
import { MALFORMED_VERSION, versionTable } from './version-table.ts'
import { countUsage } from './version-usage.ts'

/** As compiled from `.gati/versions` and `versions` of the config. */
export interface VersionPlan {
  /** In lower case. */
  readonly header: string
  /** A parameter of the query that says it as well. */
  readonly query?: string
  /** Index of the version of requests that name none. */
  readonly fallback: number
  readonly beforeFirst: 'oldest' | 'refuse'
  /** Where versions are listed. */
  readonly list?: string
  /** Gives the version of a client that names none. */
  readonly pin?: (exchange: Exchange) => string | undefined
  /** Oldest first. */
  readonly versions: readonly ListedVersion[]
}

const MALFORMED = [400, 'malformed_version', 'The version that was asked for is none'] as const
const UNKNOWN = [400, 'unknown_version', 'The version that was asked for is not there'] as const
const GONE = [410, 'version_gone', 'The version that was asked for is not served any more'] as const
const UNDERSCORE = 95
/** Versions that a refusal names, the newest first. */
const MOST_NAMED = 20

/** In place of an index: an error was answered. */
const FAILED = -3

export function apiVersions(gctx: ServerContext, plan: VersionPlan): Around {
  const { header, query, pin, list, versions, beforeFirst } = plan
  makeSingle(header)
  const table = versionTable(versions, beforeFirst)
  const served = versions.map((_, index) => ({ headers: headersOf(plan, index), until: endOf(versions[index]!) }))
  const count = countUsage(gctx.metrics, versions)
  const standing = { fallback: plan.fallback }
  const listed = list === undefined ? undefined : versionList(plan, table, standing)
  openControl(process.env['GATI_CONTROL'], { table, versions, standing })

  const unnamed = (exchange: Exchange): number => {
    try {
      const pinned = pin?.(exchange)
      if (pinned === undefined) return standing.fallback
      const index = table.resolve(pinned)
      if (index >= 0) return index
      throw new Error(`the client is pinned to ${JSON.stringify(pinned)}, which is no version`)
    } catch (error) {
      fail(exchange, error)
      return FAILED
    }
  }
  return (dispatch) => (exchange) => {
    const { path } = exchange
    if (path.charCodeAt(1) === UNDERSCORE && OWN_PATH.test(path)) return dispatch(exchange)
    if (path === list) return listed!(exchange)
    const wanted = exchange.header(header) || (query === undefined ? '' : fromQuery(exchange, query))
    const index = wanted === '' ? unnamed(exchange) : table.resolve(wanted)
    if (index < 0) return refuse(exchange, index, plan)
    const { headers, until } = served[index]!
    exchange.version = index
    addCommonFields(exchange, headers)
    if (until !== Infinity && until <= Date.now()) gone(exchange, index, plan)
    else dispatch(exchange)
    count(index, exchange.route)
  }
}

/** A text that is malformed is the route's to refuse; one that is there twice names no version. */
function fromQuery(exchange: Exchange, name: string): string {
  const text = exchange.query()
  if (!text.includes(name)) return ''
  const value = parseQuery(text)?.[name]
  return Array.isArray(value) ? value.join(' & ') : (value ?? '')
}

/** RFC 9745, RFC 8594, RFC 5829. */
function headersOf(plan: VersionPlan, index: number): HeaderList {
  const { header, versions } = plan
  const { id, deprecated, sunset } = versions[index]!
  const list = [header, id, 'vary', header]
  if (deprecated === undefined) return list
  list.push('deprecation', `@${deprecated}`)
  if (sunset !== undefined) list.push('sunset', new Date(sunset * 1000).toUTCString())
  const successor = successorOf(versions, index)
  const target = successor === undefined ? undefined : linkTo(plan, successor.id)
  if (target !== undefined) list.push('link', `<${target}>; rel="successor-version"`)
  return list
}

/** The same resource by its own address, or what is told of the version. */
function linkTo({ query, list }: VersionPlan, id: string): string | undefined {
  const name = encodeURIComponent(id)
  if (query !== undefined) return `?${query}=${name}`
  return list && `${list}?version=${name}`
}

/** The next one that stays, else the newest. */
const successorOf = (versions: readonly ListedVersion[], index: number): ListedVersion | undefined =>
  versions.slice(index + 1).find(({ deprecated }) => deprecated === undefined) ??
  (index < versions.length - 1 ? versions.at(-1) : undefined)

/** Milliseconds since 1970. */
const endOf = ({ sunset = Infinity }: ListedVersion): number => sunset * 1000

function refuse(exchange: Exchange, index: number, { header, versions }: VersionPlan): void {
  if (index === FAILED) return
  const there = versions.filter((version) => endOf(version) > Date.now())
  const kind = index === MALFORMED_VERSION ? MALFORMED : UNKNOWN
  answer(exchange, problemDocument(kind), { versions: there.slice(-MOST_NAMED).reverse().map(nameOf) }, ['vary', header])
}

function gone(exchange: Exchange, index: number, { versions }: VersionPlan): void {
  const successor = successorOf(versions, index)
  const more = { version: nameOf(versions[index]!), ...(successor && { successor: nameOf(successor) }) }
  answer(exchange, problemDocument(GONE), more, null)
}

function answer(exchange: Exchange, document: ProblemDocument, more: object, headers: HeaderList | null): void {
  exchange.startedAt = performance.now()
  sendProblem(exchange, Object.assign(document, more), headers)
}

const nameOf = ({ id, semver }: ListedVersion): object => ({ id, semver })
