/** What a server has of a `gctx` in which nothing of the app looks. global-context.ts makes the whole one. */
import type { GlobalContext } from '../authoring.ts'
import { Lifecycle } from './lifecycle.ts'
import { ServerMetrics } from './metrics.ts'

export interface ServerContext {
  readonly instance: GlobalContext['instance']
  readonly lifecycle: Lifecycle
  readonly metrics: ServerMetrics
}

/** `routes` in the order of their numbers: `GET /users/:id`. */
export const serverContext = ({ routes }: { readonly routes: readonly string[] }): ServerContext => ({
  instance: instance(),
  lifecycle: new Lifecycle(),
  metrics: new ServerMetrics(routes),
})

export const instance = (): GlobalContext['instance'] => ({
  id: process.env['GATI_INSTANCE'] ?? `${process.getBuiltinModule('node:os').hostname()}-${process.pid}`,
  region: process.env['GATI_REGION'] ?? process.env['AWS_REGION'] ?? 'local',
  zone: process.env['GATI_ZONE'] ?? '',
  startedAt: Date.now(),
})
