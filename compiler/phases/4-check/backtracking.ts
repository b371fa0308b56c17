/**
 * How long may a pattern that is not ambiguous without end look at a text that it does not match? Where two repetitions can share a
 * stretch of text, the matcher tries every place to part it, and looks on from each:
 *
 *   ^a*a*$   the square of the length     \d+-\d+   the same: it may begin at every digit     ^\S+@\S+\.\S+$   its cube
 *
 * Two positions share text where the automaton has, over one text, a round at the first, a way from the first to the second and a
 * round at the second (Weber and Seidl, On the degree of ambiguity of finite automata, 1991).
 */
import { parsePattern } from '../../ir/index.ts'
import { type Automaton, automataOf } from './automaton.ts'
import { characterBits } from './characters.ts'
import { components } from './components.ts'

export interface Backtracking {
  /** For a text of the length that was asked about, at the worst: how often it looks at a character. */
  readonly steps: number
  /** 2 where the steps grow with the square of the length. */
  readonly degree: number
  /** The part of the pattern that is repeated first. */
  readonly part: string
}

/** For texts of up to `length` characters; undefined where the time grows with the length only. */
export function backtracking(source: string, length: number): Backtracking | undefined {
  return automataOf(parsePattern(source), { positions: MAX_POSITIONS })
    .map((automaton) => worstOf(automaton, length))
    .reduce((worst, found) => (found && (!worst || found.steps > worst.steps) ? found : worst), undefined)
}

/** Of the longest text that takes a number of steps, as a round number: of 10 million, 4000 where they grow with its square. */
export function lengthFor(steps: number, degree: number): number {
  const length = (steps * factorial(degree)) ** (1 / degree)
  const unit = 10 ** Math.floor(Math.log10(length))
  return Math.floor(length / unit) * unit
}

const factorial = (number: number): number => (number < 2 ? 1 : number * factorial(number - 1))

/** Longer repetitions are as good as loops here: how many rounds they make is counted in. */
const MAX_POSITIONS = 24

interface Loop {
  readonly id: number
  readonly positions: readonly number[]
  readonly limit: number
  readonly reaches: ReadonlySet<number>
}

function worstOf(automaton: Automaton, length: number): Backtracking | undefined {
  const next = automaton.next.map((ways, from) => (automaton.sure.has(from) ? [] : ways.filter((to) => !automaton.sure.has(to))))
  const loops = loopsOf(automaton, next)
  const shares = sharing(automaton, next)
  const known = new Map<Loop, Backtracking>()
  const rounds = ({ limit }: Loop) => Math.min(limit, length)
  const alone = (loop: Loop): Backtracking => ({ steps: rounds(loop), degree: 1, part: partOf(loop, automaton) })
  const worse = (a: Backtracking, b: Backtracking) => (b.steps > a.steps ? b : a)
  /** From the loop on. */
  const from = (loop: Loop): Backtracking => {
    const found =
      known.get(loop) ??
      loops
        .filter((other) => shares(loop, other))
        .map((other) => times(loop, behind(other)))
        .reduce(worse, alone(loop))
    known.set(loop, found)
    return found
  }
  /** From the loop, or another one that is reached from it, on. */
  const behind = (loop: Loop): Backtracking =>
    loops
      .filter((other) => other !== loop && loop.reaches.has(other.positions[0]!))
      .map(from)
      .reduce(worse, from(loop))
  const times = (loop: Loop, rest: Backtracking): Backtracking => ({
    // The places at which a text is parted stand in one order.
    steps: (rounds(loop) * rest.steps) / (rest.degree + 1),
    degree: rest.degree + 1,
    part: partOf(loop, automaton) === ANYTHING ? rest.part : partOf(loop, automaton),
  })
  const worst = loops.map(from).reduce<Backtracking | undefined>((a, b) => (a ? worse(a, b) : b), undefined)
  return worst && worst.degree > 1 ? worst : undefined
}

/** Before a pattern that may begin anywhere. */
const ANYTHING = '[^]'
const partOf = ({ positions }: Loop, { characters }: Automaton): string => characters[positions[0]!]!

function loopsOf({ limits }: Automaton, next: readonly (readonly number[])[]): readonly Loop[] {
  const all = next.map((_, position) => position)
  const component = components(all, (position) => next[position]!)
  const byId = new Map<number, number[]>()
  for (const position of all) byId.set(component.get(position)!, [...(byId.get(component.get(position)!) ?? []), position])
  return [...byId]
    .filter(([, positions]) => positions.length > 1 || next[positions[0]!]!.includes(positions[0]!))
    .map(([id, positions]) => ({
      id,
      positions,
      limit: Math.max(...positions.map((position) => limits[position]!)),
      reaches: reachedFrom(positions, next),
    }))
}

function reachedFrom(positions: readonly number[], next: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set(positions)
  for (const position of reached) for (const to of next[position]!) reached.add(to)
  return reached
}

/** Whether a text may be parted between two loops anywhere: runs at the first, from it to the second, and at the second are one text. */
function sharing({ characters }: Automaton, next: readonly (readonly number[])[]) {
  const bits = characterBits(characters)
  const classes = characters.map(bits)
  const size = characters.length
  const node = (a: number, b: number, c: number) => (a * size + b) * size + c
  return (first: Loop, second: Loop): boolean => {
    if (first === second || !first.reaches.has(second.positions[0]!)) return false
    const [own, others] = [new Set(first.positions), new Set(second.positions)]
    const successors = (of: number): number[] => {
      const [a, b, c] = [Math.floor(of / size / size), Math.floor(of / size) % size, of % size]
      const found = next[a]!.flatMap((left) => {
        if (!own.has(left)) return []
        return next[c]!.flatMap((right) => {
          const common = classes[left]! & classes[right]!
          if (!others.has(right) || common === 0n) return []
          return next[b]!.flatMap((middle) => ((common & classes[middle]!) !== 0n ? [node(left, middle, right)] : []))
        })
      })
      // Back to where the three runs began: both are on one round where the second can be reached over one text.
      return own.has(a) && b === c ? [...found, node(a, a, c)] : found
    }
    const starts = first.positions.flatMap((a) => second.positions.map((c) => [a, c] as const))
    const component = components(
      starts.map(([a, c]) => node(a, a, c)),
      successors,
    )
    return starts.some(([a, c]) => component.has(node(a, c, c)) && component.get(node(a, a, c)) === component.get(node(a, c, c)))
  }
}
