/** `_middleware.ts` of each folder, and lists of middleware in the config -> functions of either form, in order. */
import ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import * as say from '../../diagnostics/index.ts'
import type { Middleware, SourceRef } from '../../ir/index.ts'
import { type AppProgram, ROUTE_FOLDERS } from '../1-load/index.ts'
import { type Callable, callableOfExport, callableOfExpression, exportsOf } from './exports.ts'
import { constantOf, initializerOf } from './expressions.ts'
import { elementsOf, isKnown } from './static-value.ts'

export interface DiscoveredMiddleware {
  /** `src/api/_middleware.ts#default[0]` */
  readonly id: string
  readonly form: Middleware['form']
  readonly scope: Middleware['scope']
  readonly callable: Callable
}

export interface FoundMiddleware {
  readonly middleware: readonly DiscoveredMiddleware[]
  readonly diagnostics: readonly Diagnostic[]
}

/** By folder: `src/api/users`. */
export function discoverFolderMiddleware(app: AppProgram, files: readonly string[]) {
  const byFolder = new Map<string, readonly DiscoveredMiddleware[]>()
  const diagnostics: Diagnostic[] = []
  for (const path of files) {
    const file = isMiddlewareFile(path) ? app.file(path) : undefined
    if (!file) continue
    const found = middlewareOfFile(app, path, file)
    byFolder.set(path.slice(0, path.lastIndexOf('/')), found.middleware)
    diagnostics.push(...found.diagnostics)
  }
  return { byFolder, diagnostics }
}

const isMiddlewareFile = (path: string): boolean =>
  /\/_middleware\.[mc]?tsx?$/.test(path) && ROUTE_FOLDERS.some((folder) => path.startsWith(`${folder}/`))

function middlewareOfFile(app: AppProgram, path: string, file: ts.SourceFile): FoundMiddleware {
  const exported = exportsOf(app, file).find(({ name }) => name === 'default')
  if (!exported) {
    const start = { location: { file: path, line: 1, column: 1 }, length: 1, text: '' }
    return { middleware: [], diagnostics: [say.noMiddlewareInFile({ file: path }, [start])] }
  }
  const callable = callableOfExport(app, file, exported)
  if (exported.type.getCallSignatures().length > 0) return collect(app, [callable], 'directory')
  const list = initializerOf(exported.symbol)
  return list ? middlewareOfList(app, list, callable.source, 'directory') : collect(app, [callable], 'directory')
}

/** `list` is where the source reference leads. */
export function middlewareOfList(
  app: AppProgram,
  list: ts.Expression,
  source: SourceRef,
  scope: Middleware['scope'],
): FoundMiddleware {
  if (!ts.isArrayLiteralExpression(constantOf(list, app.checker)) && !isListLike(app, list))
    return collect(app, [callableOfExpression(app, list, source)], scope)
  const elements = elementsOf(list, app.checker)
  if (!isKnown(elements)) return { middleware: [], diagnostics: [say.middlewareNotListed({}, [app.label(elements.at)])] }
  const callables = elements.value.map((element, index) =>
    callableOfExpression(app, element, { ...source, member: [...(source.member ?? []), index] }),
  )
  return collect(app, callables, scope)
}

const isListLike = (app: AppProgram, expression: ts.Expression): boolean => {
  const type = app.checker.getTypeAtLocation(expression)
  return app.checker.isArrayType(type) || app.checker.isTupleType(type)
}

function collect(app: AppProgram, callables: readonly Callable[], scope: Middleware['scope']): FoundMiddleware {
  const middleware: DiscoveredMiddleware[] = []
  const diagnostics: Diagnostic[] = []
  for (const callable of callables) {
    const form = formOf(app, callable.type)
    if (form) middleware.push({ id: idOf(callable.source), form, scope, callable })
    else diagnostics.push(notMiddleware(app, callable))
  }
  return { middleware, diagnostics }
}

function notMiddleware(app: AppProgram, { source, node, type }: Callable): Diagnostic {
  return say.notAMiddleware({ name: source.exportName, type: app.checker.typeToString(type) }, [app.label(node)])
}

const idOf = ({ file, exportName, member = [] }: SourceRef): string => `${file}#${exportName}${member.map(partText).join('')}`

/** `.middleware`, `[0]`, `['GET /users']` */
const partText = (part: string | number): string =>
  typeof part === 'number' ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `['${part}']`

/** By the types of its parameters: error middleware takes the request second. */
function formOf(app: AppProgram, type: ts.Type): Middleware['form'] | undefined {
  const signature = type.getCallSignatures()[0]
  if (!signature) return undefined
  const [first, second] = signature.getParameters().map((parameter) => app.checker.getTypeOfSymbol(parameter))
  if (second && app.core?.requestShape(second)) return 'error'
  if (!first || app.core?.requestShape(first)) return 'middleware'
  if (second) return first.flags & ts.TypeFlags.Any ? 'middleware' : undefined
  return first.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any) || isErrorType(first) ? 'error' : undefined
}

const isErrorType = (type: ts.Type): boolean => ['name', 'message'].every((name) => type.getProperty(name) !== undefined)
