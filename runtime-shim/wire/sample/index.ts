/**
 * Values of a type, from a seed: the same for the same seed, on every machine. What a type's values are made of is a tree of samples, which
 * the compiler writes; `such` holds each candidate against the type's own check, so that what comes out is of the type or nothing does.
 */
import { sampleBigInt, sampleNumber } from './numbers.ts'
import type { Random } from './source.ts'
import { randomSource } from './source.ts'
import { type PatternSample, sampleFormat, samplePattern, sampleText, type TextSample } from './text.ts'

export type { PatternSample, TextSample } from './text.ts'

export type Sample =
  | { readonly kind: 'one'; readonly of: readonly unknown[] }
  | TextSample
  | { readonly kind: 'pattern'; readonly pattern: PatternSample }
  | { readonly kind: 'format'; readonly format: string }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly step?: number; readonly float?: boolean }
  | { readonly kind: 'bigint'; readonly min?: string; readonly max?: string }
  | { readonly kind: 'json' }
  /** Texts, one after the other. */
  | { readonly kind: 'joined'; readonly parts: readonly Sample[] }
  | { readonly kind: 'list'; readonly item: Sample; readonly min?: number; readonly max?: number }
  | { readonly kind: 'tuple'; readonly items: readonly (readonly [Sample, 'required' | 'optional' | 'rest'])[] }
  | {
      readonly kind: 'object'
      readonly members: readonly (readonly [name: string, value: Sample, optional?: 'optional'])[]
      readonly entries?: readonly (readonly [key: Sample, value: Sample])[]
      /** How many keys there are at least, as far as entries can be added. */
      readonly min?: number
    }
  /** `least`: those that nest least deeply, by their index. */
  | { readonly kind: 'union'; readonly members: readonly Sample[]; readonly least: readonly number[] }
  | { readonly kind: 'later'; readonly of: () => Sample }
  /** Candidates, tried one after the other and again, until one passes. `type` names it for who is told that none does. */
  | { readonly kind: 'such'; readonly of: readonly Sample[]; readonly that: (value: unknown) => boolean; readonly type: string }
  | { readonly kind: 'never'; readonly type: string }

/** Levels below which the shortest way out is taken, and below which there is none. */
const deep = 5
const tooDeep = 200
const tries = 1000

/** A JSON value. `seed` is any number; a random one where absent. Throws where no value is found. */
export function sample(root: Sample, seed: number = Math.floor(Math.random() * 2 ** 32)): unknown {
  return draw(root, randomSource(seed), 0)
}

function draw(node: Sample, random: Random, depth: number): unknown {
  switch (node.kind) {
    case 'one':
      return random.pick(node.of)
    case 'text':
      return sampleText(node, random)
    case 'pattern':
      return samplePattern(node.pattern, random)
    case 'format':
      return sampleFormat(node.format, random)
    case 'number':
      return sampleNumber(node, random)
    case 'bigint':
      return sampleBigInt(node, random)
    case 'json':
      return random.pick([null, true, false, 0, 1.5, 'text', [], {}, [1, { a: null }], { a: 'b' }])
    case 'joined':
      return node.parts.map((part) => String(draw(part, random, depth))).join('')
    case 'list':
      return Array.from({ length: lengthOf(node.min ?? 0, node.max, random, depth) }, () => draw(node.item, random, depth))
    case 'tuple':
      return drawTuple(node.items, random, depth)
    case 'object':
      return drawObject(node, random, depth)
    case 'union': {
      const isDeep = depth > deep
      return draw(isDeep ? node.members[random.pick(node.least)]! : random.pick(node.members), random, depth)
    }
    case 'later':
      if (depth > tooDeep) throw new Error('there is no random value: the type has no finite ones')
      return draw(node.of(), random, depth + 1)
    case 'such': {
      for (let attempt = 0; attempt < tries; attempt++) {
        const candidate = draw(node.of[attempt % node.of.length]!, random, depth)
        if (node.that(candidate)) return candidate
      }
      throw new Error(`no random value of ${node.type} was found in ${tries} tries`)
    }
    case 'never':
      throw new Error(`there is no random value of ${node.type}`)
  }
}

const lengthOf = (min: number, max: number | undefined, random: Random, depth: number): number =>
  depth > deep ? min : random.integer(min, Math.max(min, Math.min(max ?? min + 3, min + 3)))

function drawTuple(items: Extract<Sample, { kind: 'tuple' }>['items'], random: Random, depth: number): unknown[] {
  // Optional places are filled from the left.
  let filled = random.integer(0, depth > deep ? 0 : items.length)
  return items.flatMap(([item, mode]) => {
    if (mode === 'required') return [draw(item, random, depth)]
    if (mode === 'rest') return Array.from({ length: lengthOf(0, 3, random, depth) }, () => draw(item, random, depth))
    return filled-- > 0 ? [draw(item, random, depth)] : []
  })
}

function drawObject(node: Extract<Sample, { kind: 'object' }>, random: Random, depth: number): object {
  const result: Record<string, unknown> = {}
  const put = (name: string, value: unknown) =>
    Object.defineProperty(result, name, { value, writable: true, enumerable: true, configurable: true })
  const chance = depth > deep ? 0 : random.pick([0.2, 0.6, 1])
  for (const [name, value, optional] of node.members)
    if (optional === undefined || random.next() < chance) put(name, draw(value, random, depth))
  const missing = Math.max(0, (node.min ?? 0) - Object.keys(result).length)
  const declared = new Set(node.members.map(([name]) => name))
  for (const [key, value] of node.entries ?? []) {
    for (let count = lengthOf(missing, missing + 2, random, depth); count > 0; count--) {
      const name = String(draw(key, random, depth))
      if (!declared.has(name)) put(name, draw(value, random, depth))
    }
  }
  return result
}
