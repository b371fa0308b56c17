/** The end of everything that is thrown: an HttpError answers itself, anything else is logged and answered with a bare 500. */
import { HttpError, OWN_WORDS } from '../http-error.ts'
import type { Exchange } from '../transport/index.ts'
import { hidden, log } from './logger.ts'
import { INTERNAL_ERROR, type ProblemDocument, problemDocument, sendProblem } from './problem.ts'
import type { Res } from './res.ts'

export function fail(exchange: Exchange, error: unknown, res: Res | null = null): void {
  const context = tellContext(exchange, error)
  if (error instanceof HttpError) {
    if (OWN_WORDS in error) return sendProblem(exchange, error.body as ProblemDocument, res?.headerList)
    return answerUndeclared(exchange, error, res)
  }
  const requestId = exchange.requestId || (context?.requestId ?? crypto.randomUUID())
  const fields = { method: exchange.method, path: hidden.path(exchange), requestId, error }
  if (exchange.aborted) log.debug('a handler failed after its request was aborted', fields)
  else log.error('a handler failed', fields)
  sendProblem(exchange, problemDocument(INTERNAL_ERROR, { requestId }), res?.headerList)
}

interface Failing {
  readonly requestId: string
  failed(error: unknown): void
}

export function tellContext({ context }: Exchange, error: unknown): Failing | null {
  ;(context as Failing | null)?.failed(error)
  return context as Failing | null
}

/** The status is public by being thrown in an HttpError; of its body nothing is known to be. */
export function answerUndeclared(exchange: Exchange, error: HttpError, res: Res | null): void {
  const { status } = error
  if (!Number.isInteger(status) || status < 400 || status > 599)
    return fail(exchange, new Error(`HttpError of status ${status}`), res)
  log.warn('an HttpError was thrown that the route does not declare: its body was not sent', {
    method: exchange.method,
    path: hidden.path(exchange),
    error,
  })
  sendProblem(exchange, { type: 'about:blank', title: `HTTP ${status}`, status, code: 'http_error' }, res?.headerList)
}
