/** What a server has of a `gctx` in which nothing of the app looks. global-context.ts makes the whole one. */
import { Lifecycle } from './lifecycle.ts'
import { ServerMetrics } from './metrics.ts'

export interface ServerContext {
  readonly lifecycle: Lifecycle
  readonly metrics: ServerMetrics
}

/** `routes` in the order of their numbers: `GET /users/:id`. */
export const serverContext = ({ routes }: { readonly routes: readonly string[] }): ServerContext => ({
  lifecycle: new Lifecycle(),
  metrics: new ServerMetrics(routes),
})
