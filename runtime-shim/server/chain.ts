/**
 * One link of a middleware chain. Emitted routes nest them:
 *
 *   through(authenticate, req, res, gctx, lctx, () =>
 *     through(limitRate, req, res, gctx, lctx, () => { res.settle(POST({ body }, res, gctx, lctx)) }))
 */
import type { ErrorMiddleware, GlobalContext, LocalContext, Middleware, Request } from '../authoring/index.ts'
import type { Exchange } from '../transport/index.ts'
import { failDeclared, type Send } from './fail-declared.ts'
import { isPromise, later } from './later.ts'
import type { Res } from './res.ts'

/**
 * Calls a middleware, and gives a promise only if it or what is inside it is asynchronous: a chain whose links `return next()` has
 * only the handler's, if that. What is inside is waited for even where the middleware did not (`next()` without `await`), and what is
 * thrown inside passes through the middleware, as it does through any function that calls another, unless it answered by itself.
 */
export function through(
  middleware: Middleware<any>,
  req: Request,
  res: Res,
  gctx: GlobalContext,
  lctx: LocalContext,
  inside: () => void | Promise<void>,
): void | Promise<void> {
  const link = new Link(inside)
  const outer = middleware(req, res as never, gctx, lctx, () => link.enter()) as unknown
  if (isPromise(outer) && outer !== link.inner) return link.outlive(outer, res)
  if (link.inner !== undefined) return link.inner
  if (link.failure !== undefined && !res.answered) throw link.failure.error
}

class Link {
  /** What is inside, where it is asynchronous. */
  inner: Promise<void> | undefined
  failure: { readonly error: unknown } | undefined
  private readonly inside: () => void | Promise<void>
  private entered = false
  private settled = false
  private outlived = false

  constructor(inside: () => void | Promise<void>) {
    this.inside = inside
  }

  enter(): void | Promise<void> {
    if (this.entered) throw new Error('a middleware called next() twice')
    this.entered = true
    try {
      const inner = this.inside()
      if (inner === undefined) return
      this.inner = inner
      if (this.outlived) this.watch()
      return inner
    } catch (error) {
      this.failure = { error }
      throw error
    }
  }

  /** For a middleware with a promise of its own, which may end before what is inside or have kept what that threw. */
  async outlive(outer: PromiseLike<unknown>, res: Res): Promise<void> {
    this.outlived = true
    this.watch()
    await outer
    if (this.inner !== undefined && !this.settled) await this.inner
    else if (this.failure !== undefined && !res.answered) throw this.failure.error
  }

  private watch(): void {
    this.inner?.then(
      () => {
        this.settled = true
      },
      (error: unknown) => {
        this.settled = true
        this.failure = { error }
      },
    )
  }
}

/** Answers when the chain of a route is done, within `timeout` milliseconds. */
export function whenThrough(exchange: Exchange, timeout: number, chain: Promise<void>, res: Res, send: Send): void {
  later(
    exchange,
    timeout,
    chain.then(() => res),
    res,
    send,
  )
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
  failDeclared(exchange, error, res, send)
}
