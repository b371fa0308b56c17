/** Numbers that look random and follow from a seed. */
export interface Random {
  /** From 0 to below 1. */
  next(): number
  /** Both bounds are included. */
  integer(min: number, max: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state, good enough for tests and equal everywhere. */
export function randomSource(seed: number): Random {
  // Neighbouring seeds start far from each other; a fraction counts as well.
  let state = Math.imul(Math.trunc(seed) ^ Math.trunc((seed % 1) * 2 ** 32), 0x9e3779b1)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return { next, integer, pick: (items) => items[integer(0, items.length - 1)]! }
}
