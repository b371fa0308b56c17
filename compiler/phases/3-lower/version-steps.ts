/** Files of src/versions -> what their functions are like: whether they wait, and what they look at. Handlers that were kept become routes. */
import * as say from '../../diagnostics/index.ts'
import type { PathSegment, Route, Transform, VersionStep } from '../../ir/index.ts'
import { ROUTE_FOLDERS } from '../1-load/index.ts'
import {
  type Callable,
  type DiscoveredMiddleware,
  type DiscoveredStep,
  type Discovery,
  isMethod,
  pathOfFolder,
  pathOfText,
} from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { factsOf, usesParameter } from './facts.ts'
import type { GuardedRoute } from './guarded-routes.ts'
import type { ModuleGraph } from './module-graph.ts'
import { type LoweredRoutes, lowerRoutes, NO_ROUTES } from './routes.ts'

export interface LoweredSteps {
  readonly steps: readonly VersionStep[]
  /** Of kept handlers. */
  readonly kept: LoweredRoutes
  /** Names of modules that transforms may look at, and kept handlers. */
  readonly modules: readonly string[]
}

/** `limited`: a route with what the app says of how often it may be asked. */
export function lowerSteps(
  lowering: AppLowering,
  discovery: Discovery,
  modules: ModuleGraph,
  limited: (route: Route) => Route,
): LoweredSteps {
  const guarded = new Map(
    discovery.steps.flatMap(({ pinned }) =>
      pinned.flatMap((one) => {
        const route = guardedRoute(lowering, discovery, one)
        return route ? [[one, route] as const] : []
      }),
    ),
  )
  const kept = lowerRoutes(lowering, { routes: [...guarded.values()], sockets: [] }, modules, NO_ROUTES)
  const lowered = [...kept.routes.values()].map(({ route }) => limited(route))
  const pinnedOf = (step: DiscoveredStep): VersionStep['pinned'] =>
    step.pinned.flatMap((one) => {
      const { source } = one.handler
      const handler = lowered.find(
        (route) =>
          guarded.has(one) &&
          route.id === one.route &&
          route.handler.file === source.file &&
          route.handler.exportName === source.exportName,
      )
      return handler ? [{ route: one.route, location: placeOf(lowering, one.node), handler }] : []
    })
  const files = discovery.steps.flatMap(({ file }) => lowering.app.file(file) ?? [])
  const used = [...modules.usedBy(files), ...lowered.flatMap((route) => route.modules ?? [])]
  return { kept, modules: used, steps: discovery.steps.map((step) => ({ ...lowerStep(lowering, step), pinned: pinnedOf(step) })) }
}

const placeOf = ({ app }: AppLowering, node: DiscoveredStep['node']) => app.place(node).location

function lowerStep(
  lowering: AppLowering,
  { file, name, node, routes, types, renamed }: DiscoveredStep,
): Omit<VersionStep, 'pinned'> {
  const at = (where: DiscoveredStep['node']) => placeOf(lowering, where)
  const pair = ({ request, response }: { readonly request?: Callable; readonly response?: Callable }) => ({
    ...(request && { request: lowerTransform(lowering, request) }),
    ...(response && { response: lowerTransform(lowering, response) }),
  })
  return {
    file,
    name,
    location: at(node),
    routes: routes.map((one) => ({
      route: one.route,
      location: at(one.node),
      ...pair(one),
      replies: one.replies.map((reply) => ({
        status: reply.status,
        location: at(reply.node),
        transform: lowerTransform(lowering, reply.transform),
      })),
    })),
    types: types.map((one) => ({ type: one.type, location: at(one.node), ...pair(one) })),
    renamed: renamed.map(({ from, to, node: where }) => ({ from, to, location: at(where) })),
  }
}

function lowerTransform(lowering: AppLowering, { source, body, type }: Callable): Transform {
  const { result } = factsOf(lowering, body, type, 0)
  return { source, isAsync: result !== 'sync', gctx: usesParameter(lowering, body, 1) }
}

/** Guarded by what guards its path in src/api and src/handlers, wherever the handler was put. */
function guardedRoute(
  { app, diagnostics }: AppLowering,
  { config, folderMiddleware }: Discovery,
  { route, node, handler }: DiscoveredStep['pinned'][number],
): GuardedRoute | undefined {
  const [method = '', path = ''] = route.split(' ')
  const parsed = pathOfText(path)
  if (!isMethod(method) || 'reason' in parsed) {
    diagnostics.push(say.malformedPath({ text: route, reason: 'it is no method and path' }, [app.label(node)]))
    return undefined
  }
  const folders = [...folderMiddleware].flatMap(([folder, middleware]) => {
    const segments = segmentsOf(folder)
    return segments && leadsTo(segments, parsed.segments) ? [{ depth: segments.length, middleware }] : []
  })
  const chain: readonly DiscoveredMiddleware[] = [
    ...config.middleware,
    ...folders.sort((a, b) => a.depth - b.depth).flatMap(({ middleware }) => middleware),
  ]
  return { method, segments: parsed.segments, handler, chain }
}

function segmentsOf(folder: string): readonly PathSegment[] | undefined {
  const root = ROUTE_FOLDERS.find((candidate) => folder === candidate || folder.startsWith(`${candidate}/`))
  const parsed = root === undefined ? undefined : pathOfFolder(`${folder}/index.ts`, root)
  return parsed && 'segments' in parsed ? parsed.segments : undefined
}

const leadsTo = (folder: readonly PathSegment[], path: readonly PathSegment[]): boolean =>
  folder.length <= path.length &&
  folder.every((segment, index) => {
    const own = path[index]!
    return segment.kind === own.kind && (segment.kind !== 'static' || segment.value === (own as typeof segment).value)
  })
