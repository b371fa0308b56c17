/** Diagnostics and figures on their way to a person. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, renderDiagnostics } from '../diagnostics/index.ts'
import type { Host, Output } from './host.ts'

/** To standard error, with excerpts of the app's sources. */
export function reportDiagnostics(host: Host, root: string, diagnostics: readonly Diagnostic[]): void {
  const { stderr } = host
  stderr.write(renderDiagnostics(diagnostics, (file) => readSource(root, file), { color: stderr.color }))
}

export function readSource(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    // Deleted since, or unreadable: the diagnostic is shown without an excerpt, and may well be about that.
    return undefined
  }
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({ severity }) => severity === 'error')

/** `1.2 s`, `85 ms` */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`)

/** `48.2 kB`, in powers of ten as package managers and browsers show it. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  return count < 1e6 ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`
}

export interface Progress {
  step(text: string): void
  done(): void
}

/** One line that replaces itself on a terminal; a plain line each elsewhere. */
export function progress(output: Output): Progress {
  if (!output.terminal) return { step: (text) => output.write(`${text}\n`), done: () => {} }
  return { step: (text) => output.write(`\r\u001b[K${text} ...`), done: () => output.write('\r\u001b[K') }
}

export const SILENT: Progress = { step: () => {}, done: () => {} }
