/** The end of everything that is thrown: an HttpError answers itself, anything else is logged and answered with a bare 500. */
import { HttpError, OWN_WORDS } from '../http-error.ts'
import type { Exchange } from '../transport/index.ts'
import { log } from './logger.ts'
import { INTERNAL_ERROR, type ProblemDocument, problemDocument, sendProblem } from './problem.ts'
import type { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'

/** Sends what `res` keeps by the route's contract; throws {@link UndeclaredReply} for what is not in it. */
export type Send = (exchange: Exchange, res: Res) => void

export function fail(exchange: Exchange, error: unknown, res: Res | null = null, send: Send | null = null): void {
  const context = exchange.context as { failed(error: unknown): void; readonly requestId: string } | null
  context?.failed(error)
  if (error instanceof HttpError) return answer(exchange, error, res, send)
  const requestId = exchange.requestId || (context?.requestId ?? crypto.randomUUID())
  const fields = { method: exchange.method, path: exchange.path, requestId, error }
  if (exchange.aborted) log.debug('a handler failed after its request was aborted', fields)
  else log.error('a handler failed', fields)
  sendProblem(exchange, problemDocument(INTERNAL_ERROR, { requestId }), res?.headerList)
}

function answer(exchange: Exchange, error: HttpError, res: Res | null, send: Send | null): void {
  if (OWN_WORDS in error) return sendProblem(exchange, error.body as ProblemDocument, res?.headerList)
  try {
    if (res !== null && send !== null) return send(exchange, kept(error, res))
  } catch (failure) {
    if ((failure as Partial<UndeclaredReply> | undefined)?.undeclared !== res) return fail(exchange, failure, res)
  }
  answerUndeclared(exchange, error, res)
}

function kept(error: HttpError, res: Res): Res {
  res.reset().status(error.status).headers(error.headers)
  return error.body === undefined ? res.end() : res.json(error.body)
}

/** The status is public by being thrown in an HttpError; of its body nothing is known to be. */
function answerUndeclared(exchange: Exchange, error: HttpError, res: Res | null): void {
  const { status } = error
  if (!Number.isInteger(status) || status < 400 || status > 599)
    return fail(exchange, new Error(`HttpError of status ${status}`), res)
  log.warn('an HttpError was thrown that the route does not declare: its body was not sent', {
    method: exchange.method,
    path: exchange.path,
    error,
  })
  sendProblem(exchange, { type: 'about:blank', title: `HTTP ${status}`, status, code: 'http_error' }, res?.headerList)
}
