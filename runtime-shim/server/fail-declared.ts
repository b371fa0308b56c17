/** What is thrown in a route whose replies are declared: an HttpError that is among them is answered as declared. */
import { HttpError, OWN_WORDS } from '../http-error.ts'
import type { Exchange } from '../transport/index.ts'
import { answerUndeclared, fail, tellContext } from './fail.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'

/** Sends what `res` keeps by the route's contract; throws {@link UndeclaredReply} for what is not in it. */
export type Send = (exchange: Exchange, res: Res) => void

export function failDeclared(exchange: Exchange, error: unknown, res: Res, send: Send): void {
  if (!(error instanceof HttpError) || OWN_WORDS in error) return fail(exchange, error, res)
  tellContext(exchange, error)
  try {
    return send(exchange, kept(error, res))
  } catch (failure) {
    if (!(failure instanceof UndeclaredReply)) return fail(exchange, failure, res)
  }
  answerUndeclared(exchange, error, res)
}

function kept(error: HttpError, res: Res): Res {
  res.reset().status(error.status).headers(error.headers)
  return error.body === undefined ? res.end() : res.json(error.body)
}
