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

/** What is below a node but for the names of the functions. Of two nodes with one shape {@link callsBelow} gives the same in the same order. */
export function shapeOf({ call, rest, statics, param }: Node): string {
  const children = sorted(statics).map(([segment, child]) => [segment, shapeOf(child)])
  return JSON.stringify([call !== undefined, rest !== undefined, children, param === undefined ? null : shapeOf(param)])
}

export function callsBelow({ call, rest, statics, param }: Node): readonly string[] {
  const children = [...sorted(statics).map(([, child]) => child), ...(param === undefined ? [] : [param])]
  return [call, rest].filter((own) => own !== undefined).concat(children.flatMap(callsBelow))
}

/** The same node with the functions that `nameOf` gives, in the order of {@link callsBelow}. */
export function renamed({ call, rest, statics, param }: Node, nameOf: () => string): Node {
  return {
    ...(call !== undefined && { call: nameOf() }),
    ...(rest !== undefined && { rest: nameOf() }),
    statics: new Map(sorted(statics).map(([segment, child]) => [segment, renamed(child, nameOf)])),
    ...(param !== undefined && { param: renamed(param, nameOf) }),
  }
}

const sorted = (statics: Node['statics']) => [...statics].sort(([a], [b]) => (a < b ? -1 : 1))

/** How many routes end at a node or below it. */
export function routesBelow({ call, rest, statics, param }: Node): number {
  const own = (call === undefined ? 0 : 1) + (rest === undefined ? 0 : 1)
  return [...statics.values(), ...(param === undefined ? [] : [param])].reduce((sum, child) => sum + routesBelow(child), own)
}
