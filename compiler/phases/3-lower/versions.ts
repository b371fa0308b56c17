/** How clients choose a version, with what the app's own function reads of a request to know whose it is. */
import type { VersionRules } from '../../ir/index.ts'
import type { Discovery } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { factsOf } from './facts.ts'
import type { ModuleGraph } from './module-graph.ts'

export interface LoweredVersions {
  readonly rules?: VersionRules
  /** Names of modules that the app's function reads. */
  readonly modules: readonly string[]
}

export function lowerVersions(lowering: AppLowering, { config }: Discovery, graph: ModuleGraph): LoweredVersions {
  if (config.versions === undefined) return { modules: [] }
  const { pin, ...rules } = config.versions
  if (pin === undefined) return { rules, modules: [] }
  // It is called with the request and the global context: what stands second is not `res`.
  const { req, res: gctx } = factsOf(lowering, pin.body, pin.type, 0)
  const file = lowering.app.file(pin.source.file)
  return { rules: { ...rules, pin: { source: pin.source, reads: req, gctx } }, modules: file ? graph.usedBy([file]) : [] }
}
