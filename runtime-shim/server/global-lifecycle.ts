import type { GlobalLifecycle, HealthResult, ShutdownHookOptions } from '../authoring/index.ts'
import { LifecyclePriority } from '../lifecycle-priority.ts'
import { hookArguments } from './hook-arguments.ts'
import { type HealthResults, Lifecycle } from './lifecycle.ts'
import { log } from './logger.ts'
import { LATE, within } from './within.ts'

/** Milliseconds after which a check that does not answer has failed. */
const CHECK_TIMEOUT = 5000

type Hook = () => void | Promise<void>
export type HealthCheck = () => boolean | HealthResult | Promise<boolean | HealthResult>

interface RegisteredHook {
  readonly name: string
  readonly hook: Hook
  readonly priority: number
  /** Milliseconds; of shutdown hooks that have one of their own. */
  readonly timeout?: number | undefined
}

/** `gctx.lifecycle`: hooks around the life of the server, by priority; those of equal priority in the order of registration. */
export class GlobalHooks extends Lifecycle implements GlobalLifecycle {
  readonly healthChecks: { readonly name: string; readonly check: HealthCheck }[] = []
  readonly #startup: RegisteredHook[] = []
  readonly #shutdown: RegisteredHook[] = []

  onStartup(nameOrHook: string | Hook, hookOrPriority?: Hook | number, priority?: number): void {
    this.#startup.push(registered('startup', nameOrHook, hookOrPriority, priority))
  }
  onShutdown(
    nameOrHook: string | Hook,
    hookOrOptions?: Hook | number | ShutdownHookOptions,
    given?: number | ShutdownHookOptions,
  ): void {
    const options = typeof hookOrOptions === 'function' ? given : (given ?? hookOrOptions)
    const { priority, timeout } = typeof options === 'object' ? options : { priority: options, timeout: undefined }
    if (timeout !== undefined && !(timeout > 0)) throw new RangeError(`a shutdown hook cannot have ${timeout} ms`)
    const hook = typeof hookOrOptions === 'function' ? hookOrOptions : undefined
    this.#shutdown.push({ ...registered('shutdown', nameOrHook, hook ?? priority, priority), timeout })
  }
  onHealthCheck(name: string, check: () => HealthResult | Promise<HealthResult>): void {
    this.healthChecks.push({ name, check })
  }
  isShuttingDown(): boolean {
    return this.shuttingDown
  }

  override async start(): Promise<void> {
    for (const { hook } of inOrder(this.#startup)) await hook()
  }

  /** Each runs whatever the others do, in its own time or in `patience`. */
  override async shutDown(patience: number): Promise<number> {
    let failures = 0
    for (const { name, hook, timeout = patience } of inOrder(this.#shutdown)) {
      try {
        if ((await within(timeout, async () => hook())) !== LATE) continue
        failures++
        log.error('a shutdown hook did not end in time', { hook: name, timeout })
      } catch (error) {
        failures++
        log.error('a shutdown hook failed', { hook: name, error })
      }
    }
    return failures
  }

  override checkHealth(): Promise<HealthResults> {
    return Promise.all(this.healthChecks.map(({ name, check }) => outcome(name, check)))
  }
}

function registered(kind: string, nameOrHook: string | Hook, hookOrPriority?: Hook | number, priority?: number): RegisteredHook {
  const named = typeof nameOrHook === 'string'
  const hook = hookArguments<Hook>(kind, nameOrHook, named ? (hookOrPriority as Hook) : undefined)
  return { ...hook, priority: (named ? priority : (hookOrPriority as number | undefined)) ?? LifecyclePriority.NORMAL }
}

const inOrder = (hooks: readonly RegisteredHook[]): readonly RegisteredHook[] => hooks.toSorted((a, b) => b.priority - a.priority)

async function outcome(name: string, check: HealthCheck): Promise<[name: string, result: HealthResult]> {
  try {
    const result = await within(CHECK_TIMEOUT, async () => check())
    if (result === LATE) return [name, { status: 'fail', message: `no answer in ${CHECK_TIMEOUT} ms` }]
    return [name, typeof result === 'boolean' ? { status: result ? 'pass' : 'fail' } : result]
  } catch (error) {
    log.warn('a health check failed', { check: name, error })
    return [name, { status: 'fail' }]
  }
}
