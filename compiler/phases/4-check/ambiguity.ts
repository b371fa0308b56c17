/**
 * Can one text be matched in exponentially many ways? A position automaton of the pattern is run twice at once: if two runs can leave
 * one position over the same text by different ways and meet there again, each further round doubles the ways.
 *
 *   (a+)+   two ways from `a` to `a`: the inner and the outer repetition
 *   (\w|\d)*   `1` is matched by either side of the choice
 */
import { type Pattern, parsePattern } from '../../ir/index.ts'

/** Undefined where it cannot; else the part of the pattern that can be matched in two ways. */
export function ambiguousPart(source: string): string | undefined {
  for (const pattern of parsePattern(source)) {
    const automaton = build(pattern)
    const position = ambiguousPosition(automaton)
    if (position !== undefined) return automaton.characters[position]
  }
  return undefined
}

interface Automaton {
  /** Source of the character that each position matches. */
  readonly characters: string[]
  /** From position to position, once for each way that leads there. */
  readonly next: number[][]
}

interface Part {
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly nullable: boolean
}

const NOTHING: Part = { first: [], last: [], nullable: true }
/** Counted repetitions are written out up to this size, and taken as unlimited beyond it. */
const MAX_POSITIONS = 200

function build(pattern: Pattern): Automaton {
  const automaton: Automaton = { characters: [], next: [] }
  connect(pattern, automaton)
  return automaton
}

function connect(pattern: Pattern, automaton: Automaton): Part {
  switch (pattern.kind) {
    case 'empty':
      return NOTHING
    case 'character': {
      const position = automaton.characters.push(pattern.source) - 1
      automaton.next.push([])
      return { first: [position], last: [position], nullable: false }
    }
    case 'sequence':
      return pattern.items.reduce<Part>((before, item) => append(before, connect(item, automaton), automaton), NOTHING)
    case 'choice': {
      const options = pattern.options.map((option) => connect(option, automaton))
      return {
        first: options.flatMap(({ first }) => first),
        last: options.flatMap(({ last }) => last),
        nullable: options.some(({ nullable }) => nullable),
      }
    }
    case 'repeat':
      return repeat(pattern, automaton)
  }
}

function append(before: Part, after: Part, automaton: Automaton): Part {
  link(before.last, after.first, automaton)
  return {
    first: before.nullable ? [...before.first, ...after.first] : before.first,
    last: after.nullable ? [...before.last, ...after.last] : after.last,
    nullable: before.nullable && after.nullable,
  }
}

function link(from: readonly number[], to: readonly number[], { next }: Automaton): void {
  for (const position of from) next[position]!.push(...to)
}

function repeat(pattern: Extract<Pattern, { kind: 'repeat' }>, automaton: Automaton): Part {
  const { item, min, max } = pattern
  if (max === 0) return NOTHING
  if (isTakenAsLoop(pattern, automaton)) {
    const round = loop(connect(item, automaton), automaton)
    // The rounds that a counted repetition must make may be empty in any order.
    const isMadeOfNothing = round.nullable && Number.isFinite(max)
    return isMadeOfNothing ? loop(round, automaton) : { ...round, nullable: round.nullable || min === 0 }
  }
  let rest: Part = NOTHING
  if (max === Number.POSITIVE_INFINITY) rest = { ...loop(connect(item, automaton), automaton), nullable: true }
  else for (let copy = min; copy < max; copy++) rest = { ...append(connect(item, automaton), rest, automaton), nullable: true }
  const needed = max === Number.POSITIVE_INFINITY && min > 0 ? min - 1 : min
  if (needed < min) rest = { ...rest, nullable: false }
  for (let copy = 0; copy < needed; copy++) rest = append(connect(item, automaton), rest, automaton)
  return rest
}

function loop(part: Part, automaton: Automaton): Part {
  link(part.last, part.first, automaton)
  return part
}

/** What would be too large when written out, and long repetitions of what has no fixed length: 2^20 ways are as bad as no limit. */
function isTakenAsLoop({ item, min, max }: Extract<Pattern, { kind: 'repeat' }>, { characters }: Automaton): boolean {
  const copies = Number.isFinite(max) ? max : min
  return copies * sizeOf(item) + characters.length > MAX_POSITIONS || (copies >= LONG && lengthOf(item) === undefined)
}

const LONG = 20

