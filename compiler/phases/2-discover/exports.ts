/** What does a file export, and from where can a value be imported? */
import ts from 'typescript'
import type { SourceRef } from '../../ir/index.ts'
import { type AppProgram, resolved } from '../1-load/index.ts'
import { type FunctionNode, functionOf, functionOfSymbol } from './expressions.ts'

export interface Exported {
  readonly name: string
  /** Where it was declared, behind imports and re-exports. */
  readonly symbol: ts.Symbol
  /** What diagnostics underline, in the exporting file. */
  readonly node: ts.Node
  readonly type: ts.Type
}

/** A function that the server calls: a handler or a middleware. */
export interface Callable {
  readonly source: SourceRef
  /** What diagnostics underline. */
  readonly node: ts.Node
  readonly type: ts.Type
  /** Undefined where it is made by a call, or declared without a body. */
  readonly body?: FunctionNode
  readonly symbol?: ts.Symbol
}

/** Values only, in the order of their declaration. */
export function exportsOf(app: AppProgram, file: ts.SourceFile): readonly Exported[] {
  const module = app.checker.getSymbolAtLocation(file)
  if (!module) return []
  return app.checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = resolved(exported, app.checker)
    if (!(symbol.flags & ts.SymbolFlags.Value) || isTypeOnly(exported)) return []
    const node = nodeIn(file, exported) ?? nodeIn(file, symbol) ?? file.statements[0] ?? file
    return [
      {
        name: exported.getName(),
        symbol,
        node,
        // Asked for by few: a checker that is new has to work it out.
        get type() {
          return app.checker.getTypeOfSymbol(symbol)
        },
      },
    ]
  })
}

const isTypeOnly = (symbol: ts.Symbol): boolean =>
  symbol.declarations?.some(
    (declaration) => ts.isExportSpecifier(declaration) && (declaration.isTypeOnly || declaration.parent.parent.isTypeOnly),
  ) ?? false

function nodeIn(file: ts.SourceFile, symbol: ts.Symbol): ts.Node | undefined {
  const declaration = symbol.declarations?.find((candidate) => candidate.getSourceFile() === file)
  if (!declaration) return undefined
  return ts.getNameOfDeclaration(declaration) ?? (ts.isExportAssignment(declaration) ? declaration.expression : declaration)
}

export function callableOfExport(app: AppProgram, file: ts.SourceFile, exported: Exported): Callable {
  const body = functionOfSymbol(exported.symbol, app.checker)
  return {
    source: sourceOf(app, file, exported),
    node: exported.node,
    type: exported.type,
    symbol: exported.symbol,
    ...(body && { body }),
  }
}

export const sourceOf = (app: AppProgram, file: ts.SourceFile, { name, node }: Pick<Exported, 'name' | 'node'>): SourceRef => ({
  file: app.pathOf(file),
  exportName: name,
  location: app.place(node).location,
})

/** An expression in an exported value: by the export that it names where there is one, else by where it stands. */
export function callableOfExpression(app: AppProgram, expression: ts.Expression, otherwise: SourceRef): Callable {
  const { checker } = app
  const body = functionOf(expression, checker)
  const named = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression) : undefined
  const symbol = named && resolved(named, checker)
  const source = (symbol && importable(app, symbol)) ?? { ...otherwise, location: app.place(expression).location }
  return {
    source,
    node: expression,
    type: checker.getTypeAtLocation(expression),
    ...(body && { body }),
    ...(symbol && { symbol }),
  }
}

function importable(app: AppProgram, symbol: ts.Symbol): SourceRef | undefined {
  const file = symbol.declarations?.[0]?.getSourceFile()
  if (!file || !app.isOwn(file)) return undefined
  const exported = exportsOf(app, file).find((candidate) => candidate.symbol === symbol)
  return exported && sourceOf(app, file, exported)
}
