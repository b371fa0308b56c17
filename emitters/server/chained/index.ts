/**
 * How is a route served to clients of an older version? By the handler of today, with their contract around it: what they send is read
 * as it was read then and rewritten step by step to what the handler takes; its answers go the same way back.
 *
 *   // POST /users of 2026-01-05 - src/versions/2026-01-05.ts
 *   function postUsersOf20260105(exchange) {
 *     ... body: parsePostUsersOf20260105Body(body), as of then
 *     let given = { body: input }
 *     given = postUsersRequest(given)
 *     const nextBody = parsePostUsersBody(given.body)
 *     send(exchange, res.settle(postUsersHandler({ body: nextBody }, res)))
 *   }
 */
export { emitRewrittenSend } from './answer.ts'
export { emitOlderRoutes } from './older-routes.ts'
export { emitRewrittenRequest, nextRequest } from './request.ts'
export type { Chained, ChainedRoute } from './route.ts'
