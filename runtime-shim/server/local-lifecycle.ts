import type { LocalLifecycle, Logger, RequestPhase } from '../authoring/index.ts'
import { hookArguments } from './hook-arguments.ts'

type Hook = () => void | Promise<void>

/** What the hooks need of the context that they belong to. */
interface RequestState {
  enter(phase: RequestPhase): void
  timedOut(): boolean
}

/** `lctx.lifecycle`: made when it is first used. A hook that throws is logged; the others still run. */
export class LocalHooks implements LocalLifecycle {
  readonly #context: { readonly logger: Logger }
  readonly #request: RequestState
  readonly #cleanup: { readonly name: string; readonly hook: Hook }[] = []
  readonly #timeout: Hook[] = []
  readonly #error: ((error: unknown) => void | Promise<void>)[] = []
  readonly #phase: ((phase: RequestPhase, previous: RequestPhase) => void)[] = []
  #cleaningUp = false

  constructor(context: { readonly logger: Logger }, request: RequestState) {
    this.#context = context
    this.#request = request
  }

  onCleanup(nameOrHook: string | Hook, hook?: Hook): void {
    this.#cleanup.push(hookArguments('cleanup', nameOrHook, hook))
  }
  onTimeout(hook: Hook): void {
    this.#timeout.push(hook)
  }
  onError(hook: (error: unknown) => void | Promise<void>): void {
    this.#error.push(hook)
  }
  onPhaseChange(hook: (phase: RequestPhase, previous: RequestPhase) => void): void {
    this.#phase.push(hook)
  }
  setPhase(phase: RequestPhase): void {
    this.#request.enter(phase)
  }
  isTimedOut(): boolean {
    return this.#request.timedOut()
  }
  isCleaningUp(): boolean {
    return this.#cleaningUp
  }

  /** Last registered first, as resources are released. */
  cleanUp(): void {
    if (this.#cleaningUp) return
    this.#cleaningUp = true
    void this.#cleanUpInOrder()
  }
  timedOut(): void {
    for (const hook of this.#timeout) void this.#run('timeout', hook)
  }
  failed(error: unknown): void {
    for (const hook of this.#error) void this.#run('error', () => hook(error))
  }
  phaseChanged(phase: RequestPhase, previous: RequestPhase): void {
    for (const hook of this.#phase) void this.#run('phase', () => hook(phase, previous))
  }

  async #cleanUpInOrder(): Promise<void> {
    for (const { name, hook } of this.#cleanup.toReversed()) await this.#run(name, hook)
  }

  async #run(name: string, hook: Hook): Promise<void> {
    try {
      await hook()
    } catch (error) {
      this.#context.logger.error('a request hook failed', { hook: name, error })
    }
  }
}
