/** Each part of the app with what it needs, and with who needs it. */
import type { AppGraph, Edge, Node } from './app-graph.ts'

const WIDTH = 'guarded by'.length + 2

export function graphText({ nodes, edges }: AppGraph): string {
  return `${nodes.map((node) => nodeText(node, edges)).join('\n')}`
}

function nodeText({ id, file, line }: Node, edges: readonly Edge[]): string {
  const outgoing = groups(
    edges.filter(({ from }) => from === id),
    ({ relation }) => relation,
    ({ to }) => to,
  )
  const incoming = edges.filter(({ to }) => to === id).map(({ from }) => from)
  const lines = [...outgoing].map(([relation, ids]) => row(relation, ids))
  if (incoming.length > 0) lines.push(row('needed by', [...new Set(incoming)]))
  return `${[`${id}${file === undefined ? '' : `  ${file}:${line}`}`, ...lines].join('\n')}\n`
}

const row = (relation: string, ids: readonly string[]): string => `  ${relation.padEnd(WIDTH)}${ids.join(', ')}`

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string, textOf: (item: Item) => string) {
  const byKey = new Map<string, string[]>()
  for (const item of items) byKey.set(keyOf(item), [...(byKey.get(keyOf(item)) ?? []), textOf(item)])
  return byKey
}
