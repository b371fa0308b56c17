/** {@link TypeHost} over TypeScript 6's JS API. Discovery passes types in by `hostType`, and never sees one come back. */
import { dirname, isAbsolute, relative } from 'node:path'
import ts from 'typescript'
import type { HostKind, HostSymbol, HostTupleElement, HostType, HostTypeName, Origin, Place, TypeHost } from './type-host.ts'
import { docOf, docOfDeclaration } from './typescript-docs.ts'

export interface TypeScriptHostOptions {
  /** Absolute path of the app's folder. */
  readonly root: string
  readonly readFile?: (path: string) => string | undefined
}

export const hostType = (type: ts.Type): HostType => withoutNoInfer(type) as unknown as HostType
export const hostSymbol = (symbol: ts.Symbol): HostSymbol => symbol as unknown as HostSymbol
export const typeScriptType = (type: HostType): ts.Type => type as unknown as ts.Type
export const typeScriptSymbol = (symbol: HostSymbol): ts.Symbol => symbol as unknown as ts.Symbol
const raw = typeScriptType

/** `NoInfer<User>` is a type around `User`, for inference only; the checker takes it off wherever values are compared. */
function withoutNoInfer(type: ts.Type): ts.Type {
  const { baseType, constraint } = type as ts.SubstitutionType
  const isNoInfer = (type.flags & ts.TypeFlags.Substitution) !== 0 && (constraint.flags & ts.TypeFlags.Unknown) !== 0
  return isNoInfer ? withoutNoInfer(baseType) : type
}
const rawSymbol = typeScriptSymbol

export function createTypeScriptHost(program: ts.Program, options: TypeScriptHostOptions): TypeHost {
  const checker = program.getTypeChecker()
  const originOfFile = fileOrigins(program, options)
  const originOf = (symbol: ts.Symbol): Origin => {
    const declaration = symbol.declarations?.[0]
    // Members that a mapped type has given new names are declared nowhere.
    return declaration ? originOfFile(declaration.getSourceFile()) : 'app'
  }
  return {
    kind: (type) => kindOf(raw(type), checker),
    literal: (type) => literalOf(raw(type)),
    unionMembers: (type) => unionMembers(raw(type) as ts.UnionType, checker).map(hostType),
    intersectionMembers: (type) => (raw(type) as ts.IntersectionType).types.map(hostType),
    templateParts: (type) => {
      const { texts, types } = raw(type) as ts.TemplateLiteralType
      return { texts, types: types.map(hostType) }
    },
    tupleElements: (type) => tupleElements(raw(type) as ts.TupleTypeReference, checker),
    elementType: (type) => hostType(checker.getIndexTypeOfType(raw(type), ts.IndexKind.Number)!),
    typeArguments: (type) => typeArguments(raw(type), checker).map(hostType),
    indexInfos: (type) =>
      checker.getIndexInfosOfType(raw(type)).map((info) => ({ key: hostType(info.keyType), value: hostType(info.type) })),
    callSignatures: (type) =>
      raw(type)
        .getCallSignatures()
        .map((signature) => ({
          parameters: signature.getParameters().map((parameter) => ({
            name: parameter.getName(),
            type: hostType(checker.getTypeOfSymbol(parameter)),
            optional: isOptionalParameter(parameter, checker),
          })),
          result: hostType(signature.getReturnType()),
        })),
    isDeclared: (type) => isClassOrInterface(raw(type)),
    isConstructor: (type) => raw(type).getConstructSignatures().length > 0,
    properties: (type) => propertiesOf(raw(type), checker).map(hostSymbol),
    property: (type, name) => {
      const found = checker.getPropertyOfType(raw(type), name)
      return found && hostSymbol(found)
    },
    typeOf: (symbol) => hostType(checker.getTypeOfSymbol(rawSymbol(symbol))),
    nameOf: (symbol) => nameOf(rawSymbol(symbol)),
    keyKind: (symbol) => (rawSymbol(symbol).escapedName.toString().startsWith('__@') ? 'symbol' : 'string'),
    isOptional: (symbol) => (rawSymbol(symbol).flags & ts.SymbolFlags.Optional) !== 0,
    isMethod: (symbol) =>
      rawSymbol(symbol).declarations?.some(
        (declaration) => ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration),
      ) ?? false,
    visibility: (symbol) => visibility(rawSymbol(symbol)),
    nameOfType: (type) => nameOfType(raw(type), checker, originOf),
    standardName: (type) => {
      const { symbol } = raw(type)
      return isClassOrInterface(raw(type)) && originOf(symbol) === 'standard-library' ? symbol.getName() : undefined
    },
    origin: (symbol) => originOf(rawSymbol(symbol)),
    place: (symbol) => {
      const declaration = rawSymbol(symbol).declarations?.[0]
      if (!declaration || originOfFile(declaration.getSourceFile()) !== 'app') return undefined
      return placeOfNode(ts.getNameOfDeclaration(declaration) ?? declaration, options.root)
    },
    exportOf: (type) => {
      const declaration = raw(type).symbol?.declarations?.[0]
      const file = declaration?.getSourceFile()
      if (!declaration || !file || originOfFile(file) !== 'app' || !ts.isFunctionLike(declaration)) return undefined
      const exportName = exportedAs(declaration, file, checker)
      return exportName === undefined ? undefined : { file: relativePath(options.root, file.fileName), exportName }
    },
    exportOfDeclared: (symbol) => {
      const declaration = rawSymbol(symbol).declarations?.[0]
      const file = declaration?.getSourceFile()
      if (!declaration || !file || originOfFile(file) !== 'app') return undefined
      const exportName = exportedAs(declaration, file, checker)
      return exportName === undefined ? undefined : { file: relativePath(options.root, file.fileName), exportName }
    },
    doc: (symbol) => (originOf(rawSymbol(symbol)) === 'standard-library' ? undefined : docOf(rawSymbol(symbol), checker)),
    isKeyOf: (name, key) =>
      raw(key).flags & ts.TypeFlags.Number
        ? String(Number(name)) === name
        : checker.isTypeAssignableTo(checker.getStringLiteralType(name), raw(key)),
    isAssignable: (from, to) => checker.isTypeAssignableTo(raw(from), raw(to)),
    awaited: (type) => hostType(checker.getAwaitedType(raw(type)) ?? raw(type)),
    text: (type, expanded = false) =>
      checker.typeToString(raw(type), undefined, expanded ? TEXT | ts.TypeFormatFlags.InTypeAlias : TEXT),
  }
}

