/** Ways on which a file of src/versions has something to say -> chains: contracts and functions, in the order in which they are called. */
import {
  type AppIR,
  type AppVersion,
  type Chain,
  type ChainLink,
  type Chains,
  type History,
  isTransformedReply,
  type NamedTypes,
  type ReplyContract,
  type ReplyTransform,
  type RequestContract,
  type Route,
  reachable,
  type SnapshotRoute,
  type Type,
  type TypeTransforms,
  typesOfApp,
  type VersionStep,
} from '../../ir/index.ts'
import { placeOf } from '../contract/index.ts'
import { isSameType, typeTable, type VersionedTypes } from './type-table.ts'
import { type Passage, type StepsByVersion, type Way, wayOf, waypoints } from './ways.ts'

/** `alive`: whether a version is still answered. Undefined where every route is served as it is. */
export function planChains(
  ir: AppIR,
  { versions }: History,
  steps: StepsByVersion,
  alive: (version: number) => boolean,
): Chains | undefined {
  const table = typeTable(ir.types, typesOfApp(ir))
  const types = (version: number): VersionedTypes => {
    const { id, snapshot } = versions[version]!
    return table.of(snapshot.types, id.slice(0, 10).replaceAll('-', ''))
  }
  const points = waypoints({ versions }, steps)
  const pinned: Route[] = []
  const chains = new Map<string, Chain & { versions: number[] }>()
  for (let version = 0; version < versions.length - 1; version++) {
    if (!alive(version)) continue
    for (const route of versions[version]!.snapshot.routes) {
      const way = wayOf(points, version, route)
      if (way.end.kind === 'gone') continue
      const links = way.passages.flatMap((passage) => linkOf(passage, types, (index) => versions[index]!.snapshot.types) ?? [])
      const takesPart =
        links.length > 0 ||
        isElsewhere(way) ||
        answersOtherwise(way, versions[version]!, () => [types(version), types(points.newest)])
      if (!takesPart) continue
      const chain = {
        route: contractOf(route, types(version)),
        links,
        target: targetOf(way.end, pinned),
        asNow: asNow(way, links, types(version), types(points.newest)),
      }
      const key = JSON.stringify({ ...chain, route: { ...chain.route, doc: undefined } })
      const known = chains.get(key)
      if (known) known.versions.push(version)
      else chains.set(key, { ...chain, versions: [version] })
    }
  }
  return chains.size === 0 ? undefined : { all: [...chains.values()], pinned, types: table.types() }
}

/** At another place, or another handler. */
const isElsewhere = ({ route, end }: Way): boolean => end.kind !== 'route' || placeOf(route) !== placeOf(end.route)

/** Where clients would notice no harm, only that more is answered than they know: their contract says what they see. */
function answersOtherwise(
  { route, end }: Way,
  { differs }: AppVersion,
  both: () => readonly [was: VersionedTypes, is: VersionedTypes],
): boolean {
  const noticed = differs.find(({ id }) => id === route.id)?.changes.filter(({ rule }) => rule.startsWith('reply-')) ?? []
  if (end.kind !== 'route' || noticed.length === 0 || noticed.some(({ level }) => level === 'major')) return false
  const [was, is] = both()
  return route.replies.some((reply) => {
    const now = end.route.replies.find(({ status }) => status === reply.status)
    return now?.body && reply.body && isTransformedReply(reply) && !isSameType(was.own(reply.body), is.own(now.body))
  })
}

function targetOf(end: Exclude<Way['end'], { readonly kind: 'gone' }>, pinned: Route[]): Chain['target'] {
  if (end.kind === 'route') return { kind: 'route', id: end.route.id }
  const { handler } = end.pinned
  if (!pinned.includes(handler)) pinned.push(handler)
  return { kind: 'pinned', index: pinned.indexOf(handler) }
}

const contractOf = ({ guards: _guards, ...route }: SnapshotRoute, types: VersionedTypes): Chain['route'] => ({
  ...route,
  request: requestOf(route.request, types),
  replies: route.replies.map((reply) => replyOf(reply, types)),
})

