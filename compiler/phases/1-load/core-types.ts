/** The declarations of `@gati-framework/core` that have a meaning to the compiler, told by identity and never by name alone. */
import ts from 'typescript'

export const CORE_PACKAGE = '@gati-framework/core'

export interface CoreTypes {
  /** `Request<Shape>`: the Shape, where the type is one. */
  requestShape(type: ts.Type): ts.Type | undefined
  /** Of `Response<Status, Headers>`: both arguments. */
  response(type: ts.Type): readonly ts.Type[] | undefined
  /** `[Status, Body, Headers, As]` of a reply. */
  reply(type: ts.Type): readonly ts.Type[] | undefined
  /** Of `UploadedFile<Limits>`: the Limits. */
  fileLimits(type: ts.Type): ts.Type | undefined
  /** `[In, Out, Shape, Data]` of a `Socket`. */
  socket(type: ts.Type): readonly ts.Type[] | undefined
  /** Whether a member of a type is one that `Request` has whatever is declared. */
  isRequestMember(property: ts.Symbol): boolean
  isModules(type: ts.Type): boolean
  /** An instance of `HttpError` or of a class below it. */
  isHttpError(type: ts.Type): boolean
  /** Whether an expression names this function of the package. */
  isFunction(expression: ts.Expression, name: 'defineConfig' | 'defineModule' | 'defineVersion' | 'validator'): boolean
  /** Of `Validator<T>`: the T. */
  validated(type: ts.Type): ts.Type | undefined
  /** Names of the members of `Modules`. */
  moduleNames(): readonly string[]
}

export function findCore(program: ts.Program, root: string): CoreTypes | undefined {
  const checker = program.getTypeChecker()
  const exports = exportsOfPackage(program, checker, root)
  if (!exports) return undefined
  const declared = (name: string): ts.Type | undefined => {
    const symbol = exports.get(name)
    return symbol && checker.getDeclaredTypeOfSymbol(symbol)
  }
  const request = declared('Request')
  const response = declared('Response')
  const reply = declared('Reply')
  const file = declared('UploadedFile')
  const socket = declared('SocketHandlers')
  const validator = declared('Validator')
  // Through the context: the export named `Modules` is the empty interface of the package, before the app's members are merged in.
  const context = declared('GlobalContext')
  const modulesOfContext = context && checker.getPropertyOfType(context, 'modules')
  const modules = modulesOfContext && checker.getTypeOfSymbol(modulesOfContext)
  const httpError = exports.get('HttpError')
  const replyKey = reply && checker.getPropertiesOfType(reply)[0]?.escapedName
  if (!request || !response || !modules || !httpError || replyKey === undefined) return undefined

  const argumentsOf = (type: ts.Type, generic: ts.Type): readonly ts.Type[] | undefined =>
    isReference(type) && type.target === generic ? checker.getTypeArguments(type) : undefined
  return {
    requestShape: (type) => argumentsOf(type, request)?.[0],
    response: (type) => argumentsOf(type, response),
    reply(type) {
      const property =
        type.flags & ts.TypeFlags.Object && checker.getPropertiesOfType(type).find(({ escapedName }) => escapedName === replyKey)
      const tuple = property ? checker.getTypeOfSymbol(property) : undefined
      return tuple && checker.isTupleType(tuple) ? checker.getTypeArguments(tuple as ts.TypeReference) : undefined
    },
    fileLimits: (type) => file && argumentsOf(type, file)?.[0],
    socket(type) {
      const parts = type.isIntersection() ? type.types : [type]
      return socket && parts.map((part) => argumentsOf(part, socket)).find((found) => found !== undefined)
    },
    validated: (type) => validator && argumentsOf(type, validator)?.[0],
    isRequestMember: (property) => property.declarations?.[0]?.parent === request.symbol.declarations?.[0],
    isModules: (type) => type === modules,
    isHttpError: (type) => (type.flags & ts.TypeFlags.Object ? hasBase(type, httpError, checker) : false),
    isFunction(expression, name) {
      const symbol = checker.getSymbolAtLocation(expression)
      return symbol !== undefined && resolved(symbol, checker) === exports.get(name)
    },
    moduleNames: () => checker.getPropertiesOfType(modules).map((property) => property.getName()),
  }
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0

export const resolved = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

function hasBase(type: ts.Type, base: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (type.symbol === base) return true
  const declared = isReference(type) ? type.target : type
  return declared.isClassOrInterface() && checker.getBaseTypes(declared).some((parent) => hasBase(parent, base, checker))
}

interface Exports {
  get(name: string): ts.Symbol | undefined
}

function exportsOfPackage(program: ts.Program, checker: ts.TypeChecker, root: string): Exports | undefined {
  const options = program.getCompilerOptions()
  const { resolvedModule } = ts.resolveModuleName(
    CORE_PACKAGE,
    `${root}/src/index.ts`,
    options,
    ts.sys,
    undefined,
    undefined,
    ts.ModuleKind.ESNext,
  )
  const file = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName)
  const symbol = file && checker.getSymbolAtLocation(file)
  if (!symbol) return undefined
  const exports = new Map(checker.getExportsOfModule(symbol).map((found) => [found.getName(), found]))
  return {
    get(name) {
      const found = exports.get(name)
      return found && resolved(found, checker)
    },
  }
}
