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
import { type JsonValue, type Type, typeClasses } from '../../ir/index.ts'
import { COMPATIBLE, type Difference, type Differences, shown, together } from './difference.ts'
import { type List, listDiffers } from './lists.ts'
import { alternatives, normal, type Wire } from './normal-form.ts'
import { bigintGap, integerGap, integersOf, numberGap } from './numbers.ts'
import { mayBeAbsent, objectDiffers } from './objects.ts'
import { candidates, samples } from './samples.ts'
import { stringGap, templateGap, templateGapOf } from './strings.ts'

export interface Comparison {
  readonly sent: Meaning
  readonly taken: Meaning
  covers(sent: Type, taken: Type): Differences
  /** Of the sending side. */
  samples(type: Type): readonly JsonValue[]
  /** The first of the samples that, with something changed, is of the type still. */
  sample(type: Type, changed: (value: JsonValue) => JsonValue): JsonValue | undefined
  /** The first that is of a type of the sending side. */
  fitting(type: Type, candidates: readonly JsonValue[]): JsonValue | undefined
  /** Breaking where there is a witness, else unknown. */
  told(reason: string, witness: JsonValue | undefined, member?: Difference['member']): Differences
  /** A rule does not hold: breaking where some value shows it, else unknown. */
  searched(sent: Type, taken: Type, reason: string): Differences
  readonly words: Words
  /** Whether a key is of a key type of either side. */
  mayBe(key: Type, name: string): boolean
}

/** How a difference is told: of values that are sent to be taken, or that are answered to who expects some. */
export interface Words {
  readonly value: (json: string) => string
  readonly kind: (name: string) => string
  readonly missing: (member: string) => string
  readonly any: string
}

const TAKEN: Words = {
  value: (json) => `${json} is not taken`,
  kind: (name) => `no ${name} is taken`,
  missing: (member) => `${member} is required`,
  any: 'not every value is taken',
}

export function covers(sent: Type, taken: Type, from: Meaning, to: Meaning): Differences {
  return comparison(from, to).covers(sent, taken)
}

/** For many questions about the same two sides. `classes`: of types of what sends (0) and what takes (1). */
export function comparison(from: Meaning, to: Meaning, classes = typeClasses([from.types, to.types]), words = TAKEN): Comparison {
  const known = new Map<string, Differences>()
  const asked: string[] = []
  const sampled = new Map<number, readonly JsonValue[]>()
  const on: Comparison = {
    sent: withPredicates(from),
    taken: withPredicates(to),
    words,
    samples(type) {
      const own = classes(type, 0)
      const found = sampled.get(own) ?? samples(type, on.sent)
      sampled.set(own, found)
      return found
    },
    sample(type, changed) {
      for (const sample of on.samples(type)) {
        const value = changed(sample)
        if (accepts(type, value, on.sent)) return value
      }
      return undefined
    },
    fitting: (type, candidates) => candidates.find((value) => accepts(type, value, on.sent)),
    told: (reason, witness, member) => [shown({ kind: 'unknown', pointer: '', reason, ...(member && { member }) }, witness)],
    searched: (a, b, reason) => on.told(reason, counterexample(a, b, on)),
    mayBe: (key, name) =>
      key.kind === 'string' || (key.kind === 'number' ? String(Number(name)) === name : accepts(key, name, on.sent)),
    covers(a, b) {
      const [one, other] = [classes(a, 0), classes(b, 1)]
      if (one === other && from.extraKeys === to.extraKeys) return COMPATIBLE
      const key = `${one} ${other}`
      const before = known.get(key)
      if (before !== undefined) return before
      known.set(key, COMPATIBLE)
      const mark = asked.push(key)
      const differences = confirmed(alternativesDiffer(a, b, on), a, b, on)
      if (differences.length > 0) forget(asked.splice(mark), known)
      known.set(key, differences)
      return differences
    },
  }
  return on
}

