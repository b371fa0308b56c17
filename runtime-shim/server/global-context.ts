import { hostname } from 'node:os'
import type { Config, Env, GlobalContext, GlobalState, Modules, Sockets } from '../authoring.ts'
import { GlobalHooks } from './global-lifecycle.ts'
import { childLogger } from './logger.ts'
import { ServerMetrics } from './metrics.ts'

export interface ServerContext extends GlobalContext {
  /** Filled module by module at the start. */
  readonly modules: Modules & Record<string, unknown>
  /** Made with the sockets of an app that has any. */
  sockets: Sockets
  readonly lifecycle: GlobalHooks
  readonly metrics: ServerMetrics
}

/** The `gctx` of an app. `routes` in the order of their numbers: `GET /users/:id`. */
export function globalContext(app: {
  readonly routes: readonly string[]
  readonly config: object
  readonly env: object
}): ServerContext {
  return {
    instance: {
      id: process.env['GATI_INSTANCE'] ?? `${hostname()}-${process.pid}`,
      region: process.env['GATI_REGION'] ?? process.env['AWS_REGION'] ?? 'local',
      zone: process.env['GATI_ZONE'] ?? '',
      startedAt: Date.now(),
    },
    modules: Object.create(null) as Modules & Record<string, unknown>,
    sockets: {},
    env: app.env as Env,
    config: app.config as Config,
    state: {} as GlobalState,
    lifecycle: new GlobalHooks(),
    metrics: new ServerMetrics(app.routes),
    logger: childLogger({}),
  }
}
