import { type Names, quote, type Text } from '../code/index.ts'
import type { Apart, TableRow } from './apart.ts'
import { discriminate } from './discriminate.ts'
import { callsBelow, continues, type Node, renamed, routesBelow, shapeOf } from './trie.ts'

/** A place in the path just behind a slash: `7`, `end + 1`, `end + 7`. */
interface Place {
  /** Variable that holds the end of the last parameter, where there is one. */
  readonly base?: string
  readonly offset: number
}

/** How far the code under construction has come: where it stands, and the parameters on the way as expressions. */
interface Way {
  readonly out: Text
  readonly scope: Names
  readonly apart: Apart
  readonly place: Place
  /** Variables that places and parameters are told by. */
  readonly ends: readonly string[]
  readonly params: readonly string[]
}

/** Static text that follows, up to the end of a route or to where there is a choice. */
type Branch = { readonly prefix: string; readonly call: string } | { readonly prefix: string; readonly node: Node }

const few = 2
/** Segments from which on a table finds the one that follows, in one step: a few characters tell fewer of them apart as quickly. */
const many = 16

export function emitDynamic(out: Text, root: Node, scope: Names, apart: Apart): void {
  const isStaticFirst = root.param === undefined && root.rest === undefined && !isMany(root)
  // Where only static text can follow, the slash that every path begins with is compared together with it.
  const start = { out, scope, apart, ends: [], params: [] }
  if (isStaticFirst) emitStatics(branchesOf(root, '/'), { ...start, place: { offset: 0 } })
  else emitBelow(root, { ...start, place: { offset: 1 } })
}

const isMany = (node: Node): boolean => [...node.statics.values()].filter(continues).length >= many

function emitBelow(node: Node, way: Way): void {
  if (isMany(node)) emitTable(node, way)
  else emitStatics(branchesOf(node, ''), way)
  if (node.param !== undefined) emitParam(node.param, way)
  if (node.rest !== undefined) emitRest(node.rest, way)
}

/** What several segments have below them, `/:id` and `/:id/parts`, is one function: code that is the same for all of them is warm, and short. */
function emitTable({ statics }: Node, way: Way): void {
  const { out, scope, apart, place, ends } = way
  const continued = [...statics]
    .filter(([, child]) => continues(child))
    .map(([segment, child]) => ({ segment, child: endless(child) }))
  const places = new Map<string, number>()
  for (const { child } of continued) places.set(shapeOf(child), (places.get(shapeOf(child)) ?? 0) + 1)
  const rows = continued.map(({ segment, child }) => {
    const isShared = places.get(shapeOf(child))! > 1 && !holdsTable(child)
    return { segment, ...(isShared ? sharedBelow(child, way) : { below: ownBelow(child, way), calls: [] }) }
  })
  const next = scope.unique('next')
  const given = ['exchange', 'path', `${at(place, 0)} + ${next}.length`, ...ends]
  if (rows.some(({ calls }) => calls.length > 0)) given.push(`${next}.calls`)
  out
    .line(`const ${next} = ${apart.table(rows)}(path, ${at(place, 0)})`)
    .line(`if (${next} !== undefined && ${next}.below(${given.join(', ')})) return true`)
  const ending = [...statics].flatMap(([prefix, { call }]) => (call === undefined ? [] : [{ prefix, call }]))
  if (ending.length > 0) emitStatics(ending, way)
}

/** A function for what only one segment has below it. */
function ownBelow(node: Node, { apart, ends, params, ...way }: Way): string {
  const scope = way.scope.scope()
  const here = scope.unique('here')
  return apart.declare([here, ...ends], (out) =>
    emitBelow(node, { out, scope, apart, place: { base: here, offset: 0 }, ends: [here, ...ends], params }),
  )
}

/** One function for what several have: it is told which functions of routes it calls. */
function sharedBelow(node: Node, { apart, ends, params, ...way }: Way): Omit<TableRow, 'segment'> {
  const scope = way.scope.scope()
  const here = scope.unique('here')
  const calls = scope.unique('calls')
  const parameters = [here, ...ends, calls]
  const below = apart.shared(JSON.stringify([shapeOf(node), params, parameters]), parameters, (out) => {
    let i = 0
    const called = renamed(node, () => `${calls}[${i++}]`)
    emitBelow(called, { out, scope, apart, place: { base: here, offset: 0 }, ends: parameters, params })
  })
  return { below, calls: callsBelow(node) }
}

