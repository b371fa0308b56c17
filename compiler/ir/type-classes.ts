/**
 * Numbers for types, equal for those that {@link hashType} finds equal, of one or several apps: made once for all of them, where a
 * hash goes through everything that a type leads to.
 *
 *   interface Node { next?: Node }  and, elsewhere,  type Link = { next?: Link }  ->  the same number
 *
 * The nodes of all named types are put into classes by what they are and by the classes of their neighbours, until no class is
 * parted any more (Moore, 1956). Any other type is a tree above such nodes: its class follows from those of its parts.
 */
import { type GraphNode, nodeOf } from './hash.ts'
import type { Type } from './type.ts'
import { type NamedTypes, resolve } from './walk.ts'

/** The class of a type whose refs are to the named types of that app. */
export type ClassOf = (type: Type, app: number) => number

export function typeClasses(apps: readonly NamedTypes[]): ClassOf {
  const { nodes, numbers } = graphOf(apps)
  const words = wordNumbers()
  const coded = nodes.map((node) => codeOf(node, words))
  const classes = parted(coded)
  const byText = new Map(coded.map((node, index) => [signature(node, classes), classes[index]!]))
  const others = apps.map(() => new Map<Type, number>())
  let next = nodes.length
  const classOf: ClassOf = (type, app) => {
    const whole = resolve(type, apps[app]!)
    const number = numbers[app]!.get(whole)
    const known = number === undefined ? others[app]!.get(whole) : classes[number]
    if (known !== undefined) return known
    // Edges lead to classes here, not to nodes.
    const node = nodeOf(whole, apps[app]!, (part) => classOf(part, app))
    const text = signature(codeOf(node, words))
    const found = byText.get(text) ?? next++
    byText.set(text, found)
    others[app]!.set(whole, found)
    return found
  }
  return classOf
}

function graphOf(apps: readonly NamedTypes[]) {
  const nodes: GraphNode[] = []
  const numbers = apps.map((types) => {
    const own = new Map<Type, number>()
    const first = nodes.length
    const pending: Type[] = []
    const number = (type: Type): number => {
      const whole = resolve(type, types)
      const known = own.get(whole)
      if (known !== undefined) return known
      own.set(whole, first + own.size)
      pending.push(whole)
      return first + own.size - 1
    }
    for (const { type } of Object.values(types)) number(type)
    for (let at = 0; at < pending.length; at++) nodes.push(nodeOf(pending[at]!, types, number))
    return own
  })
  return { nodes, numbers }
}

/** A node with numbers for its words, so that what is compared again and again is short. */
interface CodedNode {
  readonly label: number
  readonly roles: readonly number[]
  readonly targets: readonly number[]
  readonly unordered: boolean
}

function wordNumbers(): (word: string) => number {
  const numbers = new Map<string, number>()
  return (word) => {
    const found = numbers.get(word) ?? numbers.size
    numbers.set(word, found)
    return found
  }
}

const codeOf = ({ label, edges, unordered }: GraphNode, number: (word: string) => number): CodedNode => ({
  label: number(label),
  roles: edges.map(([role]) => number(role)),
  targets: edges.map(([, target]) => target),
  unordered,
})

function parted(nodes: readonly CodedNode[]): readonly number[] {
  let classes: readonly number[] = nodes.map(() => 0)
  for (let count = 0; ; ) {
    const before = classes
    const byText = new Map<string, number>()
    classes = nodes.map((node) => {
      const text = signature(node, before)
      const found = byText.get(text) ?? byText.size
      byText.set(text, found)
      return found
    })
    if (byText.size === count) return classes
    count = byText.size
  }
}

/** More than there are classes. */
const CLASSES = 2 ** 24

/** Without `classes` the targets are such. */
function signature({ label, roles, targets, unordered }: CodedNode, classes?: readonly number[]): string {
  const around = targets.map((target, index) => roles[index]! * CLASSES + (classes === undefined ? target : classes[target]!))
  return `${label} ${unordered ? [...new Set(around)].sort((a, b) => a - b) : around}`
}
