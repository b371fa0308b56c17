import type { GlobalLifecycle, HealthResult } from '../authoring.ts'
import { LifecyclePriority } from '../lifecycle-priority.ts'
import { hookArguments } from './hook-arguments.ts'
import { log } from './logger.ts'

type Hook = () => void | Promise<void>
export type HealthCheck = () => boolean | HealthResult | Promise<boolean | HealthResult>

interface RegisteredHook {
  readonly name: string
  readonly hook: Hook
  readonly priority: number
}

/** `gctx.lifecycle`: hooks around the life of the server, by priority; those of equal priority in the order of registration. */
export class GlobalHooks implements GlobalLifecycle {
  readonly healthChecks: { readonly name: string; readonly check: HealthCheck }[] = []
  readonly #startup: RegisteredHook[] = []
  readonly #shutdown: RegisteredHook[] = []
  shuttingDown = false

  onStartup(nameOrHook: string | Hook, hookOrPriority?: Hook | number, priority?: number): void {
    this.#startup.push(registered('startup', nameOrHook, hookOrPriority, priority))
  }
  onShutdown(nameOrHook: string | Hook, hookOrPriority?: Hook | number, priority?: number): void {
    this.#shutdown.push(registered('shutdown', nameOrHook, hookOrPriority, priority))
  }
  onHealthCheck(name: string, check: () => HealthResult | Promise<HealthResult>): void {
    this.healthChecks.push({ name, check })
  }
  isShuttingDown(): boolean {
    return this.shuttingDown
  }

  /** The first that rejects ends the start. */
  async start(): Promise<void> {
    for (const { hook } of inOrder(this.#startup)) await hook()
  }

  /** Each runs whatever the others do; gives the number of those that failed. */
  async shutDown(): Promise<number> {
    let failures = 0
    for (const { name, hook } of inOrder(this.#shutdown)) {
      try {
        await hook()
      } catch (error) {
        failures++
        log.error('a shutdown hook failed', { hook: name, error })
      }
    }
    return failures
  }
}

function registered(kind: string, nameOrHook: string | Hook, hookOrPriority?: Hook | number, priority?: number): RegisteredHook {
  const named = typeof nameOrHook === 'string'
  const hook = hookArguments<Hook>(kind, nameOrHook, named ? (hookOrPriority as Hook) : undefined)
  return { ...hook, priority: (named ? priority : (hookOrPriority as number | undefined)) ?? LifecyclePriority.NORMAL }
}

const inOrder = (hooks: readonly RegisteredHook[]): readonly RegisteredHook[] => hooks.toSorted((a, b) => b.priority - a.priority)
