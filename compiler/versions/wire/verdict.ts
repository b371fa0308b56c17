/** What can be said of every value that is sent: it is taken, it is not (and here is one), or that cannot be told. */
import type { JsonValue } from '../../ir/index.ts'

export type Verdict =
  | { readonly kind: 'compatible' }
  | {
      readonly kind: 'breaking'
      /** RFC 6901, where in the value the two part. */
      readonly pointer: string
      /** Taken on one side and refused on the other. */
      readonly witness: JsonValue
      readonly reason: string
    }
  | { readonly kind: 'unknown'; readonly pointer: string; readonly reason: string }

export const COMPATIBLE: Verdict = { kind: 'compatible' }

/** The first that breaks, else the first that is unknown. Later ones are not asked once one breaks. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let unknown: Verdict = COMPATIBLE
  for (const verdict of verdicts) {
    if (verdict.kind === 'breaking') return verdict
    if (verdict.kind === 'unknown' && unknown.kind === 'compatible') unknown = verdict
  }
  return unknown
}

/** A verdict on a part, as one on the whole: `embed` puts the part's witness into a value of the whole. */
export function inside(verdict: Verdict, step: string, embed: (part: JsonValue) => JsonValue | undefined): Verdict {
  if (verdict.kind === 'compatible') return verdict
  const pointer = `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}${verdict.pointer}`
  if (verdict.kind === 'unknown') return { ...verdict, pointer }
  const witness = embed(verdict.witness)
  const { reason } = verdict
  return witness === undefined ? { kind: 'unknown', pointer, reason } : { kind: 'breaking', pointer, reason, witness }
}
