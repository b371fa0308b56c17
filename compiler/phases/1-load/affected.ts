/**
 * After an edit, which files may mean something else than before? The edited ones; and where an edit changed what a file shows to
 * others, everything that imports it, through any number of files.
 *
 *   body of a function         -> the file itself
 *   an exported interface      -> the file and all above it; above a module, all that may read it as `gctx.modules.users`
 *   settings, the environment, a declaration for everybody   -> all
 */
import ts from 'typescript'
import type { AppProgram } from './app-program.ts'
import { mayRead, moduleNamedBy } from './module-readers.ts'

/** Paths relative to the root, or everything. */
export type Affected = 'all' | ReadonlySet<string>

export function affectedFiles(before: AppProgram, after: AppProgram): Affected {
  const old = new Map(before.program.getSourceFiles().map((file) => [file.fileName, file]))
  const files = after.program.getSourceFiles()
  const edited = files.filter((file) => old.get(file.fileName) !== file)
  const sameSettings = JSON.stringify(before.program.getCompilerOptions()) === JSON.stringify(after.program.getCompilerOptions())
  if (!sameSettings || files.length !== old.size || edited.some((file) => !old.has(file.fileName))) return 'all'
  if (edited.some((file) => !after.isOwn(file) || speaksForAll(file) || speaksForAll(old.get(file.fileName)!))) return 'all'
  const changed = edited.filter((file) => surface(before, old.get(file.fileName)!) !== surface(after, file))
  const above = changed.length === 0 ? [] : readersOf(after, changed)
  if (above === 'all') return 'all'
  return new Set([...edited, ...above].map((file) => after.pathOf(file)))
}

/** Files that may find other functions behind names, where bodies of these changed and types did not. */
export function filesAbove(app: AppProgram, affected: ReadonlySet<string>): Affected {
  const files = [...affected].flatMap((path) => app.program.getSourceFile(`${app.root}/${path}`) ?? [])
  const above = readersOf(
    app,
    files.filter((file) => !speaksForAll(file)),
  )
  return above === 'all' ? above : new Set(above.map(app.pathOf))
}

/** `declare module '@gati-framework/core' { interface LocalState ... }`: seen by files that do not import it. */
function speaksForAll(file: ts.SourceFile): boolean {
  return !ts.isExternalModule(file) || file.statements.some((statement) => ts.isModuleDeclaration(statement))
}

/** All that may look different where these do, themselves included. */
function readersOf(app: AppProgram, changed: readonly ts.SourceFile[]): 'all' | readonly ts.SourceFile[] {
  const own = app.program.getSourceFiles().filter(app.isOwn)
  const importers = new Map<ts.SourceFile, [importer: ts.SourceFile, specifier: ts.Expression][]>()
  for (const file of own)
    for (const [imported, specifier] of importedBy(app, file))
      importers.set(imported, [...(importers.get(imported) ?? []), [file, specifier]])
  const found = new Set(changed)
  const contexts = new Set<ts.SourceFile>()
  // A set hands out what is added while it is walked.
  for (const file of found) {
    if (speaksForAll(file)) return 'all'
    for (const [importer, specifier] of importers.get(file) ?? []) {
      const module = speaksForAll(importer) && !importers.has(importer) ? moduleNamedBy(specifier) : undefined
      if (module === undefined) found.add(importer)
      else {
        contexts.add(importer)
        for (const reader of own) if (!speaksForAll(reader) && mayRead(reader, module)) found.add(reader)
      }
    }
  }
  return [...found, ...contexts]
}

/** The app's own files that one imports, through any number of files; without itself. */
export function importedFiles(app: AppProgram, file: ts.SourceFile): readonly ts.SourceFile[] {
  const found = new Set([file])
  // A set hands out what is added while it is walked.
  for (const importer of found) for (const [imported] of importedBy(app, importer)) if (app.isOwn(imported)) found.add(imported)
  found.delete(file)
  return [...found]
}

/** Imports of every kind, types as well: `import`, `export ... from`, `import('./x.js')` in code and in types. */
function importedBy(
  { checker }: AppProgram,
  file: ts.SourceFile,
): readonly (readonly [imported: ts.SourceFile, specifier: ts.Expression])[] {
  return specifiers(file).flatMap((specifier) => {
    const target = checker.getSymbolAtLocation(specifier)?.valueDeclaration
    return target && ts.isSourceFile(target) ? [[target, specifier] as const] : []
  })
}

const specifiersOfFile = new WeakMap<ts.SourceFile, readonly ts.Expression[]>()

function specifiers(file: ts.SourceFile): readonly ts.Expression[] {
  const known = specifiersOfFile.get(file)
  if (known) return known
  const found: ts.Expression[] = []
  const deep = file.text.includes('import(')
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) found.push(node.moduleSpecifier)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      found.push(node.argument.literal as ts.StringLiteral)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
      found.push(node.arguments[0])
    if (deep) ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  specifiersOfFile.set(file, found)
  return found
}

/** All that other files can see of one: declarations of types as they stand, values by their types. */
function surface(app: AppProgram, file: ts.SourceFile): string {
  if (hasTypeQuery(file)) return file.text
  const module = app.checker.getSymbolAtLocation(file)
  const exported = module ? app.checker.getExportsOfModule(module) : []
  const values = exported.map((symbol) => `${symbol.getName()}: ${valueText(app, symbol)}`)
  return [...file.statements.flatMap((statement) => statementText(file, statement)), ...values].join('\n')
}

function valueText({ checker }: AppProgram, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target.flags & ts.SymbolFlags.Value ? checker.typeToString(checker.getTypeOfSymbol(target), undefined, WHOLE) : ''
}

const WHOLE = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.WriteArrowStyleSignature

/** With their lines, which the IR remembers. */
function statementText(file: ts.SourceFile, statement: ts.Statement): readonly string[] {
  const shows =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement)
  if (!shows) return []
  const { line } = file.getLineAndCharacterOfPosition(statement.getStart(file))
  return [`${line} ${statement.getFullText(file)}`]
}

/** `typeof limits` as a type makes values that are not exported a part of what others see. */
function hasTypeQuery(file: ts.SourceFile): boolean {
  let found = false
  const visit = (node: ts.Node): void => {
    found ||= ts.isTypeQueryNode(node)
    if (!found) ts.forEachChild(node, visit)
  }
  if (file.text.includes('typeof')) ts.forEachChild(file, visit)
  return found
}
