/** What does the app mean? Types and code of what was discovered, as the IR: after this, nothing of the checker is left. */
import type { Diagnostic } from '../../diagnostics/index.ts'
import type { AppIR, EnvDeclaration } from '../../ir/index.ts'
import { type AppProgram, hostSymbol, hostType, type Project, resolved } from '../1-load/index.ts'
import type { Discovery } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { createModuleGraph } from './module-graph.ts'
import { lowerRoutes } from './routes.ts'
import { createTypeLowering, lostAliasTags } from './types/index.ts'

export interface Lowered {
  /** Undefined where `@gati-framework/core` is not installed: nothing can be said without it. */
  readonly ir?: AppIR
  readonly diagnostics: readonly Diagnostic[]
}

export function lower(project: Project, app: AppProgram, discovery: Discovery): Lowered {
  if (!app.core) return { diagnostics: [] }
  const types = createTypeLowering(app.host)
  const lowering: AppLowering = { app, core: app.core, types, diagnostics: [], effects: new Map() }
  const graph = createModuleGraph(lowering, discovery.modules)
  const { routes, middleware } = lowerRoutes(lowering, discovery, graph)
  const used = new Set([...routes, ...middleware].flatMap(({ modules = [] }) => modules))
  const env = lowerEnv(lowering, discovery)
  const ir: AppIR = {
    name: discovery.config.name ?? project.name,
    version: discovery.config.version ?? project.version,
    routes,
    middleware,
    modules: graph.wire(used),
    types: types.types,
    config: discovery.config.server,
    ...(env && { env }),
  }
  const lost = lostAliasTags(app.program.getSourceFiles().filter(app.isOwn), app.checker, app.root)
  return { ir, diagnostics: [...lowering.diagnostics, ...types.diagnostics, ...lost] }
}

function lowerEnv({ app, types }: AppLowering, { env }: Discovery): EnvDeclaration | undefined {
  const symbol = env && resolved(env, app.checker)
  if (!symbol) return undefined
  const place = app.host.place(hostSymbol(symbol)) ?? { location: { file: 'src/env.ts', line: 1, column: 1 }, length: 1 }
  const properties = types.properties(hostType(app.checker.getDeclaredTypeOfSymbol(symbol)), 'env', place)
  return { properties, source: place.location }
}
