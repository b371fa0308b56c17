/** Strongly connected components (Tarjan) of what is reached from the roots, as an id for each node. */
export function components(
  roots: readonly number[],
  successors: (node: number) => readonly number[],
): ReadonlyMap<number, number> {
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
    return { node, pending: [...successors(node)] }
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