/** What was found compatible while it was taken for granted that what turned out otherwise is. */
function forget(keys: readonly string[], known: Map<string, Differences>): void {
  for (const key of keys) if (known.get(key)?.length === 0) known.delete(key)
}

/** What the app's own predicates say is not known here: a value of their type is taken for one that they accept. */
const withPredicates = (meaning: Meaning): Meaning => ({ ...meaning, check: meaning.check ?? (() => () => true) })

/** A witness must be one. */
function confirmed(differences: Differences, sent: Type, taken: Type, on: Comparison): Differences {
  let other: JsonValue | undefined | 'not searched' = 'not searched'
  return differences.map((difference): Difference => {
    if (difference.kind !== 'breaking' || isWitness(difference.witness, sent, taken, on)) return difference
    if (other === 'not searched') other = counterexample(sent, taken, on)
    return shown(difference, other)
  })
}

const isWitness = (value: JsonValue, sent: Type, taken: Type, on: Comparison): boolean =>
  accepts(sent, value, on.sent) && !accepts(taken, value, on.taken)

/** Values of both sides' edges are tried: of the taking side as far as they are the sending side's too. */
function counterexample(sent: Type, taken: Type, on: Comparison): JsonValue | undefined {
  const refused = (value: JsonValue) => !accepts(taken, value, on.taken)
  return (
    samples(sent, on.sent).find(refused) ??
    candidates(taken, on.taken).find((value) => refused(value) && accepts(sent, value, on.sent))
  )
}

function alternativesDiffer(sent: Type, taken: Type, on: Comparison): Differences {
  const others = alternatives(taken, on.taken.types)
  const differences = together(alternatives(sent, on.sent.types).map((one) => oneDiffers(one, others, taken, on)))
  if (normal(sent, on.sent.types).kind !== 'unknown' || differences.length === 0) return differences
  const [first] = differences
  return on.told(on.words.any, first!.kind === 'breaking' ? first!.witness : undefined)
}

/** One alternative of what is sent, against all that are taken. */
function oneDiffers(sent: Wire, others: readonly Wire[], taken: Type, on: Comparison): Differences {
  if (sent.kind === 'undefined')
    return others.some(({ kind }) => kind === 'undefined') ? COMPATIBLE : on.told('it may be absent', undefined)
  if (sent.kind === 'null' || sent.kind === 'literal') {
    const value = sent.kind === 'null' ? null : sent.value
    return accepts(taken, value, on.taken) ? COMPATIBLE : on.told(on.words.value(JSON.stringify(value)), value)
  }
  const candidates: Differences[] = []
  const kindred = others.filter((one) => sameForm(sent, one))
  for (const other of kindred) {
    const differences = pairDiffers(sent, other, on)
    if (differences.length === 0) return COMPATIBLE
    candidates.push(differences)
  }
  const few = sent.kind === 'number' ? integersOf(sent) : undefined
  if (few !== undefined && others.some(({ kind }) => kind === 'literal') && few.every((value) => accepts(taken, value, on.taken)))
    return COMPATIBLE
  if (candidates.length === 0) return on.searched(sent, taken, on.words.kind(nameOf(sent)))
  if (candidates.length === 1) return candidates[0]!
  const parts = split(sent, kindred, on)
  if (parts !== undefined) return together(parts.map((part) => oneDiffers(part, others, taken, on)))
  const tagged = candidates.filter((_, index) => hasTagsOf(sent, kindred[index]!, on))
  return nearest(tagged.length > 0 ? tagged : candidates, sent, taken, on)
}

/** Whether it is the one alternative that its tag means. */
function hasTagsOf(sent: Wire, other: Wire, on: Comparison): boolean {
  if (sent.kind !== 'object' || other.kind !== 'object') return false
  const tags = other.properties.filter(({ type }) => type.kind === 'literal')
  const given = (name: string) => sent.properties.find((property) => property.name === name)?.type
  return tags.length > 0 && tags.every(({ name, type }) => given(name) && on.covers(given(name)!, type).length === 0)
}

