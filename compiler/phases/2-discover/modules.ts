/**
 * Files of src/modules -> modules in one of four forms. Names and forms are read from the syntax where it tells them,
 * because the types of the contexts need the names before there is a program.
 */
import ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import * as say from '../../diagnostics/index.ts'
import type { Module } from '../../ir/index.ts'
import { type AppProgram, isDeclarationFile } from '../1-load/index.ts'
import { type Exported, exportsOf, sourceOf } from './exports.ts'
import { unwrap } from './expressions.ts'
import { elementsOf, isKnown, membersOf, staticValue } from './static-value.ts'

export interface DiscoveredModule extends Pick<Module, 'name' | 'source' | 'form' | 'has'> {
  readonly file: ts.SourceFile
  /** What diagnostics about the module underline. */
  readonly node: ts.Node
  /** As declared. */
  readonly dependencies: readonly { readonly name: string; readonly node: ts.Node }[]
}

const DEFINITION = ['init', 'shutdown', 'healthCheck', 'exports'] as const

/** `src/modules/clock.ts` and `src/modules/clock/index.ts`. */
export function isModuleFile(path: string): boolean {
  const below = /^src\/modules\/(?:[^/]+|[^/]+\/index)\.[mc]?tsx?$/.test(path)
  return below && !isDeclarationFile(path) && !path.includes('/_') && !/^src\/modules\/index\./.test(path)
}

/** `src/modules/rate-limit.ts` -> `rateLimit`. */
function nameOfFile(path: string): string {
  const name = path.replace(/^src\/modules\//, '').replace(/(\/index)?\.[mc]?tsx?$/, '')
  return name.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
}

/** The `name` of a definition, else the file's. */
export function moduleName(path: string, file: ts.SourceFile): string {
  const literal = defaultLiteral(file)
  const isDefinition = literal && DEFINITION.some((member) => memberOf(literal, member))
  const name = isDefinition ? memberOf(literal, 'name') : undefined
  const text = name && ts.isPropertyAssignment(name) ? unwrap(name.initializer) : undefined
  return text && ts.isStringLiteralLike(text) && text.text !== '' ? text.text : nameOfFile(path)
}

export function discoverModules(app: AppProgram, files: readonly string[]) {
  const modules: DiscoveredModule[] = []
  const diagnostics: Diagnostic[] = []
  for (const path of files.filter(isModuleFile)) {
    const file = app.file(path)
    const found = file && readModule(app, path, file)
    diagnostics.push(...(found?.diagnostics ?? []))
    const module = found?.module
    const twin = modules.find(({ name }) => name === module?.name)
    if (module && twin) diagnostics.push(duplicate(app, module, twin))
    else if (module) modules.push(module)
  }
  return { modules, diagnostics }
}

const duplicate = (app: AppProgram, module: DiscoveredModule, first: DiscoveredModule): Diagnostic =>
  say.duplicateModule({ name: module.name }, [app.label(module.node), app.label(first.node, 'first declared here')])

interface ReadModule {
  readonly module?: DiscoveredModule
  readonly diagnostics: readonly Diagnostic[]
}

function readModule(app: AppProgram, path: string, file: ts.SourceFile): ReadModule {
  const exports = exportsOf(app, file)
  const exported = exports.find(({ name }) => name === 'default')
  const node = exported?.node ?? exports[0]?.node ?? file.statements[0] ?? file
  if (exports.length === 0)
    return { diagnostics: [say.emptyModule({ file: path }, [{ ...app.place(node), length: 1, text: '' }])] }
  const basis = { name: moduleName(path, file), file, node }
  if (exported) return withDefault(app, basis, exported)
  const source = sourceOf(app, file, { name: '*', node })
  return { module: { ...basis, source, form: 'namespace', has: [], dependencies: [] }, diagnostics: [] }
}

function withDefault(app: AppProgram, basis: Pick<DiscoveredModule, 'name' | 'file' | 'node'>, exported: Exported): ReadModule {
  const literal = defaultLiteral(basis.file)
  const has = DEFINITION.filter((member) => (literal ? memberOf(literal, member) : exported.type.getProperty(member)))
  const isFunction = exported.type.getCallSignatures().length > 0
  const form = isFunction ? 'function' : has.length > 0 ? 'definition' : 'object'
  const declared = literal && form === 'definition' ? dependenciesOf(app, literal) : { names: [], diagnostics: [] }
  const source = sourceOf(app, basis.file, exported)
  const module = { ...basis, source, form, has: form === 'definition' ? has : [], dependencies: declared.names } as const
  return { module, diagnostics: declared.diagnostics }
}

function dependenciesOf(app: AppProgram, literal: ts.ObjectLiteralExpression) {
  const members = membersOf(literal, app.checker)
  const declared = isKnown(members)
    ? members.value.find(({ name }) => name === 'dependencies')?.value
    : assigned(literal, 'dependencies')
  if (!declared) return { names: [], diagnostics: [] }
  const elements = elementsOf(declared, app.checker)
  const names = isKnown(elements) ? elements.value.map((node) => ({ node, found: staticValue(node, app.checker) })) : []
  const wrong = isKnown(elements)
    ? names.find(({ found }) => !isKnown(found) || typeof found.value !== 'string')?.node
    : elements.at
  return {
    names: names.flatMap(({ node, found }) =>
      isKnown(found) && typeof found.value === 'string' ? [{ name: found.value, node }] : [],
    ),
    diagnostics: wrong ? [say.dependenciesNotStatic({}, [app.label(wrong)])] : [],
  }
}

/** Beside methods, which have no static value. */
function assigned(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const member = memberOf(literal, name)
  if (member && ts.isPropertyAssignment(member)) return member.initializer
  return member && ts.isShorthandPropertyAssignment(member) ? member.name : undefined
}

const memberOf = (literal: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined =>
  literal.properties.find((property) => property.name && 'text' in property.name && property.name.text === name)

/** The object literal that a file exports by default: itself, given to a function such as `defineModule`, or a constant of the file. */
export function defaultLiteral(file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const expression = defaultExpression(file)
  return expression && literalOf(expression, file)
}

function defaultExpression(file: ts.SourceFile): ts.Expression | undefined {
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement) && !statement.isExportEquals) return statement.expression
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause) continue
    if (!ts.isNamedExports(statement.exportClause)) continue
    const specifier = statement.exportClause.elements.find(({ name }) => name.text === 'default')
    const local = specifier?.propertyName
    if (local && ts.isIdentifier(local)) return local
  }
  return undefined
}

function literalOf(expression: ts.Expression, file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const inner = unwrap(expression)
  if (ts.isObjectLiteralExpression(inner)) return inner
  const called =
    ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) && /^define(Module|Config)$/.test(inner.expression.text)
  if (called && inner.arguments[0]) return literalOf(inner.arguments[0], file)
  return ts.isIdentifier(inner) ? localLiteral(inner.text, file) : undefined
}

function localLiteral(name: string, file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const declaration = statement.declarationList.declarations.find(
      (found) => ts.isIdentifier(found.name) && found.name.text === name,
    )
    const initializer = declaration?.initializer && unwrap(declaration.initializer)
    if (initializer && !ts.isIdentifier(initializer)) return literalOf(initializer, file)
  }
  return undefined
}
