/**
 * Can one text be matched in exponentially many ways? A position automaton of the pattern is run twice at once: if two runs can leave
 * one position over the same text by different ways and meet there again, each further round doubles the ways.
 *
 *   (a+)+   two ways from `a` to `a`: the inner and the outer repetition
 *   (\w|\d)*   `1` is matched by either side of the choice
 */
import { parsePattern } from '../../ir/index.ts'
import { type Automaton, automataOf } from './automaton.ts'
import { characterBits } from './characters.ts'
import { components } from './components.ts'

/** Undefined where it cannot; else the part of the pattern that can be matched in two ways. */
export function ambiguousPart(source: string): string | undefined {
  for (const automaton of automataOf(parsePattern(source), { positions: MAX_POSITIONS })) {
    const position = ambiguousPosition(automaton)
    if (position !== undefined) return automaton.characters[position]
  }
  return undefined
}

const MAX_POSITIONS = 200

/** A position on a round in the double run that is left by two ways. */
function ambiguousPosition({ characters, next }: Automaton): number | undefined {
  const size = characters.length
  const bits = characterBits(characters)
  const overlaps = (a: number, b: number) =>
    characters[a] === characters[b] || (bits(characters[a]!) & bits(characters[b]!)) !== 0n
  const successors = (pair: number): number[] => {
    const [left, right] = [next[Math.floor(pair / size)]!, next[pair % size]!]
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
    const twice = next[position]!.find((to, index, all) => all.indexOf(to) < index && onRound(position, to))
    if (twice !== undefined || parted.has(component.get(position * size + position)!)) return position
  }
  return undefined
}
