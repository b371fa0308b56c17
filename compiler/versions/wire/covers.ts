/**
 * Whether every JSON value that one type stands for is accepted by another, which may come from another version of the app:
 *
 *   { age: number & Min<18> } , { age: number }            -> compatible
 *   { age: number } , { age: number & Min<18> }            -> breaking, { "age": 17 } is refused
 *
 * "Compatible" is only said by rules that hold for every value. "Breaking" is only said with a value that the interpreter accepts on
 * one side and refuses on the other. What neither can tell is unknown. Types that contain themselves are compatible where no step
 * into them shows a difference (coinduction): pairs that are being compared are taken to be.
 */
import { accepts, type Meaning } from '../../interpret/index.ts'
import { hashType, type JsonValue, type Type } from '../../ir/index.ts'
import { type List, listVerdict } from './lists.ts'
import { alternatives, type Wire } from './normal-form.ts'
import { bigintGap, numberGap } from './numbers.ts'
import { objectVerdict } from './objects.ts'
import { samples } from './samples.ts'
import { stringGap, templateGap } from './strings.ts'
import { COMPATIBLE, type Verdict, worst } from './verdict.ts'

export interface Comparison {
  readonly sent: Meaning
  readonly taken: Meaning
  covers(sent: Type, taken: Type): Verdict
  /** Of the sending side. */
  samples(type: Type): readonly JsonValue[]
  /** The first that is of a type of the sending side. */
  fitting(type: Type, candidates: readonly JsonValue[]): JsonValue | undefined
  /** Breaking where there is a witness, else unknown. */
  told(sent: Type, reason: string, witness: JsonValue | undefined): Verdict
  /** A rule does not hold: breaking where some value shows it, else unknown. */
  searched(sent: Type, taken: Type, reason: string): Verdict
  /** Whether a key is of a key type of either side. */
  mayBe(key: Type, name: string): boolean
}

/** A digest of texts, such as SHA-256: types that are the same are compared once. */
export type Digest = (text: string) => string

export function covers(sent: Type, taken: Type, from: Meaning, to: Meaning, digest: Digest): Verdict {
  return comparison(from, to, digest).covers(sent, taken)
}

/** For many questions about the same two sides. */
export function comparison(from: Meaning, to: Meaning, digest: Digest): Comparison {
  const known = new Map<string, Verdict>()
  const asked: string[] = []
  const hashes = new Map<Type, string>()
  const hash = (type: Type, { types }: Meaning): string => {
    const found = hashes.get(type) ?? hashType(type, types, digest)
    hashes.set(type, found)
    return found
  }
  const on: Comparison = {
    sent: withPredicates(from),
    taken: withPredicates(to),
    samples: (type) => samples(type, on.sent),
    fitting: (type, candidates) => candidates.find((value) => accepts(type, value, on.sent)),
    told: (_sent, reason, witness) =>
      witness === undefined ? { kind: 'unknown', pointer: '', reason } : { kind: 'breaking', pointer: '', reason, witness },
    searched: (a, b, reason) => on.told(a, reason, counterexample(a, b, on)),
    mayBe: (key, name) =>
      key.kind === 'string' || (key.kind === 'number' ? String(Number(name)) === name : accepts(key, name, on.sent)),
    covers(a, b) {
      const [one, other] = [hash(a, from), hash(b, to)]
      if (one === other && from.extraKeys === to.extraKeys) return COMPATIBLE
      const key = `${one} ${other}`
      const before = known.get(key)
      if (before !== undefined) return before
      known.set(key, COMPATIBLE)
      const mark = asked.push(key)
      const verdict = confirmed(alternativesVerdict(a, b, on), a, b, on)
      if (verdict.kind !== 'compatible') forget(asked.splice(mark), known)
      known.set(key, verdict)
      return verdict
    },
  }
  return on
}

/** What was found compatible while it was taken for granted that what turned out otherwise is. */
function forget(keys: readonly string[], known: Map<string, Verdict>): void {
  for (const key of keys) if (known.get(key)?.kind === 'compatible') known.delete(key)
}

/** What the app's own predicates say is not known here: a value of their type is taken for one that they accept. */
const withPredicates = (meaning: Meaning): Meaning => ({ ...meaning, check: meaning.check ?? (() => () => true) })

/** A witness must be one. */
function confirmed(verdict: Verdict, sent: Type, taken: Type, on: Comparison): Verdict {
  if (verdict.kind !== 'breaking') return verdict
  if (accepts(sent, verdict.witness, on.sent) && !accepts(taken, verdict.witness, on.taken)) return verdict
  const other = counterexample(sent, taken, on)
  const { pointer, reason } = verdict
  return other === undefined ? { kind: 'unknown', pointer, reason } : { kind: 'breaking', pointer, reason, witness: other }
}