const endless = ({ call: _, ...node }: Node): Node => node

function holdsTable(node: Node): boolean {
  return isMany(node) || [...node.statics.values(), ...(node.param === undefined ? [] : [node.param])].some(holdsTable)
}

function branchesOf(node: Node, before: string): Branch[] {
  return [...node.statics].flatMap(([segment, child]): Branch[] => {
    const text = before + segment
    const ends: Branch[] = child.call === undefined ? [] : [{ prefix: text, call: child.call }]
    if (!continues(child)) return ends
    const isChoice = child.statics.size !== 1 || child.param !== undefined || child.rest !== undefined
    return [...ends, ...(isChoice ? [{ prefix: `${text}/`, node: child }] : branchesOf(child, `${text}/`))]
  })
}

function emitStatics(branches: readonly Branch[], way: Way): void {
  const { out, place } = way
  const { position, groups } = discriminate(branches, ({ prefix }) => prefix)
  if (branches.length <= few || groups.size === 1) {
    for (const branch of branches) emitBranch(branch, way)
    return
  }
  out.open(`switch (path.charCodeAt(${at(place, position)})) {`)
  for (const [code, members] of groups) {
    out.open(`case ${code}: // ${String.fromCharCode(code)}`)
    emitGroup(members, way)
    out.line('break').leave()
  }
  out.close()
}

/** A function of its own where there is much in it: what is too large is never optimized. */
function emitGroup(members: readonly Branch[], way: Way): void {
  const routes = members.reduce((sum, member) => sum + ('call' in member ? 1 : routesBelow(member.node)), 0)
  if (way.apart.isMuch(routes)) way.apart.emit(way.out, way.ends, (out) => emitStatics(members, { ...way, out }))
  else emitStatics(members, way)
}

function emitBranch(branch: Branch, way: Way): void {
  const { out, place, params } = way
  const { prefix } = branch
  const next: Place = { ...place, offset: place.offset + prefix.length }
  const here = at(place, 0)
  const starts = here === '0' ? `path.startsWith(${quote(prefix)})` : `path.startsWith(${quote(prefix)}, ${here})`
  if ('call' in branch) {
    out.open(`if (path.length === ${at(next, 0)} && ${starts}) {`)
    emitCall(branch.call, params, out)
  } else {
    out.open(`if (${starts}) {`)
    emitBelow(branch.node, { ...way, place: next })
  }
  out.close()
}

function emitParam(node: Node, way: Way): void {
  const { out, place, params } = way
  const here = at(place, 0)
  const last = [...params, `path.slice(${here})`]
  if (!continues(node)) {
    out.open(`if (path.length > ${here} && !path.includes('/', ${here})) {`)
    emitCall(node.call!, last, out)
    out.close()
    return
  }
  const end = way.scope.unique('end')
  out.line(`const ${end} = path.indexOf('/', ${here})`)
  if (node.call !== undefined) {
    out.open(`if (${end} < 0 && path.length > ${here}) {`)
    emitCall(node.call, last, out)
    out.close()
  }
  out.open(`if (${end} > ${here}) {`)
  const ends = [...way.ends, end]
  emitBelow(node, { ...way, ends, place: { base: end, offset: 1 }, params: [...params, `path.slice(${here}, ${end})`] })
  out.close()
}

/** One or more segments, none of them empty. */
function emitRest(call: string, { out, place, params }: Way): void {
  const slash = at(place, -1)
  const from = slash === '0' ? '' : `, ${slash}`
  out.open(`if (!path.endsWith('/') && !path.includes('//'${from})) {`)
  emitCall(call, [...params, `path.slice(${at(place, 0)})`], out)
  out.close()
}

function emitCall(call: string, params: readonly string[], out: Text): void {
  out.line(`${call}(${['exchange', ...params].join(', ')})`).line('return true')
}

function at({ base, offset }: Place, further: number): string {
  const sum = offset + further
  if (base === undefined) return String(sum)
  if (sum === 0) return base
  return sum < 0 ? `${base} - ${-sum}` : `${base} + ${sum}`
}
