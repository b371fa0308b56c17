/** Routes as found, their overrides and their middleware -> routes of the IR. */
import type ts from 'typescript'
import type { HandlerFacts, Middleware, PathSegment, ReplyContract, Route } from '../../ir/index.ts'
import { hostSymbol } from '../1-load/index.ts'
import {
  type Callable,
  type DiscoveredMiddleware,
  type DiscoveredOverride,
  type DiscoveredRoute,
  type Discovery,
  pathText,
  unusedOverride,
} from '../2-discover/index.ts'
import { answersOf } from './answers.ts'
import type { AppLowering } from './app-lowering.ts'
import { docOf } from './doc.ts'
import { factsOf } from './facts.ts'
import type { ModuleGraph } from './module-graph.ts'
import { lowerReplies, type RawReply } from './replies.ts'
import { lowerRequest } from './request.ts'

export interface LoweredRoutes {
  readonly routes: readonly Route[]
  readonly middleware: readonly Middleware[]
}

/** A route with all that guards it. */
interface Guarded extends DiscoveredRoute {
  readonly override?: DiscoveredOverride
  /** Outermost first. */
  readonly chain: readonly DiscoveredMiddleware[]
}

/** Middleware, and its answers as they are merged into each route that it guards. */
interface LoweredMiddleware {
  readonly middleware: Middleware
  readonly answers: readonly RawReply[]
}

const nameOf = (method: string, segments: readonly PathSegment[]): string => `${method} ${pathText(segments)}`

export function lowerRoutes(lowering: AppLowering, discovery: Discovery, modules: ModuleGraph): LoweredRoutes {
  const guarded = withOverrides(lowering, discovery).map((route) => guard(discovery, route))
  const lowered = new Map<string, LoweredMiddleware>()
  for (const middleware of guarded.flatMap(({ chain }) => chain))
    if (!lowered.has(middleware.id)) lowered.set(middleware.id, lowerMiddleware(lowering, middleware, modules))
  return {
    routes: guarded.map((route) => lowerRoute(lowering, route, lowered, modules)).sort(compareRoutes),
    middleware: [...lowered.values()].map(({ middleware }) => middleware),
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const compareRoutes = (a: Route, b: Route): number =>
  compareText(a.method, b.method) || compareText(a.path, b.path) || compareText(a.handler.file, b.handler.file)

/** `file` says whose folders' middleware guards it, even when the config names another handler. */
type Overridden = DiscoveredRoute & Pick<Guarded, 'override'> & { readonly file: string }

/** Disabled routes are gone, explicit ones are there. */
function withOverrides({ app, diagnostics }: AppLowering, { routes, config }: Discovery): readonly Overridden[] {
  const overrides = new Map(config.overrides.map((override) => [nameOf(override.method, override.segments), override]))
  const found = routes.map((route): Overridden => {
    const override = overrides.get(nameOf(route.method, route.segments))
    const { file } = route.handler.source
    return override ? { ...route, file, handler: override.handler ?? route.handler, override } : { ...route, file }
  })
  const names = routes.map(({ method, segments }) => nameOf(method, segments))
  const others = [...overrides].filter(([name]) => !names.includes(name)).map(([, override]) => override)
  for (const override of others) if (!override.isExplicit) diagnostics.push(unusedOverride(app, override, names))
  const explicit = others.flatMap((override): Overridden[] => {
    const { method, segments, handler } = override
    return handler ? [{ method, segments, handler, override, file: handler.source.file }] : []
  })
  return [...found, ...explicit].filter(({ override }) => !override?.disabled)
}

function guard({ config, folderMiddleware }: Discovery, route: Overridden): Guarded {
  const parts = route.file.split('/').slice(0, -1)
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  const inFolders = folders.flatMap((folder) => folderMiddleware.get(folder) ?? [])
  return { ...route, chain: [...config.middleware, ...inFolders, ...(route.override?.middleware ?? [])] }
}

function lowerMiddleware(lowering: AppLowering, found: DiscoveredMiddleware, modules: ModuleGraph): LoweredMiddleware {
  const { id, form, scope, callable } = found
  const answers = answersOf(lowering, callable, 'middleware', id)
  return {
    answers,
    middleware: {
      id,
      form,
      source: callable.source,
      facts: factsOf(lowering, callable.body, callable.type, form === 'error' ? 1 : 0),
      replies: lowerReplies(lowering, answers, id, callable.node),
      scope,
      modules: modules.usedBy(filesOf(lowering, callable)),
    },
  }
}

function lowerRoute(
  lowering: AppLowering,
  { method, segments, handler, override, chain }: Guarded,
  lowered: ReadonlyMap<string, LoweredMiddleware>,
  modules: ModuleGraph,
): Route {
  const path = pathText(segments)
  const id = `${method} ${path}`
  const around = chain.map((middleware) => lowered.get(middleware.id)!)
  const answers = [...answersOf(lowering, handler, 'handler', id), ...around.flatMap((one) => one.answers)]
  const replies: readonly ReplyContract[] = lowerReplies(lowering, answers, id, handler.node)
  const facts: HandlerFacts = factsOf(lowering, handler.body, handler.type, 0)
  const ids = (form: Middleware['form']) => chain.filter((one) => one.form === form).map((one) => one.id)
  const doc = docOf(handler.symbol && lowering.app.host.doc(hostSymbol(handler.symbol)))
  return {
    id,
    method,
    path,
    segments,
    handler: handler.source,
    request: lowerRequest(lowering, handler, segments),
    replies,
    middleware: ids('middleware'),
    errorMiddleware: ids('error').reverse(),
    facts,
    modules: modules.usedBy(filesOf(lowering, handler)),
    ...(doc && { doc }),
    ...(override?.bodyLimit !== undefined && { bodyLimit: override.bodyLimit }),
    ...(override?.timeout !== undefined && { timeout: override.timeout }),
  }
}

/** Where it is exported, and where its code is. */
function filesOf({ app }: AppLowering, { source, body }: Callable): readonly ts.SourceFile[] {
  const files = [app.file(source.file), body?.getSourceFile()]
  return [...new Set(files.flatMap((file) => (file && app.isOwn(file) ? [file] : [])))]
}
