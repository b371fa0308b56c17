/** The graph for Graphviz: `gatic build --print graph --format dot | dot -Tsvg`. */
import type { AppGraph, Node } from './app-graph.ts'

const SHAPES: Readonly<Record<Node['kind'], string>> = { route: 'box', middleware: 'hexagon', module: 'component', type: 'note' }

export function graphDot({ name, nodes, edges }: AppGraph): string {
  const lines = [
    ...nodes.map(({ id, kind }) => `  ${quote(id)} [shape=${SHAPES[kind]}]`),
    ...edges.map(({ from, relation, to }) => `  ${quote(from)} -> ${quote(to)} [label=${quote(relation)}]`),
  ]
  return [`digraph ${quote(name)} {`, '  rankdir=LR', '  node [fontname="sans-serif"]', ...lines, '}', ''].join('\n')
}

/** In a quoted DOT text only the quote and the backslash have a meaning. */
const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`