/** Values of both sides' edges are tried: of the taking side as far as they are the sending side's too. */
function counterexample(sent: Type, taken: Type, on: Comparison): JsonValue | undefined {
  const hints = samples(taken, on.taken)
  return samples(sent, on.sent, hints).find((value) => !accepts(taken, value, on.taken))
}

function alternativesVerdict(sent: Type, taken: Type, on: Comparison): Verdict {
  const others = alternatives(taken, on.taken.types)
  return worst(alternatives(sent, on.sent.types).map((one) => oneVerdict(one, others, taken, on)))
}

/** One alternative of what is sent, against all that are taken. */
function oneVerdict(sent: Wire, others: readonly Wire[], taken: Type, on: Comparison): Verdict {
  if (sent.kind === 'undefined') {
    return others.some(({ kind }) => kind === 'undefined')
      ? COMPATIBLE
      : { kind: 'unknown', pointer: '', reason: 'it may be absent' }
  }
  if (sent.kind === 'null' || sent.kind === 'literal') {
    const value = sent.kind === 'null' ? null : sent.value
    if (accepts(taken, value, on.taken)) return COMPATIBLE
    return { kind: 'breaking', pointer: '', reason: `${JSON.stringify(value)} is not taken`, witness: value }
  }
  const verdicts: Verdict[] = []
  for (const other of others.filter((one) => sameForm(sent, one))) {
    const verdict = pairVerdict(sent, other, on)
    if (verdict.kind === 'compatible') return verdict
    verdicts.push(verdict)
  }
  if (verdicts.length === 0) return on.searched(sent, taken, `no ${nameOf(sent)} is taken`)
  const parts = verdicts.length > 1 ? split(sent, on) : undefined
  if (parts !== undefined) return worst(parts.map((part) => oneVerdict(part, others, taken, on)))
  return refuting(verdicts, sent, taken, on)
}

/** What one member of a union refuses another may take. */
function refuting(verdicts: readonly Verdict[], sent: Type, taken: Type, on: Comparison): Verdict {
  for (const verdict of verdicts) if (verdict.kind === 'breaking' && !accepts(taken, verdict.witness, on.taken)) return verdict
  const first = verdicts[0]!
  if (first.kind === 'compatible') return first
  const other = on.searched(sent, taken, first.reason)
  return { ...other, pointer: first.pointer } as Verdict
}

const nameOf = ({ kind }: Wire): string => (kind === 'template' ? 'string' : kind === 'tuple' ? 'array' : kind)

const FORMS: readonly (readonly Wire['kind'][])[] = [
  ['string', 'template'],
  ['number'],
  ['bigint'],
  ['array', 'tuple'],
  ['object'],
]
const sameForm = (a: Wire, b: Wire): boolean => FORMS.some((form) => form.includes(a.kind) && form.includes(b.kind))

function pairVerdict(sent: Wire, taken: Wire, on: Comparison): Verdict {
  const gap = textualGap(sent, taken)
  if (gap !== 'no text') return gap === undefined ? COMPATIBLE : on.searched(sent, taken, gap)
  if (sent.kind === 'object' && taken.kind === 'object') return objectVerdict(sent, taken, on)
  return listVerdict(sent as List, taken as List, on)
}

function textualGap(sent: Wire, taken: Wire): string | undefined {
  if (sent.kind === 'number' && taken.kind === 'number') return numberGap(sent, taken)
  if (sent.kind === 'bigint' && taken.kind === 'bigint') return bigintGap(sent, taken)
  if (sent.kind === 'string' && taken.kind === 'string') return stringGap(sent, taken)
  if (sent.kind === 'template' && taken.kind === 'string') return templateGap(sent, taken)
  if (taken.kind === 'template') return 'the text has no such form'
  return 'no text'
}

/** At most. */
const PARTS = 64

/**
 * `{ kind: 'a' | 'b' }` as `{ kind: 'a' } | { kind: 'b' }`: by the first member that has a few literals to be. Undefined: there is
 * none.
 */
function split(sent: Wire, on: Comparison): Wire[] | undefined {
  if (sent.kind !== 'object') return undefined
  for (const property of sent.properties) {
    const values = alternatives(property.type, on.sent.types)
    if (values.length < 2 || values.length > PARTS || values.some(({ kind }) => kind !== 'literal' && kind !== 'null')) continue
    const parts = values.map((type) => ({ ...property, type }))
    return parts.map((part) => ({ ...sent, properties: sent.properties.map((one) => (one === property ? part : one)) }))
  }
  return undefined
}
