/** The long text of a code, for `gatic explain GT2104`. */
import type { DiagnosticCode } from './diagnostic.ts'
import { closest } from './did-you-mean.ts'
import { explanations } from './explanations.generated.ts'

export interface Explanation {
  readonly code: DiagnosticCode
  readonly name: string
  readonly severity: 'error' | 'warning'
  /** With `{placeholders}`. */
  readonly message: string
  /** Markdown. */
  readonly text: string
}

/** Found by code (`GT2104`, `gt2104`, `2104`) or by name (`route-conflict`); else the nearest name, if one is near. */
export function explainCode(wanted: string): { found: Explanation } | { found?: never; nearest?: string } {
  const text = wanted.trim().toLowerCase()
  const found = explanations.find(({ code, name }) => code.toLowerCase() === text || code.slice(2) === text || name === text)
  if (found) return { found }
  const nearest = closest(
    text,
    explanations.flatMap(({ code, name }) => [code.toLowerCase(), name]),
  )
  if (nearest === undefined) return {}
  return { nearest: nearest.startsWith('gt') ? nearest.toUpperCase() : nearest }
}
