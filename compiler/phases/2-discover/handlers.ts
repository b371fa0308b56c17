/**
 * Files below src/api and src/handlers -> routes, in either form:
 *
 *   export const GET = ...                                           a route for each method, at the path of the file
 *   export const METHOD = 'GET', ROUTE = '/:id', handler = ...       one route, at ROUTE below the folder of the file
 *   export const WS = { message: ... }                               a WebSocket, at the path of the file
 */

import type ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest, type Diagnostic } from '../../diagnostics/index.ts'
import type { Method, PathSegment } from '../../ir/index.ts'
import { type Affected, type AppProgram, isDeclarationFile, ROUTE_FOLDERS } from '../1-load/index.ts'
import { type Callable, callableOfExport, type Exported, exportsOf } from './exports.ts'
import { initializerOf } from './expressions.ts'
import { type ParsedPath, pathOfFile, pathOfFolder, pathOfText, pathText } from './path.ts'
import { type DiscoveredSocket, discoverSocket, SOCKET } from './sockets.ts'
import { isKnown, staticValue } from './static-value.ts'

export const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
export const isMethod = (text: unknown): text is Method => METHODS.includes(text as Method)

export interface DiscoveredRoute {
  readonly method: Method
  readonly segments: readonly PathSegment[]
  readonly handler: Callable
}

