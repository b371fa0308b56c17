/** A line of the log for each request, where it is asked for: by configuration, by `GATI_REQUEST_LOG`, or by `LOG_LEVEL=debug`. */
import type { ExchangeCore } from '../transport/index.ts'
import { hidden, log, logsDebug } from './logger.ts'
import { StartError } from './settings.ts'
import type { TraceContext } from './traces.ts'

const CHOICES = ['off', 'errors', 'all', 'debug'] as const
/** `debug`: all, at that level. */
export type RequestLog = (typeof CHOICES)[number]

export function requestLogOf(built: RequestLog = 'off'): RequestLog {
  const asked = process.env['GATI_REQUEST_LOG']
  if (asked && !CHOICES.includes(asked as RequestLog))
    throw new StartError(`GATI_REQUEST_LOG=${asked} is none of off, errors, all`)
  const chosen = (asked as RequestLog | undefined) || built
  return chosen !== 'all' && logsDebug() ? 'debug' : chosen
}

export function logRequest(logged: RequestLog, exchange: ExchangeCore, status: number, seconds: number): void {
  const failed = status === 0 || status >= 500
  if (logged === 'errors' && !failed) return
  const requestId = (exchange.context as { readonly requestId: string } | null)?.requestId
  const traceId = (exchange.trace as TraceContext | null)?.traceId
  const fields = {
    method: exchange.method,
    path: hidden.path(exchange),
    status,
    ms: Math.round(seconds * 1e6) / 1e3,
    bytesIn: exchange.bytesIn,
    bytesOut: exchange.bytesOut,
    ...(requestId !== undefined && { requestId }),
    ...(traceId !== undefined && { traceId }),
  }
  log[logged === 'debug' ? 'debug' : failed ? 'warn' : 'info']('request', fields)
}
