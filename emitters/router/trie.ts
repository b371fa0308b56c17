import type { PathSegment } from '../../compiler/ir/index.ts'

/** What may follow a number of segments. */
export interface Node {
  /** Function of the route that ends here. */
  call?: string
  /** Function of the route that takes all that follows. */
  rest?: string
  readonly statics: Map<string, Node>
  param?: Node
}

export const newNode = (): Node => ({ statics: new Map() })

/** The first route with a shape keeps it: a second one is a diagnostic before anything is emitted. */
export function insert(root: Node, segments: readonly PathSegment[], call: string): void {
  let node = root
  for (const segment of segments) {
    if (segment.kind === 'rest') {
      node.rest ??= call
      return
    }
    node = segment.kind === 'param' ? (node.param ??= newNode()) : staticChild(node, segment.value)
  }
  node.call ??= call
}

function staticChild(node: Node, value: string): Node {
  const known = node.statics.get(value)
  if (known !== undefined) return known
  const child = newNode()
  node.statics.set(value, child)
  return child
}

/** Whether anything lies below the place where a route may end. */
export const continues = (node: Node): boolean => node.statics.size > 0 || node.param !== undefined || node.rest !== undefined

/** How many routes end at a node or below it. */
export function routesBelow({ call, rest, statics, param }: Node): number {
  const own = (call === undefined ? 0 : 1) + (rest === undefined ? 0 : 1)
  return [...statics.values(), ...(param === undefined ? [] : [param])].reduce((sum, child) => sum + routesBelow(child), own)
}
