/** Modules as the emitted server wires them: one function for each of the forms that a module may be written in. */
import type { GlobalContext, HealthResult } from '../authoring/index.ts'
import type { AppContext } from './global-context.ts'
import { log } from './logger.ts'

export interface WiredModule {
  readonly name: string
  /** Gives the value that `gctx.modules` has for it. */
  readonly init: (gctx: GlobalContext) => unknown
  readonly shutdown?: (() => void | Promise<void>) | undefined
  readonly healthCheck?: (() => boolean | HealthResult | Promise<boolean | HealthResult>) | undefined
  /** As it was written: what only `gatic watch` calls. */
  readonly definition?: Definition
}

interface Definition {
  readonly exports?: unknown
  init?(gctx: GlobalContext): unknown
  shutdown?(): void | Promise<void>
  healthCheck?(): boolean | HealthResult | Promise<boolean | HealthResult>
  handover?(): unknown
  takeover?(state: unknown): void | Promise<void>
}

/** `{ init, exports, shutdown, healthCheck }` */
export const definedModule = (name: string, module: Definition): WiredModule => ({
  name,
  definition: module,
  init: async (gctx) => {
    const initialised = await module.init?.(gctx)
    return 'exports' in module ? module.exports : initialised
  },
  shutdown: module.shutdown && (() => module.shutdown!()),
  healthCheck: module.healthCheck && (() => module.healthCheck!()),
})

/** `(gctx) => exports` */
export const calledModule = (name: string, init: (gctx: GlobalContext) => unknown): WiredModule => ({ name, init })

/** An object, or the named exports of a file: they are what the module exports. */
export const plainModule = (name: string, exports: object): WiredModule => ({ name, init: () => exports })

/** The modules of an app, in wiring order. */
export interface ModuleSet {
  readonly list: readonly WiredModule[]
  /** Rejects when one of them fails to start. */
  init(): Promise<void>
  /** Gives the number of modules that failed to. */
  shutDown(): Promise<number>
}

export const moduleSet = (gctx: AppContext, list: readonly WiredModule[]): ModuleSet => ({
  list,
  init: () => wireModules(list, gctx),
  shutDown: () => shutDownModules(list),
})

/** Initialises one after the other. What was initialised is shut down again when one of them fails. */
export async function wireModules(modules: readonly WiredModule[], gctx: AppContext): Promise<void> {
  for (const [index, { name, init, healthCheck }] of modules.entries()) {
    try {
      gctx.modules[name] = await init(gctx)
    } catch (error) {
      await shutDownModules(modules.slice(0, index))
      throw new Error(`the module ${name} failed to start`, { cause: error })
    }
    if (healthCheck !== undefined) gctx.lifecycle.healthChecks.push({ name, check: healthCheck })
  }
}

/** In reverse; gives the number of modules that failed to. */
export async function shutDownModules(modules: readonly WiredModule[]): Promise<number> {
  let failures = 0
  for (const { name, shutdown } of modules.toReversed()) {
    try {
      await shutdown?.()
    } catch (error) {
      failures++
      log.error('a module failed to shut down', { module: name, error })
    }
  }
  return failures
}
