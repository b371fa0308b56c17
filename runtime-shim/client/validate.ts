/** Requests that the server would refuse, refused before they are sent: by the server's own checks, and in its own words. */
import { type Issue as PlacedIssue, parseCookies, parseQuery } from '../wire/index.ts'
import type { Interceptor, Issue, Outgoing } from './contract.ts'

type Explain = (value: any) => readonly PlacedIssue[]

/** Of one route: what explains the raw parts of its requests, as the server has them. */
export interface RequestChecks {
  readonly params?: Explain
  /** Where path parameters stand among the segments of the path; `-1 - n` is all of them from `n` on. */
  readonly places?: Readonly<Record<string, number>>
  readonly query?: Explain
  readonly headers?: Explain
  /** Lower-case names of those that are looked at. */
  readonly names?: readonly string[]
  readonly cookies?: Explain
  readonly json?: Explain
  readonly form?: Explain
  readonly text?: Explain
  /** Whether there may be no body. */
  readonly optional?: boolean
}

/** `routes`: by the ids of routes; others are left alone. */
export const validation =
  (routes: Readonly<Record<string, RequestChecks>>): Interceptor =>
  async (request, next) => {
    const checks = routes[request.route]
    const errors = checks === undefined ? [] : issuesOf(request, checks)
    return errors.length === 0 ? next(request) : refusal(errors)
  }

/** RFC 9457, as the server answers. */
const refusal = (errors: readonly Issue[]): Response =>
  new Response(
    JSON.stringify({ type: 'about:blank', title: 'The request is not valid', status: 422, code: 'invalid_request', errors }),
    { status: 422, headers: { 'content-type': 'application/problem+json' } },
  )

function issuesOf({ path, headers, body }: Outgoing, checks: RequestChecks): Issue[] {
  const [pathname = '', search = ''] = path.split(/\?(.*)/s)
  return [
    ...placed('params', checks.params, () => paramsOf(pathname, checks.places ?? {})),
    ...placed('query', checks.query, () => parseQuery(search)),
    ...placed('headers', checks.headers, () => headersOf(headers, checks.names ?? [])),
    ...placed('cookies', checks.cookies, () => parseCookies(headers.get('cookie') ?? '')),
    ...(body === null || body === undefined || body === '' ? absent(checks) : bodyIssues(String(body), checks)),
  ]
}

const placed = (part: Issue['in'], explain: Explain | undefined, raw: () => unknown): Issue[] =>
  explain === undefined ? [] : explain(raw()).map((issue) => ({ in: part, ...issue }))

const bodyIssues = (body: string, { json, form, text }: RequestChecks): Issue[] => [
  ...placed('body', json, () => JSON.parse(body)),
  ...placed('body', form, () => parseQuery(body)),
  ...placed('body', text, () => body),
]

const absent = (checks: RequestChecks): Issue[] =>
  checks.optional
    ? []
    : [
        ...placed('body', checks.json, () => undefined),
        ...placed('body', checks.form, () => ({})),
        ...placed('body', checks.text, () => ''),
      ]

function paramsOf(pathname: string, places: Readonly<Record<string, number>>): Record<string, string> {
  const segments = pathname.slice(1).split('/')
  const text = (place: number) => (place < 0 ? segments.slice(-1 - place).join('/') : segments[place]!)
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [name, decodeURIComponent(text(place))]))
}

const headersOf = (headers: Headers, names: readonly string[]): Record<string, string | undefined> =>
  Object.fromEntries(names.map((name) => [name, headers.get(name) || undefined]))
