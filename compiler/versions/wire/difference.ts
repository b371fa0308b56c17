/** What can be said of every value that is sent: it is taken, it is not (and here is one), or that cannot be told. */
import type { JsonValue } from '../../ir/index.ts'

export type Difference = Where &
  (
    | {
        readonly kind: 'breaking'
        /** Of what is sent, and refused. */
        readonly witness: JsonValue
      }
    | { readonly kind: 'unknown' }
  )

interface Where {
  /** RFC 6901, where in the value the two part. */
  readonly pointer: string
  readonly reason: string
  /** The member that only one of them knows (`extra`: the sending side), or that one of them may lack. */
  readonly member?: { readonly name: string; readonly is: 'extra' | 'required' }
}

/** Empty: every value that is sent is taken. */
export type Differences = readonly Difference[]

export const COMPATIBLE: Differences = []

/** Told of one pair of types; there may be more. */
const MOST = 20

/** Of all parts; those that break first. */
export function together(parts: Iterable<Differences>): Differences {
  const all = new Map<string, Difference>()
  for (const differences of parts) for (const one of differences) all.set(`${one.kind} ${one.pointer} ${one.reason}`, one)
  const found = [...all.values()]
  return [...found.filter(({ kind }) => kind === 'breaking'), ...found.filter(({ kind }) => kind === 'unknown')].slice(0, MOST)
}

/** Differences of a part, as those of the whole: `embed` puts the part's witness into a value of the whole. */
export const inside = (differences: Differences, step: string, embed: (part: JsonValue) => JsonValue | undefined): Differences =>
  differences.map((difference) => {
    const pointer = `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}${difference.pointer}`
    if (difference.kind === 'unknown') return { ...difference, pointer }
    return { ...shown(difference, embed(difference.witness)), pointer }
  })

/** With a witness, or unknown for want of one. */
export function shown({ pointer, reason, member }: Difference, witness: JsonValue | undefined): Difference {
  const where = { pointer, reason, ...(member && { member }) }
  return witness === undefined ? { kind: 'unknown', ...where } : { kind: 'breaking', ...where, witness }
}
