/**
 * For tests: source files in memory -> what lowering makes of the types that `app.ts` exports.
 *
 *   lowerSource(`export type A = string & MinLen<3>`)  ->  { printed: { A: 'string & MinLen<3>' }, ... }
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { type Diagnostic, renderDiagnostics } from '../../../../diagnostics/index.ts'
import { type NamedType, printNamedType, printType, type Type } from '../../../../ir/index.ts'
import { createTypeScriptHost, hostType, placeOfNode } from '../../../1-load/index.ts'
import { createTypeLowering } from '../index.ts'

const repository = join(dirname(fileURLToPath(import.meta.url)), '../../../../..')
const root = join(repository, 'fixtures/in-memory-app')

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [join(repository, 'node_modules/@types')],
}

/** Parsed once a process: the standard library is most of the work. */
const library = new Map<string, ts.SourceFile | undefined>()

export const COMBINATORS = `import type * as G from '@gati-framework/types'\n`

export interface Lowered {
  readonly lowered: Readonly<Record<string, Type>>
  readonly printed: Readonly<Record<string, string>>
  readonly named: Readonly<Record<string, NamedType>>
  /** `type User = {...}` for each named type. */
  readonly declarations: string
  readonly diagnostics: readonly Diagnostic[]
  readonly rendered: string
  /** What TypeScript itself says of the sources. */
  readonly typeErrors: readonly string[]
  /** Where it says so, from 1 on. */
  readonly errorLines: readonly number[]
}

export function lowerSource(
  source: string,
  others: Readonly<Record<string, string>> = {},
  options: ts.CompilerOptions = {},
): Lowered {
  const { program, files, app: file } = programOf({ ...others, 'app.ts': source }, options)
  const checker = program.getTypeChecker()
  const lowering = createTypeLowering(createTypeScriptHost(program, { root }))
  const lowered: Record<string, Type> = {}
  const module = checker.getSymbolAtLocation(file)
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const declaration = symbol.declarations![0]!
    const type =
      symbol.flags & ts.SymbolFlags.Variable ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol)
    const name = symbol.getName()
    lowered[name] = lowering.lower(hostType(type), name, placeOfNode(ts.getNameOfDeclaration(declaration) ?? declaration, root))
  }
  const named = lowering.types
  const errors = program.getSemanticDiagnostics(file)
  return {
    lowered,
    printed: Object.fromEntries(Object.entries(lowered).map(([name, type]) => [name, printType(type)])),
    named,
    declarations: Object.values(named).map(printNamedType).join('\n'),
    diagnostics: lowering.diagnostics,
    rendered: renderDiagnostics(lowering.diagnostics, (path) => files.get(join(root, path)), { color: false }),
    typeErrors: errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    errorLines: errors.map(({ start = 0 }) => file.getLineAndCharacterOfPosition(start).line + 1),
  }
}

export interface SourceProgram {
  readonly program: ts.Program
  /** By absolute path. */
  readonly files: ReadonlyMap<string, string>
  /** `app.ts`. */
  readonly app: ts.SourceFile
  readonly root: string
}

export function programOf(sources: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): SourceProgram {
  const files = new Map(Object.entries(sources).map(([file, text]) => [join(root, file), text]))
  const program = createProgram(files, { ...OPTIONS, ...options })
  return { program, files, app: program.getSourceFile(join(root, 'app.ts'))!, root }
}

function createProgram(files: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.Program {
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.directoryExists = (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)) || directoryExists!(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.getSourceFile = (path, languageVersion) => {
    const text = files.get(path)
    if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true)
    if (!library.has(path)) library.set(path, getSourceFile(path, languageVersion))
    return library.get(path)
  }
  return ts.createProgram([...files.keys()], options, host)
}
