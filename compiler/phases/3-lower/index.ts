/** What does the app mean? Types and code of what was discovered, as the IR: after this, nothing of the checker is left. */
import type ts from 'typescript'
import { coreNotInstalled, type Diagnostic } from '../../diagnostics/index.ts'
import {
  type AppIR,
  type EnvDeclaration,
  type NamedType,
  type NamedTypes,
  type Route,
  reachable,
  type SocketRoute,
  type Type,
  type TypeId,
  typesOfReply,
  typesOfRoute,
  type VersionStep,
} from '../../ir/index.ts'
import { type Affected, type AppProgram, hostSymbol, hostType, type Project, resolved } from '../1-load/index.ts'
import { type Discovery, WEB_SOCKET_DEFAULTS } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { fileOfKey, lowerCookies, type SignedCookies } from './cookies.ts'
import { type EffectsByFunction, keptEffects, unaffectedEffects } from './effects.ts'
import { guardedRoutes } from './guarded-routes.ts'
import { withLimits } from './limits.ts'
import { createModuleGraph, type FileUses } from './module-graph.ts'
import { type LoweredRoutes, lowerRoutes, NO_ROUTES, unaffectedRoutes } from './routes.ts'
import { createTypeLowering, lostAliasTags } from './types/index.ts'
import { type FileValidators, lowerValidators, withMembers } from './validators.ts'
import { lowerSteps } from './version-steps.ts'
import { lowerVersions } from './versions.ts'

export interface Lowered {
  /** Undefined where `@gati-framework/core` is not installed: nothing can be said without it. */
  readonly ir?: AppIR
  /** Of src/versions. */
  readonly steps: readonly VersionStep[]
  readonly diagnostics: readonly Diagnostic[]
  /** What the next lowering may keep; there only when nothing was wrong. */
  readonly memory?: LoweringMemory
}

export interface LoweringMemory {
  readonly routes: LoweredRoutes
  readonly types: NamedTypes
  readonly uses: FileUses
  readonly validators: ReadonlyMap<string, FileValidators>
  readonly signed: SignedCookies
  readonly env?: EnvDeclaration
  readonly effects: EffectsByFunction
}

/** With the memory of an earlier lowering and what was affected since then, only that is lowered, to the same IR. */
export function lower(
  project: Project,
  app: AppProgram,
  discovery: Discovery,
  memory?: LoweringMemory,
  affected: Affected = 'all',
): Lowered {
  const partly = memory && affected !== 'all' ? lowerWith(project, app, discovery, unaffected(memory, app, affected)) : undefined
  // An error is told in full, by every place that it concerns.
  if (partly?.diagnostics.every(({ severity }) => severity !== 'error')) return partly
  return lowerWith(project, app, discovery, nothing()) ?? { diagnostics: [], steps: [] }
}

const nothing = (): LoweringMemory => ({
  routes: NO_ROUTES,
  types: {},
  uses: { uses: new Map(), imports: new Map() },
  validators: new Map(),
  signed: new Map(),
  effects: new Map(),
})

