/**
 * All functions as members of one object, grouped as their paths are:
 *
 *   createClient(client).articles.comments.list({ slug })   is   listArticleComments(client, { slug })
 */
import type { Location } from '../../compiler/ir/index.ts'
import { docBlock, isIdentifier, key, quote, type Text, text } from '../code/index.ts'
import { docLines } from '../declaration/index.ts'
import type { EmittedMember } from './emitted-member.ts'

/** A name in a group: a function, a group, or both. */
interface Node {
  route?: EmittedMember
  readonly members: Map<string, Node>
}

function tree(routes: readonly EmittedMember[]): Node {
  const root: Node = { members: new Map() }
  for (const route of routes) {
    const { group, member } = route.operation
    const node = [...group, member].reduce<Node>((parent, name) => {
      const known = parent.members.get(name) ?? { members: new Map() }
      parent.members.set(name, known)
      return known
    }, root)
    node.route = route
  }
  for (const route of routes) {
    const { group, member } = route.operation
    const node = [...group, member].reduce((parent, name) => parent.members.get(name)!, root)
    if (route.all === undefined || node.members.has('all')) continue
    // `api.orders.list` has `api.orders.list.all`.
    const { all, ...one } = route
    node.members.set('all', {
      members: new Map(),
      route: { ...one, operation: { ...route.operation, name: all.name }, signature: all.signature },
    })
  }
  return root
}

export function clientCode(routes: readonly EmittedMember[]): string {
  const out = text().line(
    '/** All routes as members of one object. To bundle only what is used, import the functions instead. */',
  )
  out.open('export function createClient(client) {')
  out.line('const bind = (route) => (input, options) => route(client, input, options)')
  out.open('return {')
  for (const [name, node] of tree(routes).members) writeMember(out, name, node)
  return out.close().close().toString()
}

function writeMember(out: Text, name: string, { route, members }: Node): void {
  const bound = route && `bind(${route.operation.name})`
  if (members.size === 0) {
    out.line(`${key(name)}: ${bound},`)
    return
  }
  const [before, after] = bound === undefined ? ['{', '}'] : ofFunction(bound, [...members.keys()])
  out.open(`${key(name)}: ${before}`)
  for (const [inner, node] of members) writeMember(out, inner, node)
  out.close(`${after},`)
}

/** Members of functions that cannot be assigned to. */
const FIXED = ['name', 'length', 'arguments', 'caller']

/** What stands around the members of a function. */
const ofFunction = (bound: string, members: readonly string[]): readonly [before: string, after: string] =>
  members.some((name) => FIXED.includes(name))
    ? [`Object.defineProperties(${bound}, Object.getOwnPropertyDescriptors({`, '}))']
    : [`Object.assign(${bound}, {`, '})']

export function clientDeclaration(routes: readonly EmittedMember[]): string {
  const out = text().open('export interface Client {')
  for (const [name, node] of tree(routes).members) declareMember(out, name, node)
  out.close().line()
  out.line('/** All routes as members of one object. To bundle only what is used, import the functions instead. */')
  return out.line('export declare function createClient(client: ClientOptions): Client').toString()
}

/** Where the `readonly` members of {@link clientDeclaration} come from, in order; undefined for a group. */
export function clientSources(routes: readonly EmittedMember[]): readonly (Location | undefined)[] {
  const below = ({ members }: Node): (Location | undefined)[] =>
    [...members.values()].flatMap((node) => [node.route?.route.handler?.location, ...below(node)])
  return below(tree(routes))
}

function declareMember(out: Text, name: string, { route, members }: Node): void {
  const label = isIdentifier(name) ? name : quote(name)
  if (route !== undefined) {
    const { doc, id } = route.route
    out.lines(docBlock([...docLines(doc), ...(doc?.summary === undefined ? [] : ['']), `\`${id}\``]))
  }
  const call = route && `(${route.signature.parameters})`
  if (members.size === 0) {
    out.line(`readonly ${label}: ${call} => ${route!.signature.result}`)
    return
  }
  out.open(`readonly ${label}: {`)
  if (call !== undefined) out.line(`${call}: ${route!.signature.result}`)
  for (const [inner, node] of members) declareMember(out, inner, node)
  out.close()
}
