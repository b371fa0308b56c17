/** `/_health/live`, `/_health/ready`, `/_health/startup` and `/_metrics`. */
import type { HealthResult } from '../authoring.ts'
import type { Exchange } from '../transport/index.ts'
import type { ServerContext } from './global-context.ts'
import type { HealthCheck } from './global-lifecycle.ts'
import { log } from './logger.ts'
import { JSON_TYPE } from './reply.ts'

/** Milliseconds after which a check that does not answer has failed. */
const CHECK_TIMEOUT = 5000
const NO_STORE = ['cache-control', 'no-store']

/** Answers the server's own paths, all of which begin with `/_`; false: `path` is none of them. */
export type OwnPaths = (exchange: Exchange, path: string) => boolean

export function ownPaths(gctx: ServerContext, inFlight: () => number): OwnPaths {
  return (exchange, path) => {
    const answer = path === '/_metrics' || path.startsWith('/_health/')
    if (!answer || (exchange.method !== 'GET' && exchange.method !== 'HEAD')) return false
    switch (path) {
      case '/_health/live':
      case '/_health/startup':
        exchange.send(200, NO_STORE, JSON_TYPE, '{"status":"pass"}')
        return true
      case '/_health/ready':
        exchange.defer(CHECK_TIMEOUT + 1000)
        void answerReady(exchange, gctx)
        return true
      case '/_metrics':
        exchange.send(200, NO_STORE, 'text/plain; version=0.0.4; charset=utf-8', gctx.metrics.text(inFlight()))
        return true
      default:
        return false
    }
  }
}

async function answerReady(exchange: Exchange, gctx: ServerContext): Promise<void> {
  const { lifecycle } = gctx
  const results = await Promise.all(lifecycle.healthChecks.map(({ name, check }) => outcome(name, check)))
  if (lifecycle.isShuttingDown()) results.push(['server', { status: 'fail', message: 'shutting down' }])
  const statuses = results.map(([, { status }]) => status)
  const status = statuses.includes('fail') ? 'fail' : statuses.includes('warn') ? 'warn' : 'pass'
  const body = JSON.stringify({ status, checks: Object.fromEntries(results) })
  exchange.send(status === 'fail' ? 503 : 200, NO_STORE, JSON_TYPE, body)
}

/** Names of the checks that fail. */
export async function checkHealth(checks: ServerContext['lifecycle']['healthChecks']): Promise<readonly string[]> {
  const results = await Promise.all(checks.map(({ name, check }) => outcome(name, check)))
  return results.filter(([, { status }]) => status === 'fail').map(([name]) => name)
}

async function outcome(name: string, check: HealthCheck): Promise<[name: string, result: HealthResult]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<HealthResult>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'fail', message: `no answer in ${CHECK_TIMEOUT} ms` }), CHECK_TIMEOUT)
  })
  try {
    const result = await Promise.race([check(), late])
    return [name, typeof result === 'boolean' ? { status: result ? 'pass' : 'fail' } : result]
  } catch (error) {
    log.warn('a health check failed', { check: name, error })
    return [name, { status: 'fail' }]
  } finally {
    clearTimeout(timer)
  }
}