/** `function isEven` itself, or the constant that an arrow function is the value of. */
function exportedAs(declaration: ts.Node, file: ts.SourceFile, checker: ts.TypeChecker): string | undefined {
  const { parent } = declaration
  const holder = ts.isVariableDeclaration(parent) && parent.initializer === declaration ? parent : declaration
  const module = checker.getSymbolAtLocation(file)
  const exported = module ? checker.getExportsOfModule(module) : []
  const target = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
  return exported.find((symbol) => target(symbol).declarations?.some((one) => one === holder))?.getName()
}

const TEXT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope

/** What a diagnostic underlines for a node: its first line. */
export function placeOfNode(node: ts.Node, root: string): Place {
  const file = node.getSourceFile()
  const start = node.getStart(file)
  const { line, character } = file.getLineAndCharacterOfPosition(start)
  return {
    location: { file: relativePath(root, file.fileName), line: line + 1, column: character + 1 },
    length: Math.max(1, node.getEnd() - start),
  }
}

/** Of a file as TypeScript names it, `/` separators. */
export const relativePath = (root: string, file: string): string =>
  file.startsWith(`${root}/`) ? file.slice(root.length + 1) : relative(root, file).replaceAll('\\', '/')

/** Our own two packages are told by the name in their package.json: in a workspace their real path says nothing. */
function fileOrigins(program: ts.Program, { root, readFile = ts.sys.readFile }: TypeScriptHostOptions) {
  const byFile = new Map<ts.SourceFile, Origin>()
  const names = new Map<string, string | undefined>()
  const packageName = (folder: string): string | undefined => {
    if (names.has(folder)) return names.get(folder)
    const text = readFile(`${folder}/package.json`)
    const parent = dirname(folder)
    const own: unknown = text === undefined ? undefined : ts.parseConfigFileTextToJson('package.json', text).config?.name
    const name = typeof own === 'string' ? own : parent === folder ? undefined : packageName(parent)
    names.set(folder, name)
    return name
  }
  const find = (file: ts.SourceFile): Origin => {
    if (program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/node_modules/@types/node/'))
      return 'standard-library'
    const path = relativePath(root, file.fileName)
    const outside = path.startsWith('../') || isAbsolute(path)
    if (!outside && !path.includes('node_modules/')) return 'app'
    const name = packageName(dirname(file.fileName))
    return name === '@gati-framework/types' || name === '@gati-framework/core' ? 'gati' : 'package'
  }
  return (file: ts.SourceFile): Origin => {
    const known = byFile.get(file) ?? find(file)
    byFile.set(file, known)
    return known
  }
}

const LEAVES: readonly (readonly [ts.TypeFlags, HostKind])[] = [
  [ts.TypeFlags.Unknown, 'unknown'],
  [ts.TypeFlags.Never, 'never'],
  [ts.TypeFlags.Undefined, 'undefined'],
  [ts.TypeFlags.Void, 'void'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.Union, 'union'],
  [ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral | ts.TypeFlags.BooleanLiteral | ts.TypeFlags.BigIntLiteral, 'literal'],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.BigInt, 'bigint'],
  [ts.TypeFlags.Enum | ts.TypeFlags.EnumLiteral, 'computed-member'],
  [ts.TypeFlags.ESSymbolLike, 'symbol'],
  [ts.TypeFlags.TemplateLiteral, 'template'],
  [ts.TypeFlags.StringMapping, 'string-mapping'],
  [ts.TypeFlags.Intersection, 'intersection'],
  [ts.TypeFlags.NonPrimitive, 'non-primitive'],
]

