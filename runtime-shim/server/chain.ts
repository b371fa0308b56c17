/**
 * One link of a middleware chain, asynchronous and synchronous. Emitted routes nest them:
 *
 *   await through(authenticate, req, res, gctx, lctx, () =>
 *     through(limitRate, req, res, gctx, lctx, async () => { res.settle(await POST({ body }, res, gctx, lctx)) }))
 */
import type { ErrorMiddleware, GlobalContext, LocalContext, Middleware, Request } from '../authoring.ts'
import type { Exchange } from '../transport/index.ts'
import { fail, type Send } from './fail.ts'
import type { Res } from './res.ts'

/**
 * Calls a middleware and waits for what is inside it even where the middleware did not (`next()` without `await`).
 * What is thrown inside passes through the middleware, as it does through any function that calls another.
 */
export async function through(
  middleware: Middleware<any>,
  req: Request,
  res: Res,
  gctx: GlobalContext,
  lctx: LocalContext,
  inside: () => Promise<void>,
): Promise<void> {
  let inner: Promise<void> | undefined
  let settled = false
  let failure: { readonly error: unknown } | undefined
  await middleware(req, res as never, gctx, lctx, () => {
    if (inner !== undefined) throw new Error('a middleware called next() twice')
    inner = inside()
    inner.then(
      () => {
        settled = true
      },
      (error: unknown) => {
        settled = true
        failure = { error }
      },
    )
    return inner
  })
  if (inner === undefined) return
  if (!settled) await inner
  else if (failure !== undefined && !res.answered) throw failure.error
}

/** The same where everything in the chain is synchronous. */
export function throughSync(
  middleware: Middleware<any>,
  req: Request,
  res: Res,
  gctx: GlobalContext,
  lctx: LocalContext,
  inside: () => void,
): void {
  let entered = false
  middleware(req, res as never, gctx, lctx, () => {
    if (entered) throw new Error('a middleware called next() twice')
    entered = true
    inside()
  })
}

/** Offers what was thrown to each error middleware, innermost first, until one answers; else answers as {@link fail} does. */
export async function rescue(
  exchange: Exchange,
  thrown: unknown,
  res: Res,
  send: Send,
  middleware: readonly ErrorMiddleware<any>[],
  req: Request,
  gctx: GlobalContext,
  lctx: LocalContext,
): Promise<void> {
  let error = thrown
  for (const handle of middleware) {
    res.reset()
    try {
      await handle(error, req, res as never, gctx, lctx)
      if (res.answered) return send(exchange, res)
    } catch (next) {
      error = next
    }
  }
  fail(exchange, error, res, send)
}
