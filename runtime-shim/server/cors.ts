/** Which pages of other origins may read answers, and ask first. https://fetch.spec.whatwg.org/#http-cors-protocol */
import { addCommonFields, type Exchange, type HeaderList } from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import { canonicalPath, type Router } from './dispatch.ts'
import { OWN_PATH } from './health.ts'

/** As compiled from `server.cors`: its origins are known to be well-formed. */
export interface CorsRules {
  readonly origins: '*' | readonly string[]
  /** Those that the path answers where absent. */
  readonly methods?: readonly string[]
  /** Those that are asked for where absent. */
  readonly headers?: readonly string[]
  readonly exposedHeaders?: readonly string[]
  readonly credentials?: boolean
  /** Seconds. */
  readonly maxAge?: number
}

const HEADER_NAMES = /^[\w!#$%&'*+.^`|~, -]+$/

export function cors(rules: CorsRules, router: Pick<Router, 'allow'>): Around {
  const commonTo = commonFor(rules)
  return (dispatch) => (exchange) => {
    if (OWN_PATH.test(exchange.path)) return dispatch(exchange)
    const origin = exchange.header('origin')
    addCommonFields(exchange, commonTo(origin))
    if (exchange.method !== 'OPTIONS' || origin === '' || !answersPreflight(exchange, rules, router)) dispatch(exchange)
  }
}

function commonFor({ origins, exposedHeaders = [], credentials = false }: CorsRules): (origin: string) => HeaderList {
  const rest: HeaderList = credentials ? ['access-control-allow-credentials', 'true'] : []
  if (exposedHeaders.length > 0) rest.push('access-control-expose-headers', exposedHeaders.join(', '))
  if (origins === '*') {
    const toAll = ['access-control-allow-origin', '*', ...rest]
    return () => toAll
  }
  const refused = ['vary', 'origin']
  const isAllowed = originTest(origins)
  return (origin) => (isAllowed(origin) ? ['access-control-allow-origin', origin, 'vary', 'origin', ...rest] : refused)
}

export function originTest(origins: readonly string[]): (origin: string) => boolean {
  const exact = new Set(origins.filter((origin) => !origin.includes('*')))
  const patterns = origins.filter((origin) => origin.includes('*')).map(originPattern)
  return (origin) => exact.has(origin) || patterns.some((pattern) => pattern.test(origin))
}

/** 'https://*.example.org:*' -> any host below example.org, at any port */
function originPattern(origin: string): RegExp {
  const escaped = origin.replace(/[.+[\]]/g, '\\$&')
  const hosts = escaped.replace('://*\\.', '://(?:[a-z\\d_-]+\\.)+')
  return new RegExp(`^${hosts.replace(/:\*$/, '(?::\\d{1,5})?')}$`)
}

/** False: it is not one, or nothing is served at its path. */
function answersPreflight(exchange: Exchange, rules: CorsRules, router: Pick<Router, 'allow'>): boolean {
  if (exchange.header('access-control-request-method') === '') return false
  const path = canonicalPath(exchange.path)
  const allow = path === undefined ? '' : router.allow(path)
  if (allow === '' || allow === 'OPTIONS') return false
  exchange.startedAt = performance.now()
  exchange.send(204, preflightHeaders(rules, allow, exchange.header('access-control-request-headers')), null, null)
  return true
}

function preflightHeaders(rules: CorsRules, allow: string, askedFor: string): HeaderList {
  const headers = ['access-control-allow-methods', rules.methods?.join(', ') ?? allow]
  if (rules.maxAge !== undefined) headers.push('access-control-max-age', String(rules.maxAge))
  if (rules.headers === undefined) {
    headers.push('vary', 'access-control-request-headers')
    if (HEADER_NAMES.test(askedFor)) headers.push('access-control-allow-headers', askedFor)
  } else if (rules.headers.length > 0) headers.push('access-control-allow-headers', rules.headers.join(', '))
  return headers
}