function kindOf(type: ts.Type, checker: ts.TypeChecker): HostKind {
  if (type.flags & ts.TypeFlags.Any) return intrinsicName(type) === 'error' ? 'error' : 'any'
  if (type.flags & ts.TypeFlags.Object) {
    if (checker.isTupleType(type)) return 'tuple'
    return checker.isArrayType(type) || isNamedArray(type, checker) ? 'array' : 'object'
  }
  if (isEmptyIntersection(type, checker)) return 'never'
  return LEAVES.find(([flags]) => type.flags & flags)?.[1] ?? 'unresolved'
}

/** `interface JsonArray extends Array<Json> {}`: how arrays were made recursive before aliases could be, as Prisma's types still are. */
function isNamedArray(type: ts.Type, checker: ts.TypeChecker): boolean {
  const declarations = isClassOrInterface(type) ? (type.symbol.declarations ?? []) : []
  const isBare =
    declarations.length > 0 && declarations.every((one) => ts.isInterfaceDeclaration(one) && one.members.length === 0)
  if (!isBare) return false
  const bases = checker.getBaseTypes((isReference(type) ? type.target : type) as ts.InterfaceType)
  return bases.length === 1 && (checker.isArrayType(bases[0]!) || isNamedArray(bases[0]!, checker))
}

/** `{ kind: 'a' } & { kind: 'b' }` stays an intersection until the checker is asked what it can hold; asked for its members, it has none. */
const isEmptyIntersection = (type: ts.Type, checker: ts.TypeChecker) =>
  type.isIntersection() && checker.isTypeAssignableTo(type, checker.getNeverType())

/** Not in the public types of TypeScript, but the only mark of `true` and of the error type. */
const intrinsicName = (type: ts.Type) => (type as ts.Type & { readonly intrinsicName?: string }).intrinsicName

function literalOf(type: ts.Type): string | number | boolean | bigint {
  if (type.flags & ts.TypeFlags.BooleanLiteral) return intrinsicName(type) === 'true'
  const { value } = type as ts.LiteralType
  return typeof value === 'object' ? BigInt((value.negative ? '-' : '') + value.base10Value) : value
}

/** The checker flattens `Shape | null` and `Color | null`; it remembers aliases in `origin`, enums and `boolean` we put together again. */
function unionMembers(type: ts.UnionType, checker: ts.TypeChecker): readonly ts.Type[] {
  const { origin } = type as ts.UnionType & { readonly origin?: ts.Type }
  if (origin && origin.flags & ts.TypeFlags.Union)
    return (origin as ts.UnionType).types.flatMap((member) => (isPlainUnion(member) ? unionMembers(member, checker) : [member]))
  const members: ts.Type[] = []
  for (let index = 0; index < type.types.length; index++) {
    const member = type.types[index]!
    const whole =
      member.flags & (ts.TypeFlags.EnumLike | ts.TypeFlags.BooleanLiteral) ? checker.getBaseTypeOfLiteralType(member) : member
    const parts = whole.isUnion() && whole !== type ? whole.types : []
    if (parts.length > 1 && parts.every((part, offset) => type.types[index + offset] === part)) {
      members.push(whole)
      index += parts.length - 1
    } else members.push(member)
  }
  return members
}

const isPlainUnion = (type: ts.Type): type is ts.UnionType =>
  type.isUnion() && !type.aliasSymbol && (type.flags & (ts.TypeFlags.EnumLike | ts.TypeFlags.Boolean)) === 0

function tupleElements(type: ts.TupleTypeReference, checker: ts.TypeChecker): readonly HostTupleElement[] {
  const { elementFlags, labeledElementDeclarations } = type.target
  return checker.getTypeArguments(type).map((element, index) => {
    const flags = elementFlags[index]!
    const labeled = labeledElementDeclarations?.[index]
    const label = labeled?.name
    const mode = flags & ts.ElementFlags.Variable ? 'rest' : flags & ts.ElementFlags.Optional ? 'optional' : 'required'
    const doc = labeled && docOfDeclaration(labeled)
    return {
      type: hostType(element),
      mode,
      ...(label && ts.isIdentifier(label) ? { name: label.text } : {}),
      ...(doc ? { doc } : {}),
    }
  })
}

