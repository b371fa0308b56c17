/** The position at which texts differ most, and the texts by their character there. `NaN` never matches: a text may be too short. */
export interface Discrimination<Item> {
  readonly position: number
  readonly groups: ReadonlyMap<number, readonly Item[]>
}

const farthest = 32

export function discriminate<Item>(items: readonly Item[], textOf: (item: Item) => string): Discrimination<Item> {
  let best: Discrimination<Item> = group(items, textOf, 0)
  const longest = Math.max(...items.map((item) => textOf(item).length))
  for (let position = 1; position < Math.min(longest, farthest) && best.groups.size < items.length; position++) {
    if (items.some((item) => textOf(item).length <= position)) break
    const candidate = group(items, textOf, position)
    if (candidate.groups.size > best.groups.size) best = candidate
  }
  return best
}

function group<Item>(items: readonly Item[], textOf: (item: Item) => string, position: number): Discrimination<Item> {
  const groups = new Map<number, Item[]>()
  for (const item of items) {
    const code = textOf(item).charCodeAt(position)
    const known = groups.get(code)
    if (known === undefined) groups.set(code, [item])
    else known.push(item)
  }
  return { position, groups }
}
