/**
 * A pattern as the positions of its characters, and which position may follow which: what a backtracking matcher walks through.
 *
 *   ^a+b*$   ->   a -> a, a -> b, b -> b
 *
 * A pattern that may begin anywhere has a loop over every character before it; what a look-ahead wants is a way that leads nowhere else;
 * a back-reference is what its group is once more.
 */
import type { Demand, Pattern } from '../../ir/index.ts'

export interface Automaton {
  /** Source of the character that each position matches. */
  readonly characters: string[]
  /** From position to position, once for each way that leads there. */
  readonly next: number[][]
  /** How many characters a run takes in the repetition around each position at most; 1 outside of any. */
  readonly limits: number[]
  /** Where the matcher has found what it looks for, whatever follows: it tries nothing more. */
  readonly sure: Set<number>
}

interface Part {
  readonly first: readonly number[]
  readonly last: readonly number[]
  /** Those of `last` behind which nothing more is asked for. */
  readonly open: readonly number[]
  readonly nullable: boolean
  /** Whether it can be passed by without a demand. */
  readonly bare: boolean
}

const NOTHING: Part = { first: [], last: [], open: [], nullable: true, bare: true }
const ANY = '[^]'

export interface Unrolling {
  /** Counted repetitions are written out up to this number of positions, and taken as loops beyond it. */
  readonly positions: number
}

/** One for the pattern, and one for each look-behind in it, which is matched by itself. */
export function automataOf(pattern: Pattern, unrolling: Unrolling): readonly Automaton[] {
  const behind: Pattern[] = []
  const whole = build(pattern, startsAtStart(pattern), { ...unrolling, behind })
  const others: Automaton[] = []
  // Look-behinds in look-behinds are added on the way.
  for (const inner of behind) others.push(build({ kind: 'sequence', items: [inner, PLACE] }, false, { ...unrolling, behind }))
  return [whole, ...others]
}

const PLACE: Pattern = { kind: 'empty', demand: { kind: 'place' } }

function build(pattern: Pattern, isAnchored: boolean, how: Omit<Building, 'automaton'>): Automaton {
  const automaton: Automaton = { characters: [], next: [], limits: [], sure: new Set() }
  const { first, open } = connect(pattern, { ...how, automaton })
  for (const position of open) automaton.sure.add(position)
  if (!isAnchored) {
    const start = add(ANY, automaton)
    automaton.next[start]!.push(start, ...first)
    automaton.limits[start] = Number.POSITIVE_INFINITY
  }
  return automaton
}

function add(source: string, { characters, next, limits }: Automaton): number {
  next.push([])
  limits.push(1)
  return characters.push(source) - 1
}

/** Before each text that it matches. */
function startsAtStart(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'empty':
      return pattern.demand?.kind === 'start'
    case 'character':
      return false
    case 'sequence': {
      const first = pattern.items.find((item) => item.kind !== 'empty' || item.demand?.kind === 'start')
      return first !== undefined && startsAtStart(first)
    }
    case 'choice':
      return pattern.options.every(startsAtStart)
    case 'repeat':
      return pattern.min > 0 && startsAtStart(pattern.item)
  }
}

interface Building extends Unrolling {
  readonly automaton: Automaton
  /** Look-behinds that are met. */
  readonly behind: Pattern[]
}

function connect(pattern: Pattern, building: Building): Part {
  const { automaton } = building
  switch (pattern.kind) {
    case 'empty':
      return pattern.demand === undefined ? NOTHING : demanded(pattern.demand, building)
    case 'character': {
      const positions = [add(pattern.source, automaton)]
      return { first: positions, last: positions, open: positions, nullable: false, bare: false }
    }
    case 'sequence':
      return pattern.items.reduce<Part>((before, item) => append(before, connect(item, building), automaton), NOTHING)
    case 'choice': {
      const options = pattern.options.map((option) => connect(option, building))
      return {
        first: options.flatMap(({ first }) => first),
        last: options.flatMap(({ last }) => last),
        open: options.flatMap(({ open }) => open),
        nullable: options.some(({ nullable }) => nullable),
        bare: options.some(({ bare }) => bare),
      }
    }
    case 'repeat':
      return repeat(pattern, building)
  }
}

/** What is asked of a place can fail there: nothing before it is sure. */
function demanded(demand: Demand, building: Building): Part {
  const place: Part = { ...NOTHING, bare: false }
  switch (demand.kind) {
    case 'start':
    case 'place':
      return place
    case 'behind':
      building.behind.push(demand.pattern)
      return place
    case 'ahead': {
      // What it wants may be looked for at many places, whether it is found there or not.
      const { first } = connect(demand.pattern, building)
      return { ...place, first }
    }
    case 'again':
      return { ...connect(demand.pattern, building), open: [], nullable: true, bare: false }
  }
}

function append(before: Part, after: Part, automaton: Automaton): Part {
  link(before.last, after.first, automaton)
  return {
    first: before.nullable ? [...before.first, ...after.first] : before.first,
    last: after.nullable ? [...before.last, ...after.last] : after.last,
    open: after.bare ? [...before.open, ...after.open] : after.open,
    nullable: before.nullable && after.nullable,
    bare: before.bare && after.bare,
  }
}

function link(from: readonly number[], to: readonly number[], { next }: Automaton): void {
  for (const position of from) next[position]!.push(...to)
}

type Repeat = Extract<Pattern, { kind: 'repeat' }>

function repeat(pattern: Repeat, building: Building): Part {
  const { item, min, max } = pattern
  const { automaton } = building
  if (max === 0) return NOTHING
  if (isTakenAsLoop(pattern, building)) {
    const round = loop(item, Number.isFinite(max) ? max : min, building)
    // The rounds that a counted repetition must make may be empty in any order.
    if (round.nullable && Number.isFinite(max)) link(round.last, round.first, automaton)
    return min === 0 ? { ...round, nullable: true, bare: true } : round
  }
  let rest: Part = NOTHING
  if (max === Number.POSITIVE_INFINITY) rest = { ...loop(item, max, building), nullable: true, bare: true }
  else
    for (let copy = min; copy < max; copy++)
      rest = { ...append(connect(item, building), rest, automaton), nullable: true, bare: true }
  const needed = max === Number.POSITIVE_INFINITY && min > 0 ? min - 1 : min
  if (needed < min) rest = { ...rest, nullable: false, bare: false }
  for (let copy = 0; copy < needed; copy++) rest = append(connect(item, building), rest, automaton)
  return rest
}

/** A position in a loop may be come back to as often as the loop makes rounds. */
function loop(item: Pattern, rounds: number, building: Building): Part {
  const { automaton } = building
  const from = automaton.characters.length
  const part = connect(item, building)
  for (let position = from; position < automaton.characters.length; position++) automaton.limits[position]! *= rounds
  link(part.last, part.first, automaton)
  return part
}

/** What would be too large when written out, and long repetitions of what has no fixed length: 2^20 ways are as bad as no limit. */
function isTakenAsLoop({ item, min, max }: Repeat, { automaton, positions }: Building): boolean {
  const copies = Number.isFinite(max) ? max : min
  return copies * sizeOf(item) + automaton.characters.length > positions || (copies >= LONG && lengthOf(item) === undefined)
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
      return pattern.demand === undefined || !('pattern' in pattern.demand) ? 0 : sizeOf(pattern.demand.pattern)
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
