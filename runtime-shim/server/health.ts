/** `/_health/live`, `/_health/ready`, `/_health/startup` and `/_metrics`. */
import type { Exchange } from '../transport/index.ts'
import { isPromise } from './later.ts'
import type { HealthResults } from './lifecycle.ts'
import { JSON_TYPE } from './reply.ts'
import type { ServerContext } from './server-context.ts'

/** Milliseconds; longer than a health check may take. */
const CHECKS_TIMEOUT = 6000
const SHUTTING_DOWN = ['server', { status: 'fail', message: 'shutting down' }] as const
const NO_STORE = ['cache-control', 'no-store']

/** The server's own paths, which are for its operators: no page of another origin reads them, and they are of no version. */
export const OWN_PATH = /^\/_(?:metrics$|health\/)/

/** Answers the server's own paths, all of which begin with `/_`; false: `path` is none of them. */
export type OwnPaths = (exchange: Exchange, path: string) => boolean

export function ownPaths(gctx: ServerContext, inFlight: () => number): OwnPaths {
  return (exchange, path) => {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return false
    switch (path) {
      case '/_health/live':
      case '/_health/startup':
        exchange.send(200, NO_STORE, JSON_TYPE, '{"status":"pass"}')
        return true
      case '/_health/ready':
        ready(exchange, gctx)
        return true
      case '/_metrics':
        exchange.send(200, NO_STORE, 'text/plain; version=0.0.4; charset=utf-8', gctx.metrics.text(inFlight()))
        return true
      default:
        return false
    }
  }
}

function ready(exchange: Exchange, { lifecycle }: ServerContext): void {
  const answer = (results: HealthResults): void => {
    const all: HealthResults = lifecycle.shuttingDown ? [...results, SHUTTING_DOWN] : results
    const statuses = all.map(([, { status }]) => status)
    const status = statuses.includes('fail') ? 'fail' : statuses.includes('warn') ? 'warn' : 'pass'
    const body = JSON.stringify({ status, checks: Object.fromEntries(all) })
    exchange.send(status === 'fail' ? 503 : 200, NO_STORE, JSON_TYPE, body)
  }
  const results = lifecycle.checkHealth()
  if (!isPromise(results)) return answer(results)
  exchange.defer(CHECKS_TIMEOUT)
  void results.then(answer)
}
