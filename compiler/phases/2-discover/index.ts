/** What does the app consist of? Its routes, middleware, modules, configuration and environment, found by names and forms; types come later. */
import type ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import * as say from '../../diagnostics/index.ts'
import type { Affected, AppProgram, Project } from '../1-load/index.ts'
import { type DiscoveredConfig, discoverConfig } from './config.ts'
import { ENV_FILE } from './context-sources.ts'
import { type DiscoveredRoute, discoverHandlers, type KeptFiles } from './handlers.ts'
import { type DiscoveredMiddleware, discoverFolderMiddleware } from './middleware.ts'
import { type DiscoveredModule, discoverModules } from './modules.ts'
import type { DiscoveredSocket } from './sockets.ts'
import { type DiscoveredStep, discoverSteps } from './version-steps.ts'

export interface Discovery {
  readonly routes: readonly DiscoveredRoute[]
  readonly sockets: readonly DiscoveredSocket[]
  /** Of each folder's `_middleware.ts`, by folder. */
  readonly folderMiddleware: ReadonlyMap<string, readonly DiscoveredMiddleware[]>
  readonly modules: readonly DiscoveredModule[]
  readonly config: DiscoveredConfig
  /** Files of src/versions. */
  readonly steps: readonly DiscoveredStep[]
  /** The declaration of `Env`. */
  readonly env?: ts.Symbol
  readonly diagnostics: readonly Diagnostic[]
  /** For the next discovery, of the program that comes after this one. */
  readonly keep: KeptFiles
}

export function discover(project: Project, app: AppProgram, kept: KeptFiles = new Map(), affected: Affected = 'all'): Discovery {
  const handlers = discoverHandlers(app, project.files, kept, affected)
  const middleware = discoverFolderMiddleware(app, project.files)
  const modules = discoverModules(app, project.files)
  const config = discoverConfig(app)
  const env = discoverEnv(project, app)
  const steps = discoverSteps(app, project.files)
  return {
    routes: handlers.routes,
    keep: handlers.keep,
    sockets: handlers.sockets,
    folderMiddleware: middleware.byFolder,
    modules: modules.modules,
    config: config.config,
    steps: steps.steps,
    ...(env.symbol && { env: env.symbol }),
    diagnostics: [handlers, middleware, modules, config, steps, env].flatMap(({ diagnostics }) => diagnostics),
  }
}

function discoverEnv(project: Project, app: AppProgram): { symbol?: ts.Symbol; diagnostics: readonly Diagnostic[] } {
  const path = project.files.find((candidate) => ENV_FILE.test(candidate))
  const file = path === undefined ? undefined : app.file(path)
  if (path === undefined || !file) return { diagnostics: [] }
  const module = app.checker.getSymbolAtLocation(file)
  const symbol = module && app.checker.getExportsOfModule(module).find((exported) => exported.getName() === 'Env')
  if (symbol) return { symbol, diagnostics: [] }
  const start = { location: { file: path, line: 1, column: 1 }, length: 1, text: '' }
  return { diagnostics: [say.envNotDeclared({}, [start])] }
}

export { type BuildSettings, type DiscoveredConfig, discoverConfig, type SdkSettings } from './config.ts'
export { type ContextSources, contextSources } from './context-sources.ts'
export type { Callable } from './exports.ts'
export { type FunctionNode, functionOf, functionOfSymbol, symbolOf, unwrap, walk } from './expressions.ts'
export { type DiscoveredRoute, isMethod, type KeptFiles } from './handlers.ts'
export type { DiscoveredIdempotency } from './idempotency.ts'
export type { DiscoveredMiddleware } from './middleware.ts'
export type { DiscoveredModule } from './modules.ts'
export { type DiscoveredOverride, unusedOverride } from './overrides.ts'
export { pathOfFolder, pathOfText, pathText } from './path.ts'
export type { DiscoveredRateLimit } from './rate-limit.ts'
export type { DiscoveredSocket, FoundSocketHandler } from './sockets.ts'
export { isKnown, staticValue } from './static-value.ts'
export type { StoreName } from './store-name.ts'
export { type DiscoveredStep, type StepSource, stepSources } from './version-steps.ts'
export { WEB_SOCKET_DEFAULTS } from './web-socket.ts'