/** Of the alternative that differs least, as far as no other one takes what it refuses. */
function nearest(candidates: readonly Differences[], sent: Type, taken: Type, on: Comparison): Differences {
  const [least] = candidates.toSorted((a, b) => a.length - b.length)
  const proven = least!.filter((one) => one.kind === 'breaking' && isWitness(one.witness, sent, taken, on))
  if (proven.length > 0) return proven
  const { pointer, reason } = least![0]!
  return on.searched(sent, taken, reason).map((one) => ({ ...one, pointer }))
}

const nameOf = ({ kind }: Wire): string => (kind === 'template' ? 'string' : kind === 'tuple' ? 'array' : kind)

const FORMS: readonly (readonly Wire['kind'][])[] = [
  ['string', 'template'],
  ['number'],
  ['bigint'],
  ['array', 'tuple'],
  ['object'],
]
const sameForm = (a: Wire, b: Wire): boolean =>
  FORMS.some((form) => form.includes(a.kind) && form.includes(b.kind)) || (a.kind === 'number' && b.kind === 'bigint')

function pairDiffers(sent: Wire, taken: Wire, on: Comparison): Differences {
  const gap = textualGap(sent, taken)
  if (gap !== 'no text') return gap === undefined ? COMPATIBLE : on.searched(sent, taken, gap)
  if (sent.kind === 'object' && taken.kind === 'object') return objectDiffers(sent, taken, on)
  return listDiffers(sent as List, taken as List, on)
}

function textualGap(sent: Wire, taken: Wire): string | undefined {
  if (sent.kind === 'number' && taken.kind === 'number') return numberGap(sent, taken)
  if (sent.kind === 'bigint' && taken.kind === 'bigint') return bigintGap(sent, taken)
  if (sent.kind === 'number' && taken.kind === 'bigint') return integerGap(sent, taken)
  if (sent.kind === 'string' && taken.kind === 'string') return stringGap(sent, taken)
  if (sent.kind === 'template' && taken.kind === 'string') return templateGap(sent, taken)
  if ((sent.kind === 'string' || sent.kind === 'template') && taken.kind === 'template') return templateGapOf(sent, taken)
  return 'no text'
}

/** At most. */
const PARTS = 64

/**
 * `{ kind: 'a' | 'b' }` as `{ kind: 'a' } | { kind: 'b' }`: by the first member that has a few literals to be. Else `{ x?: T }` as
 * `{ x: T } | {}`, by the first member that some of the alternatives require and others do not. Undefined: there is none.
 */
function split(sent: Wire, others: readonly Wire[], on: Comparison): Wire[] | undefined {
  if (sent.kind !== 'object') return undefined
  for (const property of sent.properties) {
    const values = alternatives(property.type, on.sent.types)
    if (values.length < 2 || values.length > PARTS || values.some(({ kind }) => kind !== 'literal' && kind !== 'null')) continue
    const parts = values.map((type) => ({ ...property, type }))
    return parts.map((part) => ({ ...sent, properties: sent.properties.map((one) => (one === property ? part : one)) }))
  }
  const requires = (other: Wire, name: string) =>
    other.kind === 'object' && other.properties.some((one) => one.name === name && !mayBeAbsent(one, on.taken.types))
  const optional = sent.properties.find(
    ({ name, optional, default: value }) =>
      optional &&
      value === undefined &&
      others.some((other) => requires(other, name)) &&
      !others.every((other) => requires(other, name)),
  )
  if (optional === undefined || sent.index.length > 0) return undefined
  return [
    { ...sent, properties: sent.properties.filter((one) => one !== optional) },
    { ...sent, properties: sent.properties.map((one) => (one === optional ? { ...one, optional: false } : one)) },
  ]
}
