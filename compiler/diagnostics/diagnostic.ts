/** What is wrong with an app, where, and what to do: plain data with a permanent code. */
import type { Location } from '../ir/index.ts'

/** `GT` and four digits: the first digit is the phase that found it. Assigned by hand, never reused. */
export type DiagnosticCode = `GT${number}`

export interface Diagnostic {
  readonly code: DiagnosticCode
  /** The code's readable name: `route-conflict`. */
  readonly name: string
  readonly severity: 'error' | 'warning'
  /** One sentence without a final full stop. */
  readonly message: string
  /** Every party, the place to change first. Empty only for what has no place in a file. */
  readonly labels: readonly Label[]
  /** What to do, as one or more sentences. */
  readonly hints: readonly string[]
}

export interface Label {
  readonly location: Location
  /** Length in characters of what is underlined. */
  readonly length: number
  /** `first declared here`; empty for the main party where the message says it all. */
  readonly text: string
}

/** What a placeholder of a message may be filled with. */
export type Text = string | number

/** Called by the generated factories only: they hold the codes and the texts. */
export const diagnostic = (
  code: DiagnosticCode,
  name: string,
  severity: Diagnostic['severity'],
  message: string,
  labels: readonly Label[],
  hints: readonly string[],
): Diagnostic => ({ code, name, severity, message, labels, hints })