/** Undefined where what is kept does not fit to what is new. */
function lowerWith(project: Project, app: AppProgram, discovery: Discovery, kept: LoweringMemory): Lowered | undefined {
  if (!app.core) return undefined
  const types = createTypeLowering(app.host)
  const lowering: AppLowering = { app, core: app.core, types, diagnostics: [], effects: new Map(), keptEffects: kept.effects }
  const graph = createModuleGraph(lowering, discovery.modules, kept.uses)
  const routes = lowerRoutes(lowering, guardedRoutes(lowering, discovery), graph, kept.routes)
  const limited = withLimits(lowering, discovery)
  const { steps, kept: pinned, modules: usedBySteps } = lowerSteps(lowering, discovery, graph, limited)
  const env = kept.env ?? lowerEnv(lowering, discovery)
  const cookies = lowerCookies(lowering, discovery, kept.signed)
  const own = app.program.getSourceFiles().filter(app.isOwn)
  const byFile = lowerValidators(lowering, own, kept.validators)
  const validators = withMembers(lowering, own, byFile)
  const named = mergeTypes(kept.types, types.types)
  if (!named) return undefined
  const all = [...routes.routes.values()].map(({ route }) => limited(route)).sort(compareRoutes)
  const sockets = [...routes.sockets].sort(compareRoutes)
  const guards = new Map([...pinned.middleware, ...routes.middleware])
  const middleware = [...guards.values()].map((one) => one.middleware)
  const versions = lowerVersions(lowering, discovery, graph)
  const { webSocket = WEB_SOCKET_DEFAULTS, ...server } = discovery.config.server
  const config = versions.rules ? { ...server, versions: versions.rules } : server
  const ir: AppIR = {
    name: discovery.config.name ?? project.name,
    version: discovery.config.version ?? project.version,
    routes: all,
    ...(sockets.length > 0 && { sockets }),
    middleware,
    modules: graph.wire(
      new Set([
        ...[...all, ...sockets, ...middleware].flatMap(({ modules = [] }) => modules),
        ...versions.modules,
        ...usedBySteps,
      ]),
    ),
    types: named,
    config: sockets.length > 0 ? { ...config, webSocket } : config,
    ...(cookies && { cookies }),
    ...(env && { env }),
    ...(validators.length > 0 && { validators }),
  }
  const lost = lostAliasTags(own, app.checker, app.root)
  const diagnostics = [...lowering.diagnostics, ...types.diagnostics, ...lost]
  const isFine = diagnostics.every(({ severity }) => severity !== 'error') && types.diagnostics.length === 0
  return {
    ir,
    steps,
    diagnostics,
    ...(isFine && {
      memory: {
        routes,
        types: named,
        uses: kept.uses,
        signed: kept.signed,
        validators: byFile,
        effects: keptEffects(lowering),
        ...(env && { env }),
      },
    }),
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const compareRoutes = (a: Route | SocketRoute, b: Route | SocketRoute): number =>
  compareText(a.method, b.method) || compareText(a.path, b.path) || compareText(a.handler.file, b.handler.file)

function unaffected(
  { routes, types, uses, signed, validators, env, effects }: LoweringMemory,
  app: AppProgram,
  affected: Exclude<Affected, 'all'>,
): LoweringMemory {
  const kept = unaffectedRoutes(routes, affected)
  const keptValidators = new Map([...validators].filter(([path]) => !affected.has(path)))
  const keptEnv = env && !affected.has(env.source.file) ? env : undefined
  const needed = new Set([
    ...(keptEnv ? neededBy(keptEnv, () => keptEnv.properties.map(({ type }) => type), types) : []),
    ...[...keptValidators.values()].flatMap((one) => neededBy(one, () => one.map(({ type }) => type), types)),
    ...[...kept.routes.values()].flatMap((one) => neededBy(one, () => typesOfRoute(one.route), types)),
    ...[...kept.middleware.values()].flatMap((one) => neededBy(one, () => one.middleware.replies.flatMap(typesOfReply), types)),
  ])
  const isKept = <Value>([file]: readonly [Parameters<AppProgram['pathOf']>[0], Value]) => !affected.has(app.pathOf(file))
  return {
    routes: kept,
    types: Object.fromEntries(Object.entries(types).filter(([id]) => needed.has(id))),
    uses: { uses: new Map([...uses.uses].filter(isKept)), imports: new Map([...uses.imports].filter(isKept)) },
    validators: keptValidators,
    signed: new Map([...signed].filter(([key]) => !affected.has(fileOfKey(key)))),
    effects: unaffectedEffects(effects, app, affected),
    ...(keptEnv && { env: keptEnv }),
  }
}

const needs = new WeakMap<object, readonly TypeId[]>()

/** Named types of what was lowered. They stay as they are while it is kept: with another meaning of one, nothing is. */
function neededBy(lowered: object, roots: () => readonly Type[], types: NamedTypes): readonly TypeId[] {
  const known = needs.get(lowered) ?? [...reachable(roots(), types)]
  needs.set(lowered, known)
  return known
}

/** Sorted, so that the order does not tell what was kept. Undefined where one id has two meanings. */
function mergeTypes(kept: NamedTypes, fresh: NamedTypes): NamedTypes | undefined {
  const merged = new Map<string, NamedType>(Object.entries(kept))
  for (const [id, type] of Object.entries(fresh)) {
    const known = merged.get(id)
    if (known && JSON.stringify(known) !== JSON.stringify(type)) return undefined
    merged.set(id, type)
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => compareText(a, b)))
}

function lowerEnv({ app, types }: AppLowering, { env }: Discovery): EnvDeclaration | undefined {
  const symbol = env && resolved(env, app.checker)
  if (!symbol) return undefined
  const place = app.host.place(hostSymbol(symbol)) ?? { location: { file: 'src/env.ts', line: 1, column: 1 }, length: 1 }
  const properties = types.properties(hostType(app.checker.getDeclaredTypeOfSymbol(symbol)), 'env', place)
  return { properties, source: place.location }
}

/** The validators of one file, and the types that they need, where nobody asks for the rest of the app. */
export function lowerFile(
  app: AppProgram,
  file: ts.SourceFile,
): Pick<AppIR, 'types' | 'validators'> & Pick<Lowered, 'diagnostics'> {
  if (!app.core) return { types: {}, diagnostics: [coreNotInstalled({}, [])] }
  const types = createTypeLowering(app.host)
  const lowering: AppLowering = { app, core: app.core, types, diagnostics: [], effects: new Map(), keptEffects: new Map() }
  const byFile = lowerValidators(lowering, [file], new Map())
  const validators = withMembers(lowering, 'unknown', byFile)
  return { types: types.types, validators, diagnostics: [...lowering.diagnostics, ...types.diagnostics] }
}
