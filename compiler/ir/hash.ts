/**
 * One text for all types that accept the same values in the same shape: whatever their names, the order of their members,
 * their docs, and how much of them is named or written in place.
 *
 *   export interface GraphNode { next?: Node }  and  type Link = { next?: Link }  ->  the same hash
 *
 * Every part of a type is a node of a graph, refs are its cycles. Each round gives a node the digest of what it is and of
 * its neighbours' digests of the round before, so that after n rounds two nodes are equal if and only if they cannot be told
 * apart within n steps. When the number of different nodes stops growing, nothing more can be told apart (Moore, 1956).
 */
import type { Constraint, JsonValue, Type } from './type.ts'
import { unreachable } from './unreachable.ts'
import { type NamedTypes, resolve } from './walk.ts'

/** Such as SHA-256 in hexadecimal; passed in because the IR imports nothing. */
export type Digest = (text: string) => string

export interface GraphNode {
  readonly label: string
  /** Each with what it is to the node: a property's name, a position. */
  readonly edges: readonly (readonly [role: string, target: number])[]
  /** The order of edges means nothing, and so do repetitions. */
  readonly unordered: boolean
}

export function hashType(root: Type, types: NamedTypes, digest: Digest): string {
  const nodes = graph(root, types)
  let colours = nodes.map(({ label }) => digest(label))
  let before = colours
  for (let classes = 0, found = new Set(colours).size; found > classes; found = new Set(colours).size) {
    classes = found
    before = colours
    colours = refine(nodes, colours, digest)
  }
  // As many further rounds as there are classes: then equal colours are equal in another type's graph, too.
  const rounds = new Set(colours).size
  for (let round = 0; round < rounds; round++) {
    before = colours
    colours = refine(nodes, colours, digest)
  }
  return digest(JSON.stringify([colours[0], [...new Set(before)].sort(), [...new Set(colours)].sort()]))
}

function refine(nodes: readonly GraphNode[], colours: readonly string[], digest: Digest): string[] {
  return nodes.map(({ label, edges, unordered }) => {
    const around = edges.map(([role, target]) => JSON.stringify([role, colours[target]]))
    return digest(JSON.stringify([label, unordered ? [...new Set(around)].sort() : around]))
  })
}

/** Node 0 is the root. */
function graph(root: Type, types: NamedTypes): readonly GraphNode[] {
  const numbers = new Map<Type, number>()
  const nodes: GraphNode[] = []
  const pending: Type[] = []
  const number = (type: Type): number => {
    const whole = resolve(type, types)
    const known = numbers.get(whole)
    if (known !== undefined) return known
    numbers.set(whole, numbers.size)
    pending.push(whole)
    return numbers.size - 1
  }
  number(root)
  for (let type = pending.shift(); type; type = pending.shift()) nodes.push(nodeOf(type, types, number))
  return nodes
}

/** `number` gives the targets of its edges. */
export function nodeOf(type: Type, types: NamedTypes, number: (type: Type) => number): GraphNode {
  const leaf = (label: unknown): GraphNode => ({ label: JSON.stringify(label), edges: [], unordered: false })
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'date':
    case 'bytes':
    case 'url':
      return leaf(type.kind)
    case 'string':
    case 'number':
    case 'bigint':
      return leaf([type.kind, canonicalConstraints(type.constraints)])
    case 'literal':
      return leaf([type.kind, typeof type.value, String(type.value)])
    case 'template':
      return { ...leaf([type.kind, type.texts]), edges: type.types.map((part) => ['', number(part)]) }
    case 'array':
      return {
        ...leaf([type.kind, canonicalConstraints(type.constraints), ...(type.typed ? [type.typed] : [])]),
        edges: [['', number(type.element)]],
      }
    case 'set':
      return { ...leaf(type.kind), edges: [['', number(type.element)]] }
    case 'map':
      return {
        ...leaf(type.kind),
        edges: [
          ['key', number(type.key)],
          ['value', number(type.value)],
        ],
      }
    case 'tuple':
      return { ...leaf(type.kind), edges: type.elements.map((element) => [element.mode, number(element.type)]) }
    case 'union':
      return { ...leaf(type.kind), edges: [...unionMembers(type, types)].map((member) => ['', number(member)]), unordered: true }
    case 'to-json':
      return { ...leaf(type.kind), edges: [['', number(type.type)]] }
    case 'object':
      return objectNode(type, number)
    case 'ref':
      throw new Error(`ref ${type.id} is followed before`)
    default:
      return unreachable(type)
  }
}

function objectNode(type: Type & { kind: 'object' }, number: (type: Type) => number): GraphNode {
  const properties = type.properties.map((property): [string, number] => {
    const value = property.default === undefined ? [] : [canonicalJson(property.default)]
    return [JSON.stringify(['property', property.name, property.optional, ...value]), number(property.type)]
  })
  // Key and value of one signature belong together: its place among the sorted keys' texts would depend on names, so a
  // signature is told by its key's own text. Keys are strings, numbers and templates: they have no refs to follow.
  const index = type.index.map(({ key, value }): [string, number] => [
    JSON.stringify(['index', canonicalKey(key)]),
    number(value),
  ])
  return {
    label: JSON.stringify(['object', canonicalConstraints(type.constraints)]),
    edges: [...properties, ...index],
    unordered: true,
  }
}

const canonicalKey = (key: Type): string =>
  JSON.stringify('constraints' in key ? [key.kind, canonicalConstraints(key.constraints)] : key)

/** A union inside a union, named or not, is the same as its members. */
function unionMembers(type: Type, types: NamedTypes, seen = new Set<Type>()): ReadonlySet<Type> {
  const whole = resolve(type, types)
  if (whole.kind !== 'union') return new Set([whole])
  if (seen.has(whole)) return new Set()
  seen.add(whole)
  return new Set(whole.members.flatMap((member) => [...unionMembers(member, types, seen)]))
}

const canonicalConstraints = (constraints: readonly Constraint[]): readonly string[] =>
  [...new Set(constraints.map((constraint) => canonicalJson(constraint as unknown as JsonValue)))].sort()

/** Keys in order. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    .join(',')}}`
}

/** The same, of what JSON keeps of a value: without members that are undefined. */
export const canonicalText = (value: object): string => canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue)
