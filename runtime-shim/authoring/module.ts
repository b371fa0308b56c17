/** What `src/modules/*` exports. */
import type { GlobalContext, HealthResult } from './context.ts'

/** A module in full form. Its value in `gctx.modules` is `exports`, or what `init` returns where there is no `exports`. */
export interface Module<Exports = unknown, State = unknown> {
  readonly name: string
  readonly version?: string
  readonly description?: string
  /** Names of modules that are initialised before this one, besides those it reads from `gctx.modules`. */
  readonly dependencies?: readonly string[]
  readonly exports?: Exports
  init?(gctx: GlobalContext): Exports | void | Promise<Exports | void>
  shutdown?(): void | Promise<void>
  /** Part of `/_health/ready`. */
  healthCheck?(): boolean | HealthResult | Promise<boolean | HealthResult>
  /** What `gatic watch` brings to the next version of the module, as JSON: called when this one has answered its last request. */
  handover?(): State | Promise<State>
  /** Called after `init`, before the first request, with what the version before handed over. */
  takeover?(state: State): void | Promise<void>
}

/** The value that `gctx.modules` has for a module file, whichever of the four forms it is written in. */
export type ModuleExports<File> = File extends { default: infer Default } ? ExportsOf<Default> : File
type ExportsOf<M> = M extends (...args: never[]) => infer Result
  ? Awaited<Result>
  : 'exports' extends keyof M
    ? Exclude<M['exports'], undefined>
    : M extends { init: (...args: never[]) => infer Result }
      ? Exclude<Awaited<Result>, void | undefined>
      : M extends Module<infer Exports>
        ? unknown extends Exports
          ? M
          : Exports
        : M