interface Found {
  readonly routes: readonly DiscoveredRoute[]
  readonly sockets: readonly DiscoveredSocket[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What was discovered in files that nothing was wrong with, and that say all of it themselves. By path. */
export type KeptFiles = ReadonlyMap<string, Found>

const failed = (...diagnostics: readonly Diagnostic[]): Found => ({ routes: [], sockets: [], diagnostics })

/** With what is kept of before an edit, only files are looked into that it affected. */
export function discoverHandlers(
  app: AppProgram,
  files: readonly string[],
  kept: KeptFiles,
  affected: Affected,
): Found & { readonly keep: KeptFiles } {
  const keep = new Map<string, Found>()
  const found = files.flatMap((path) => {
    const folder = ROUTE_FOLDERS.find((candidate) => path.startsWith(`${candidate}/`))
    const file = folder !== undefined && isRouteFile(path, folder) ? app.file(path) : undefined
    if (folder === undefined || !file) return []
    const known = affected !== 'all' && !affected.has(path) ? kept.get(path) : undefined
    const routes = known ? renewed(app, file, known) : routesOfFile(app, path, folder, file)
    if (known || isSelfContained(file, routes)) keep.set(path, routes)
    return [routes]
  })
  return {
    keep,
    routes: found.flatMap(({ routes }) => routes),
    sockets: found.flatMap(({ sockets }) => sockets),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  }
}

function isSelfContained(file: ts.SourceFile, { routes, sockets, diagnostics }: Found): boolean {
  const isHere = ({ handler: { body } }: DiscoveredRoute) => body?.getSourceFile() === file
  return sockets.length === 0 && diagnostics.length === 0 && routes.every(isHere)
}

/** Syntax stays what it was; types and symbols are the new checker's, and rarely asked for: lowering keeps most of these routes as well. */
function renewed(app: AppProgram, file: ts.SourceFile, { routes, ...rest }: Found): Found {
  const callable = (name: string) => {
    const exported = exportsOf(app, file).find((candidate) => candidate.name === name)
    if (!exported) throw new Error(`${app.pathOf(file)} no longer exports ${name}, and was not affected`)
    return callableOfExport(app, file, exported)
  }
  const renew = (route: DiscoveredRoute): DiscoveredRoute => {
    const { source, node, body } = route.handler
    const handler: Callable = {
      source,
      node,
      ...(body && { body }),
      get type() {
        return callable(source.exportName).type
      },
      get symbol() {
        return callable(source.exportName).symbol!
      },
    }
    return { ...route, handler }
  }
  return { ...rest, routes: routes.map(renew) }
}

/** What begins with `_`, file or folder, lies beside the routes that use it. */
export const isRouteFile = (path: string, folder: string): boolean =>
  !isDeclarationFile(path) && !path.slice(folder.length).includes('/_')

function routesOfFile(app: AppProgram, path: string, folder: string, file: ts.SourceFile): Found {
  const exports = exportsOf(app, file)
  const verbs = exports.filter(({ name }) => isMethod(name) || name === SOCKET)
  const named = (name: string) => exports.find((exported) => exported.name === name)
  const method = named('METHOD')
  const route = named('ROUTE')
  if (verbs.length > 0 && (method ?? route)) {
    const labels = [app.label((method ?? route)!.node), ...verbs.map(({ node }) => app.label(node))]
    return failed(say.mixedHandlerForms({ file: path, names: verbs.map(({ name }) => name).join(', ') }, labels))
  }
  if (verbs.length > 0) return verbForm(app, path, folder, file, verbs)
  if (method) return gatiForm(app, path, folder, file, exports, method, route)
  return failed(noHandler(app, path, file, exports))
}

/** Names that others give to what is meant, in upper case. */
const MEANT = new Map([['DEL', 'DELETE'], ...['WS', 'SOCKET', 'WEBSOCKET'].map((name) => [name, SOCKET] as const)])

function noHandler(app: AppProgram, path: string, file: ts.SourceFile, exports: readonly Exported[]): Diagnostic {
  const handlers = exports.filter(isHandlerName)
  const meant = exports.flatMap(({ name, node }) => {
    const method = MEANT.get(name.toUpperCase()) ?? METHODS.find((candidate) => candidate === name.toUpperCase())
    return method ? [{ name, method, node }] : []
  })[0]
  if (meant)
    return say.noHandlerInFile(
      { file: path },
      [app.label(meant.node)],
      [`Did you mean \`${meant.method}\` instead of \`${meant.name}\`?`],
    )
  const first = handlers[0]?.node ?? exports[0]?.node ?? file.statements[0]
  const hints = handlers.length > 0 ? ["Say what it answers: `export const METHOD = 'GET'`, or call it `GET`."] : undefined
  const start = { location: { file: path, line: 1, column: 1 }, length: 1, text: '' }
  return say.noHandlerInFile({ file: path }, [first ? app.label(first) : start], hints)
}

const malformed = (app: AppProgram, text: string, reason: string, node: ts.Node): Found =>
  failed(say.malformedPath({ text, reason }, [app.label(node)]))

function verbForm(app: AppProgram, path: string, folder: string, file: ts.SourceFile, verbs: readonly Exported[]): Found {
  const parsed = pathOfFile(path, folder)
  if ('reason' in parsed) return malformed(app, path, parsed.reason, verbs[0]!.node)
  const socket = verbs.find(({ name }) => name === SOCKET)
  const methods = verbs.filter((verb) => verb !== socket)
  const wrong = methods.filter(({ type }) => !isCallable(type))
  const opened = socket && discoverSocket(app, file, socket, parsed.segments)
  return {
    routes: methods
      .filter((verb) => !wrong.includes(verb))
      .map((verb) => ({ method: verb.name as Method, segments: parsed.segments, handler: callableOfExport(app, file, verb) })),
    sockets: opened?.sockets ?? [],
    diagnostics: [...wrong.map((exported) => notAFunction(app, exported)), ...(opened?.diagnostics ?? [])],
  }
}

const isCallable = (type: ts.Type): boolean => type.getCallSignatures().length > 0 || (type.flags & 1) !== 0

const notAFunction = (app: AppProgram, { name, node, type }: Exported): Diagnostic =>
  say.handlerNotAFunction({ name, type: app.checker.typeToString(type) }, [app.label(node)])

const isHandlerName = ({ name }: Exported): boolean => name === 'handler' || name === 'default' || /[^_]Handler$/.test(name)

function gatiForm(
  app: AppProgram,
  path: string,
  folder: string,
  file: ts.SourceFile,
  exports: readonly Exported[],
  method: Exported,
  route: Exported | undefined,
): Found {
  const methods = methodsOf(app, method)
  const parsed = route ? pathOfRoute(app, path, folder, route) : pathOfFile(path, folder)
  const handlers = handlersOf(exports)
  const wrong: Diagnostic[] = []
  if (!Array.isArray(methods)) wrong.push(methods as Diagnostic)
  if ('code' in parsed) wrong.push(parsed)
  else if ('reason' in parsed) wrong.push(say.malformedPath({ text: path, reason: parsed.reason }, [app.label(method.node)]))
  const [handler, ...others] = handlers
  if (!handler) wrong.push(say.methodWithoutHandler({ file: path }, [app.label(method.node)]))
  else if (!isCallable(handler.type)) wrong.push(notAFunction(app, handler))
  if (handler && others.length > 0) {
    const labels = [...others.map(({ node }) => app.label(node, 'never called')), app.label(handler.node, 'first declared here')]
    wrong.push(say.severalHandlers({ file: path }, labels))
  }
  if (wrong.length > 0 || !handler || !('segments' in parsed)) return failed(...wrong)
  const callable = callableOfExport(app, file, handler)
  return {
    routes: (methods as Method[]).map((name) => ({ method: name, segments: parsed.segments, handler: callable })),
    sockets: [],
    diagnostics: [],
  }
}

/** Each function once, under its most telling name. */
function handlersOf(exports: readonly Exported[]): readonly Exported[] {
  const rank = ({ name }: Exported) => (name === 'handler' ? 0 : name === 'default' ? 2 : 1)
  const distinct: Exported[] = []
  for (const exported of exports.filter(isHandlerName).sort((a, b) => rank(a) - rank(b))) {
    const target = initializerOf(exported.symbol)
    const isKnownAlready = distinct.some((known) => known.symbol === exported.symbol || isNameOf(target, known))
    if (!isKnownAlready) distinct.push(exported)
  }
  return distinct
}

/** `export default findHandler` beside `export const findHandler`. */
const isNameOf = (expression: ts.Expression | undefined, { symbol }: Exported): boolean =>
  expression !== undefined && 'text' in expression && expression.text === symbol.getName()

function methodsOf(app: AppProgram, method: Exported): readonly Method[] | Diagnostic {
  const initializer = initializerOf(method.symbol)
  const found = initializer && staticValue(initializer, app.checker)
  const values = found && isKnown(found) ? (Array.isArray(found.value) ? found.value : [found.value]) : []
  if (values.length === 0 || values.some((value) => typeof value !== 'string'))
    return say.routeNotStatic({ name: 'METHOD', example: "'GET'" }, [app.label(method.node)])
  const unknown = values.find((value) => !isMethod(value))
  if (unknown === undefined) return [...new Set(values as Method[])]
  const near = closest(String(unknown).toUpperCase(), METHODS)
  return say.unknownMethod({ method: `'${unknown}'` }, [app.label(method.node)], near ? [`Did you mean '${near}'?`] : undefined)
}

function pathOfRoute(app: AppProgram, path: string, folder: string, route: Exported): ParsedPath | Diagnostic {
  const initializer = initializerOf(route.symbol)
  const found = initializer && staticValue(initializer, app.checker)
  if (!found || !isKnown(found) || typeof found.value !== 'string')
    return say.routeNotStatic({ name: 'ROUTE', example: "'/:id'" }, [app.label(route.node)])
  const below = pathOfFolder(path, folder)
  const own = pathOfText(found.value)
  if ('reason' in below) return say.malformedPath({ text: path, reason: below.reason }, [app.label(route.node)])
  if ('reason' in own) return say.malformedPath({ text: `ROUTE '${found.value}'`, reason: own.reason }, [app.label(route.node)])
  if (begins(own.segments, below.segments)) {
    const rest = pathText(own.segments.slice(below.segments.length))
    return say.routeRepeatsFolder({ route: found.value, rest, path: pathText(own.segments) }, [app.label(route.node)])
  }
  return { segments: [...below.segments, ...own.segments] }
}

const begins = (path: readonly PathSegment[], start: readonly PathSegment[]): boolean =>
  start.length > 0 &&
  start.every((segment, index) => {
    const own = path[index]
    return own?.kind === segment.kind && (own.kind !== 'static' || own.value === (segment as { value: string }).value)
  })