function asNow({ route, end }: Way, links: readonly ChainLink[], was: VersionedTypes, is: VersionedTypes): Chain['asNow'] {
  if (end.kind === 'gone') return []
  const { replies } = end.kind === 'route' ? end.route : end.pinned.handler
  const isSame = (reply: ReplyContract) => {
    const now = replies.find(({ status }) => status === reply.status)
    if (now?.body === undefined || reply.body === undefined) return now?.content === reply.content
    return isSameType(was.own(reply.body), is.own(now.body))
  }
  return route.replies
    .filter((reply) => !links.some((link) => speaksOf(link, reply.status)) && isSame(reply))
    .map(({ status }) => status)
}

const speaksOf = ({ response, replies }: ChainLink, of: ReplyContract['status']): boolean =>
  response !== undefined || replies.some(({ status }) => status === of)

function requestOf({ body, ...parts }: RequestContract, { own }: VersionedTypes): RequestContract {
  const entries = Object.entries(parts).map(([name, properties]) => [
    name,
    properties.map((property) => ({ ...property, type: own(property.type) })),
  ])
  return { ...Object.fromEntries(entries), ...(body && { body: { ...body, type: own(body.type) } }) }
}

/** As JSON: what is written is what transforms gave. */
const replyOf = (reply: ReplyContract, { own, json }: VersionedTypes): ReplyContract => ({
  ...reply,
  ...(reply.body && { body: isTransformedReply(reply) ? json(reply.body) : own(reply.body) }),
  ...(reply.headers && { headers: reply.headers.map((header) => ({ ...header, type: own(header.type) })) }),
  ...(reply.events && { events: reply.events.map((event) => ({ ...event, data: own(event.data) })) }),
  ...(reply.variants && { variants: reply.variants.map((variant) => ({ ...variant, body: own(variant.body) })) }),
})

function linkOf(
  { step, from, older, newer }: Passage,
  types: (version: number) => VersionedTypes,
  named: (version: number) => NamedTypes,
): ChainLink | undefined {
  if (step === undefined) return undefined
  const said = step.routes.find(({ route }) => route === older.id)
  const [was, is] = [types(from), types(from + 1)]
  const body = older.request.body?.content === 'json' ? older.request.body.type : undefined
  const requestTypes = said?.request || !body ? undefined : inside(step, 'request', body, named(from), was)
  const replies = said?.response
    ? []
    : newer.replies.flatMap((reply) => {
        const transform = transformOf(step, said, reply, named(from + 1), is)
        return transform ? [{ status: reply.status, transform }] : []
      })
  if (!said?.request && !said?.response && !requestTypes && replies.length === 0) return undefined
  return {
    file: step.file,
    ...(said?.request && { request: said.request }),
    ...(requestTypes && { requestTypes }),
    after: contractOf(newer, is),
    ...(said?.response && { response: said.response }),
    replies,
    before: older.replies.map((reply) => ({
      status: reply.status,
      ...(reply.body && isTransformedReply(reply) && { body: was.json(reply.body) }),
    })),
  }
}

function transformOf(
  step: VersionStep,
  said: VersionStep['routes'][number] | undefined,
  reply: ReplyContract,
  named: NamedTypes,
  is: VersionedTypes,
): ReplyTransform | undefined {
  const own = said?.replies.find(({ status }) => status === reply.status)
  if (own) return { kind: 'function', transform: own.transform }
  return reply.body && reply.content === 'json' ? inside(step, 'response', reply.body, named, is) : undefined
}

/** Those of the named types of a body that the step transforms. */
function inside(
  step: VersionStep,
  side: 'request' | 'response',
  body: Type,
  named: NamedTypes,
  types: VersionedTypes,
): TypeTransforms | undefined {
  const needed = reachable([body], named)
  const found = step.types.flatMap((one) => {
    const transform = one[side]
    if (transform === undefined || !needed.has(one.type)) return []
    const ref = types.json({ kind: 'ref', id: one.type })
    return ref.kind === 'ref' ? [{ id: ref.id, transform }] : []
  })
  return found.length === 0 ? undefined : { kind: 'types', type: types.json(body), named: found }
}
