/** Routes and the middleware that guards them -> routes of the IR. What an edit did not affect is kept as it was. */
import type ts from 'typescript'
import type { Middleware, PathSegment, Route, SocketRoute } from '../../ir/index.ts'
import { type Affected, hostSymbol } from '../1-load/index.ts'
import { type Callable, type DiscoveredMiddleware, pathText } from '../2-discover/index.ts'
import { answersOf } from './answers.ts'
import type { AppLowering } from './app-lowering.ts'
import { AUTH_FACTS, authScheme } from './auth.ts'
import { docOf } from './doc.ts'
import { factsOf } from './facts.ts'
import type { GuardedRoute, Served } from './guarded-routes.ts'
import type { ModuleGraph } from './module-graph.ts'
import { lowerReplies, type RawReply } from './replies.ts'
import { lowerRequest } from './request.ts'
import { lowerSocket } from './sockets.ts'

export interface LoweredRoute {
  readonly route: Route
  /** Paths of the files whose code it was read from. */
  readonly files: ReadonlySet<string>
}

export interface LoweredMiddleware {
  readonly middleware: Middleware
  readonly files: ReadonlySet<string>
}

/** By keys that change with everything that is said about them outside their files. */
export interface LoweredRoutes {
  readonly routes: ReadonlyMap<string, LoweredRoute>
  readonly middleware: ReadonlyMap<string, LoweredMiddleware>
  /** Lowered anew each time: there are few. */
  readonly sockets: readonly SocketRoute[]
}

export const NO_ROUTES: LoweredRoutes = { routes: new Map(), middleware: new Map(), sockets: [] }

/** Without what an edit affected. */
export function unaffectedRoutes({ routes, middleware }: LoweredRoutes, affected: Affected): LoweredRoutes {
  if (affected === 'all') return NO_ROUTES
  const paths = [...affected]
  const keep = <Value extends { readonly files: ReadonlySet<string> }>(values: ReadonlyMap<string, Value>) =>
    new Map([...values].filter(([, { files }]) => !paths.some((file) => files.has(file))))
  return { routes: keep(routes), middleware: keep(middleware), sockets: [] }
}

export function lowerRoutes(
  lowering: AppLowering,
  { routes: guarded, sockets: guardedSockets }: Served,
  modules: ModuleGraph,
  kept: LoweredRoutes,
): LoweredRoutes {
  const middleware = new Map<string, MiddlewareWithAnswers>()
  /** Its answers are types of this program's checker, so for a route that is lowered now it is as well. */
  const around = (found: DiscoveredMiddleware): MiddlewareWithAnswers => {
    const lowered = middleware.get(found.id) ?? lowerMiddleware(lowering, found, modules)
    middleware.set(found.id, lowered)
    return lowered
  }
  const routes = guarded.map((route): readonly [string, LoweredRoute] => {
    const key = keyOf(route)
    const known = kept.routes.get(key)
    return [
      key,
      known
        ? withValue(known, 'route', withModules(lowering, known.route, route.handler, modules))
        : lowerRoute(lowering, route, around, modules),
    ]
  })
  const sockets = guardedSockets.map((socket) => {
    const answers = socket.chain.flatMap((found) => around(found).answers)
    return lowerSocket(lowering, socket, answers, modules.usedBy(filesOf(lowering, socket.handler)))
  })
  const chain = new Map([...guarded, ...guardedSockets].flatMap((route) => route.chain.map((found) => [found.id, found])))
  return {
    routes: new Map(routes),
    sockets,
    middleware: new Map(
      [...chain].map(([id, found]) => {
        const known = middleware.get(id) ?? kept.middleware.get(id) ?? around(found)
        return [id, withValue(known, 'middleware', withModules(lowering, known.middleware, found.callable, modules))]
      }),
    ),
  }
}

/** The same object where it holds the same: what was made of it is found by it. */
const withValue = <Holder, Name extends keyof Holder>(holder: Holder, name: Name, value: Holder[Name]): Holder =>
  holder[name] === value ? holder : { ...holder, [name]: value }