/** Of every text that it matches; undefined where they differ. */
function lengthOf(pattern: Pattern): number | undefined {
  switch (pattern.kind) {
    case 'empty':
      return 0
    case 'character':
      return 1
    case 'sequence':
      return pattern.items.reduce<number | undefined>((sum, item) => plus(sum, lengthOf(item)), 0)
    case 'choice': {
      const lengths = new Set(pattern.options.map(lengthOf))
      return lengths.size === 1 ? [...lengths][0] : undefined
    }
    case 'repeat': {
      const length = lengthOf(pattern.item)
      return pattern.min === pattern.max && length !== undefined ? length * pattern.min : undefined
    }
  }
}

const plus = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a + b)

function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'empty':
      return 0
    case 'character':
      return 1
    case 'sequence':
      return pattern.items.reduce((sum, item) => sum + sizeOf(item), 0)
    case 'choice':
      return pattern.options.reduce((sum, option) => sum + sizeOf(option), 0)
    case 'repeat':
      return sizeOf(pattern.item) * Math.max(1, Number.isFinite(pattern.max) ? pattern.max : pattern.min)
  }
}

/** A position on a round in the double run that is left by two ways. */
function ambiguousPosition(automaton: Automaton): number | undefined {
  const size = automaton.characters.length
  const overlaps = overlapTable(automaton.characters)
  const successors = (pair: number): number[] => {
    const [left, right] = [automaton.next[Math.floor(pair / size)]!, automaton.next[pair % size]!]
    return left.flatMap((a) => right.flatMap((b) => (overlaps(a, b) ? [a * size + b] : [])))
  }
  const component = components(
    Array.from({ length: size }, (_, position) => position * size + position),
    successors,
  )
  const onRound = (a: number, b: number) =>
    component.get(a * size + a) !== undefined && component.get(a * size + a) === component.get(b * size + b)
  const parted = new Set([...component].flatMap(([pair, id]) => (Math.floor(pair / size) === pair % size ? [] : [id])))
  for (let position = 0; position < size; position++) {
    const twice = automaton.next[position]!.find((to, index, all) => all.indexOf(to) < index && onRound(position, to))
    if (twice !== undefined || parted.has(component.get(position * size + position)!)) return position
  }
  return undefined
}

/** Whether some character is matched at both positions, by a sample of all that patterns tell apart. */
function overlapTable(characters: readonly string[]): (a: number, b: number) => boolean {
  const matched = new Map<string, ReadonlySet<string>>()
  for (const source of new Set(characters)) {
    const expression = new RegExp(`^${source}$`, 'u')
    matched.set(source, new Set(SAMPLE.filter((character) => expression.test(character))))
  }
  return (a, b) => {
    const [left, right] = [characters[a]!, characters[b]!]
    if (left === right) return true
    const other = matched.get(right)!
    for (const character of matched.get(left)!) if (other.has(character)) return true
    return false
  }
}

const SAMPLE: readonly string[] = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  ...'\u0391\u03b1\u0416\u0436\u05d0\u0627\u0905\u0e01\u3042\u30a2\u4e2d\uac00\u2028\u2029\u3000\ufeff\u200b\u20ac\u2192\u0300\u0660\u2160\ue000',
  ...['\u{1f600}', '\u{20000}', '\u{10ffff}'],
]

/** Strongly connected components (Tarjan) of what is reached from the roots, as an id for each node. */
function components(roots: readonly number[], successors: (node: number) => number[]): ReadonlyMap<number, number> {
  const order = new Map<number, number>()
  const low = new Map<number, number>()
  const found = new Map<number, number>()
  const path: number[] = []
  for (const root of roots) {
    if (order.has(root)) continue
    const frames = [enter(root)]
    while (frames.length > 0) {
      const frame = frames.at(-1)!
      const to = frame.pending.pop()
      if (to === undefined) {
        frames.pop()
        leave(frame.node, frames.at(-1)?.node)
      } else if (!order.has(to)) frames.push(enter(to))
      else if (!found.has(to)) low.set(frame.node, Math.min(low.get(frame.node)!, order.get(to)!))
    }
  }
  return found

  function enter(node: number) {
    order.set(node, order.size)
    low.set(node, order.size - 1)
    path.push(node)
    return { node, pending: successors(node) }
  }
  function leave(node: number, parent: number | undefined): void {
    if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!))
    if (low.get(node) !== order.get(node)) return
    for (let member = path.pop(); member !== undefined; member = path.pop()) {
      found.set(member, order.get(node)!)
      if (member === node) return
    }
  }
}
