/** The functions that an app is made of: handlers and middleware. */
import type { GlobalContext, LocalContext } from './context.ts'
import type { Content, Reply, Response } from './reply.ts'
import type { Request, RequestShape } from './request.ts'

/**
 * A request handler. `Shape` declares the request, `Answer` the answers; either may be left out, and is then inferred.
 *
 *   export const GET: Handler<{ params: { id: UUID } }, User | Reply<404, { error: 'user_not_found' }>> = ...
 */
export type Handler<Shape extends RequestShape = {}, Answer = unknown> = (
  req: Request<Shape>,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) => Answer | Promise<Answer>

/** Runs what is inside: the rest of the chain and the handler. Call it at most once; a promise only if something inside is asynchronous. */
export type Next = () => void | Promise<void>

export type AnyReply = Reply<number, any, any, Content>

/** Answers by itself (with `res`), or calls `next`. */
export type Middleware<Answer extends AnyReply | void = AnyReply | void> = (
  req: Request,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
  next: Next,
) => Answer | void | Promise<Answer | void>

/** Answers what was thrown inside, or leaves it to the next error middleware outwards by not answering. */
export type ErrorMiddleware<Answer extends AnyReply | void = AnyReply | void> = (
  error: unknown,
  req: Request,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) => Answer | void | Promise<Answer | void>