/** Files that are not looked at again may import others that now read more modules. */
const withModules = <Value extends Route | Middleware>(
  lowering: AppLowering,
  value: Value,
  callable: Callable,
  modules: ModuleGraph,
): Value => {
  const used = modules.usedBy(filesOf(lowering, callable))
  const isSame = used.length === value.modules?.length && used.every((name, index) => name === value.modules![index])
  return isSame ? value : { ...value, modules: used }
}

/** Text of paths, which stay the same objects over edits of other files. */
const texts = new WeakMap<readonly PathSegment[], string>()

function keyOf({ method, segments, handler, override, chain }: GuardedRoute): string {
  const { file, exportName } = handler.source
  const path = texts.get(segments) ?? JSON.stringify(segments)
  texts.set(segments, path)
  const key = `${method} ${path} ${file} ${exportName}`
  if (chain.length === 0 && override === undefined) return key
  const guards = chain.map(({ id, form }) => [id, form])
  const { bodyLimit, timeout, etag, compression } = override ?? {}
  return `${key} ${JSON.stringify([guards, bodyLimit, timeout, etag, compression])}`
}

interface MiddlewareWithAnswers extends LoweredMiddleware {
  readonly answers: readonly RawReply[]
}

function lowerMiddleware(lowering: AppLowering, found: DiscoveredMiddleware, modules: ModuleGraph): MiddlewareWithAnswers {
  const { id, form, scope, callable } = found
  const answers = answersOf(lowering, callable, 'middleware', id)
  const auth = authScheme(lowering, callable.type)
  return {
    answers: answers.replies,
    files: pathsOf(lowering, callable, answers.files),
    middleware: {
      id,
      form,
      source: callable.source,
      facts: auth ? AUTH_FACTS : factsOf(lowering, callable.body, callable.type, form === 'error' ? 1 : 0),
      replies: lowerReplies(lowering, answers.replies, id, callable.node),
      scope,
      ...(auth && { auth }),
      modules: modules.usedBy(filesOf(lowering, callable)),
    },
  }
}

function lowerRoute(
  lowering: AppLowering,
  { method, segments, handler, override, chain }: GuardedRoute,
  around: (found: DiscoveredMiddleware) => MiddlewareWithAnswers,
  modules: ModuleGraph,
): LoweredRoute {
  const path = pathText(segments)
  const id = `${method} ${path}`
  const guards = chain.map(around)
  const answers = answersOf(lowering, handler, 'handler', id)
  const ids = (form: Middleware['form']) => chain.filter((one) => one.form === form).map((one) => one.id)
  const doc = docOf(handler.symbol && lowering.app.host.doc(hostSymbol(handler.symbol)))
  const route: Route = {
    id,
    method,
    path,
    segments,
    handler: handler.source,
    request: lowerRequest(lowering, handler, segments),
    replies: lowerReplies(lowering, [...answers.replies, ...guards.flatMap((guard) => guard.answers)], id, handler.node),
    middleware: ids('middleware'),
    errorMiddleware: ids('error').reverse(),
    facts: factsOf(lowering, handler.body, handler.type, 0),
    modules: modules.usedBy(filesOf(lowering, handler)),
    ...(doc && { doc }),
    ...(override?.bodyLimit !== undefined && { bodyLimit: override.bodyLimit }),
    ...(override?.timeout !== undefined && { timeout: override.timeout }),
    ...(override?.etag !== undefined && { etag: override.etag }),
    ...(override?.compression !== undefined && { compression: override.compression }),
  }
  return { route, files: new Set([...pathsOf(lowering, handler, answers.files), ...guards.flatMap((guard) => [...guard.files])]) }
}

function pathsOf(lowering: AppLowering, callable: Callable, files: ReadonlySet<ts.SourceFile>): ReadonlySet<string> {
  return new Set([...filesOf(lowering, callable), ...files].map(lowering.app.pathOf))
}

/** Where it is exported, and where its code is. */
function filesOf({ app }: AppLowering, { source, body }: Callable): readonly ts.SourceFile[] {
  const files = [app.file(source.file), body?.getSourceFile()]
  return [...new Set(files.flatMap((file) => (file && app.isOwn(file) ? [file] : [])))]
}
