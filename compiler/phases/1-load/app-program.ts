/** One state of the app as the checker sees it, and the questions about it that every later phase asks. */
import ts from 'typescript'
import type { Diagnostic, Label } from '../../diagnostics/index.ts'
import type { Affected } from './affected.ts'
import { type CoreTypes, findCore } from './core-types.ts'
import { isInstalled } from './documents.ts'
import type { Place, TypeHost } from './type-host.ts'
import { typeScriptDiagnostic } from './typescript-diagnostics.ts'
import { createTypeScriptHost, placeOfNode, relativePath } from './typescript-type-host.ts'

export interface AppProgram {
  readonly root: string
  readonly program: ts.Program
  readonly checker: ts.TypeChecker
  readonly host: TypeHost
  /** What `@gati-framework/core` declares; undefined where it is not installed. */
  readonly core: CoreTypes | undefined
  /** By path relative to the root. */
  file(path: string): ts.SourceFile | undefined
  /** Path relative to the root, `/` separators. */
  pathOf(file: ts.SourceFile): string
  /** Whether it is the app's own code, which is checked and looked into. */
  isOwn(file: ts.SourceFile): boolean
  place(node: ts.Node): Place
  /** A place with what is to be said about it. */
  label(node: ts.Node, text?: string): Label
  /** Broken syntax: nothing can be said about what such a program means. */
  syntaxErrors(): readonly Diagnostic[]
  /** What TypeScript finds wrong, each file checked once. */
  semanticErrors(): readonly Diagnostic[]
  /** By file, as far as they were asked for. */
  readonly semanticErrorsByFile: ReadonlyMap<ts.SourceFile, readonly Diagnostic[]>
  /** Takes over what was found in files that mean the same as before. */
  keepSemanticErrors(before: AppProgram, affected: Affected): void
}

/** Of a file that was listed: why it cannot be read was said when it was tried. */
const FILE_NOT_FOUND = 6053

export function createAppProgram(program: ts.Program, root: string): AppProgram {
  const checker = program.getTypeChecker()
  const pathOf = (file: ts.SourceFile) => relativePath(root, file.fileName)
  const isOwn = remembered(
    (file: ts.SourceFile) =>
      !file.isDeclarationFile && !isInstalled(file.fileName, root) && !program.isSourceFileDefaultLibrary(file),
  )
  const own = () => program.getSourceFiles().filter(isOwn)
  const place = (node: ts.Node) => placeOfNode(node, root)
  const errors = (found: readonly ts.Diagnostic[]) =>
    found.filter(({ category }) => category === ts.DiagnosticCategory.Error).map((one) => typeScriptDiagnostic(one, root))
  const byFile = new Map<ts.SourceFile, readonly Diagnostic[]>()
  const errorsOf = (file: ts.SourceFile) => {
    const known = byFile.get(file) ?? errors(program.getSemanticDiagnostics(file))
    byFile.set(file, known)
    return known
  }
  return {
    root,
    program,
    checker,
    host: createTypeScriptHost(program, { root }),
    core: findCore(program, root),
    file: remembered((path) => program.getSourceFile(`${root}/${path}`)),
    pathOf,
    isOwn,
    place,
    label: (node, text = '') => ({ ...place(node), text }),
    syntaxErrors: () =>
      own().flatMap((file) => program.getSyntacticDiagnostics(file).map((found) => typeScriptDiagnostic(found, root))),
    semanticErrors: () => [
      ...errors(
        [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()].filter(({ code }) => code !== FILE_NOT_FOUND),
      ),
      ...own().flatMap(errorsOf),
    ],
    semanticErrorsByFile: byFile,
    keepSemanticErrors(before, affected) {
      if (affected === 'all') return
      for (const file of own()) {
        const known = affected.has(pathOf(file)) ? undefined : before.semanticErrorsByFile.get(file)
        if (known) byFile.set(file, known)
      }
    },
  }
}

/** Of one program, where each answer stays true. */
function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = find(key)
    known.set(key, value)
    return value
  }
}
