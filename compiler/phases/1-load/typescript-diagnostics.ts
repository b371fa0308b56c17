/** TypeScript's own errors as ours: `TS2339` -> `GT1010 typescript-error`, with every place that it names. */
import { relative } from 'node:path'
import ts from 'typescript'
import { type Diagnostic, type Label, typescriptError } from '../../diagnostics/index.ts'

export interface Described {
  /** One sentence, with the reasons that TypeScript nests below it. */
  readonly message: string
  readonly labels: readonly Label[]
}

export function describeTypeScript(found: ts.Diagnostic, root: string): Described {
  const own = labelOf(found, root, '')
  const related = (found.relatedInformation ?? []).flatMap((information) =>
    labelOf(information, root, firstSentence(information.messageText)),
  )
  return { message: sentence(found.messageText), labels: [...own, ...related] }
}

export function typeScriptDiagnostic(found: ts.Diagnostic, root: string): Diagnostic {
  const { message, labels } = describeTypeScript(found, root)
  return typescriptError({ message, code: found.code }, labels)
}

function labelOf(found: ts.DiagnosticRelatedInformation, root: string, text: string): readonly Label[] {
  if (found.file === undefined || found.start === undefined) return []
  const { line, character } = found.file.getLineAndCharacterOfPosition(found.start)
  const file = relative(root, found.file.fileName).replaceAll('\\', '/')
  return [{ location: { file, line: line + 1, column: character + 1 }, length: Math.max(1, found.length ?? 1), text }]
}

const withoutStop = (text: string): string => text.replace(/\.$/, '')

function firstSentence(message: string | ts.DiagnosticMessageChain): string {
  return withoutStop(typeof message === 'string' ? message : message.messageText)
}

function sentence(message: string | ts.DiagnosticMessageChain): string {
  const lines = ts.flattenDiagnosticMessageText(message, '\n').split('\n')
  return lines.map((line) => withoutStop(line.trim())).join(': ')
}