/** A class or interface has a hidden last argument, its `this` type. */
function typeArguments(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  if (!isReference(type)) return []
  return checker.getTypeArguments(type).slice(0, type.target.typeParameters?.length ?? 0)
}

const objectFlags = (type: ts.Type) => (type.flags & ts.TypeFlags.Object ? (type as ts.ObjectType).objectFlags : 0)
const isReference = (type: ts.Type): type is ts.TypeReference => (objectFlags(type) & ts.ObjectFlags.Reference) !== 0
const isClassOrInterface = (type: ts.Type): boolean =>
  ((isReference(type) ? objectFlags(type.target) : objectFlags(type)) & ts.ObjectFlags.ClassOrInterface) !== 0

function isOptionalParameter(parameter: ts.Symbol, checker: ts.TypeChecker): boolean {
  const declaration = parameter.valueDeclaration
  return declaration !== undefined && ts.isParameter(declaration) && checker.isOptionalParameter(declaration)
}

/** `__@brand@123` is the checker's key for `[brand]`, `__#1@#secret` the one for `#secret`. */
function nameOf(symbol: ts.Symbol): string {
  const key = symbol.escapedName.toString()
  const known = /^__@(.+)@\d+$/.exec(key)
  if (known)
    return symbol.declarations?.some((declaration) => /Symbol\./.test(ts.getNameOfDeclaration(declaration)?.getText() ?? ''))
      ? `[Symbol.${known[1]}]`
      : `[${known[1]}]`
  return /^__#\d+@(#.+)$/.exec(key)?.[1] ?? symbol.getName()
}

function visibility(symbol: ts.Symbol): 'public' | 'protected' | 'private' {
  const declaration = symbol.valueDeclaration
  if (!declaration) return 'public'
  const name = ts.getNameOfDeclaration(declaration)
  const flags = ts.getCombinedModifierFlags(declaration)
  if (flags & ts.ModifierFlags.Private || (name && ts.isPrivateIdentifier(name))) return 'private'
  return flags & ts.ModifierFlags.Protected ? 'protected' : 'public'
}

function nameOfType(type: ts.Type, checker: ts.TypeChecker, originOf: (symbol: ts.Symbol) => Origin): HostTypeName | undefined {
  const describe = (symbol: ts.Symbol, args: readonly ts.Type[]): HostTypeName => ({
    name: declaredName(symbol),
    symbol: hostSymbol(symbol),
    arguments: args.map(hostType),
    origin: originOf(symbol),
    isEnum: (symbol.flags & ts.SymbolFlags.Enum) !== 0,
  })
  if (type.aliasSymbol) return describe(type.aliasSymbol, type.aliasTypeArguments ?? [])
  const isEnum = type.isUnion() && (type.flags & ts.TypeFlags.EnumLike) !== 0
  if (isEnum) return describe(type.symbol, [])
  if (!isClassOrInterface(type) || checker.isArrayType(type) || checker.isTupleType(type)) return undefined
  return describe(type.symbol, typeArguments(type, checker))
}

/** `export default interface User` has the symbol name `default`. */
function declaredName(symbol: ts.Symbol): string {
  if (symbol.getName() !== 'default') return symbol.getName()
  const declaration = symbol.declarations?.[0]
  const name = declaration && ts.getNameOfDeclaration(declaration)
  return name && ts.isIdentifier(name) ? name.text : 'Default'
}

/**
 * In the order of their declarations. The checker lists the members of a mapped type (`Omit<User, 'id'>`) in the order in which
 * it met their names anywhere in the program, which an unrelated edit can change.
 */
function propertiesOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const properties = checker.getPropertiesOfType(type)
  const isMapped = (part: ts.Type): boolean =>
    (objectFlags(part) & ts.ObjectFlags.Mapped) !== 0 || (part.isUnionOrIntersection() && part.types.some(isMapped))
  return isMapped(type) ? [...properties].sort(byDeclaration) : properties
}

function byDeclaration(a: ts.Symbol, b: ts.Symbol): number {
  const [left, right] = [a.declarations?.[0], b.declarations?.[0]]
  if (!left || !right) return Number(!left) - Number(!right) || compare(a.getName(), b.getName())
  return (
    compare(left.getSourceFile().fileName, right.getSourceFile().fileName) ||
    left.pos - right.pos ||
    compare(a.getName(), b.getName())
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
