/** The end of everything that is thrown: an HttpError answers itself, anything else is logged and answered with a bare 500. */
import { HttpError } from '../http-error.ts'
import { InvalidRequest } from '../invalid-request.ts'
import type { Exchange } from '../transport/index.ts'
import { log } from './logger.ts'
import { Problem, problemDocument, sendProblem } from './problem.ts'
import { UndeclaredReply } from './reply.ts'
import { Res } from './res.ts'

/** Sends what `res` keeps by the route's contract; throws {@link UndeclaredReply} for what is not in it. */
export type Send = (exchange: Exchange, res: Res) => void

export function fail(exchange: Exchange, error: unknown, res: Res | null = null, send: Send | null = null): void {
  const context = exchange.context as { failed(error: unknown): void; readonly requestId: string } | null
  context?.failed(error)
  if (error instanceof HttpError) return answer(exchange, error, res ?? new Res(), send)
  const requestId = context?.requestId ?? crypto.randomUUID()
  const fields = { method: exchange.method, path: exchange.path, requestId, error }
  if (exchange.aborted) log.debug('a handler failed after its request was aborted', fields)
  else log.error('a handler failed', fields)
  const headers = res?.headerList ?? null
  exchange.send(500, headers, 'application/problem+json', JSON.stringify(problemDocument('internal_error', { requestId })))
}

function answer(exchange: Exchange, error: HttpError, res: Res, send: Send | null): void {
  res.reset()
  if (error instanceof Problem || error instanceof InvalidRequest) return sendProblem(exchange, error.body, res.headerList)
  try {
    res.status(error.status).headers(error.headers)
    if (error.body === undefined) res.end()
    else res.json(error.body)
    if (send !== null) return send(exchange, res)
  } catch (failure) {
    if (!(failure instanceof UndeclaredReply)) return fail(exchange, failure, res)
  }
  answerUndeclared(exchange, error, res)
}

/** The status is public by being thrown in an HttpError; of its body nothing is known to be. */
function answerUndeclared(exchange: Exchange, error: HttpError, res: Res): void {
  log.warn('an HttpError was thrown that the route does not declare: its body was not sent', {
    method: exchange.method,
    path: exchange.path,
    error,
  })
  sendProblem(
    exchange,
    { type: 'about:blank', title: `HTTP ${res.statusCode}`, status: res.statusCode, code: 'http_error' },
    res.headerList,
  )
}
