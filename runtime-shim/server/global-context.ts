import type { Config, Env, GlobalContext, GlobalState, Modules, Sockets } from '../authoring/index.ts'
import { AppMetrics } from './app-metrics.ts'
import { GlobalHooks } from './global-lifecycle.ts'
import { instance } from './instance.ts'
import { childLogger } from './logger.ts'

export interface AppContext extends GlobalContext {
  /** Filled module by module at the start. */
  readonly modules: Modules & Record<string, unknown>
  /** Made with the sockets of an app that has any. */
  sockets: Sockets
  readonly lifecycle: GlobalHooks
  readonly metrics: AppMetrics
}

/** The `gctx` of an app. `routes` in the order of their numbers: `GET /users/:id`. */
export function globalContext(app: {
  readonly routes: readonly string[]
  readonly config: object
  readonly env: object
}): AppContext {
  return {
    instance: instance(),
    modules: Object.create(null) as Modules & Record<string, unknown>,
    sockets: {} as Sockets,
    env: app.env as Env,
    config: app.config as Config,
    state: {} as GlobalState,
    lifecycle: new GlobalHooks(),
    metrics: new AppMetrics(app.routes),
    logger: childLogger({}),
  }
}
