import type { Middleware } from '@gati-framework/core'

/** Tells clients how long the server worked on their request. */
export const timing: Middleware = async (_req, res, _gctx, lctx, next) => {
  await next()
  res.header('server-timing', `app;dur=${Date.now() - lctx.timestamp}`)
}
