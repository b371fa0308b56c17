/**
 * What who calls an older version has to do for a newer one, as Markdown: each change with an example, and the types of both.
 *
 *   ### `POST /users`
 *
 *   - request-body `/age`: minimum 21 is not given. `{"name":"","age":18}` is refused.
 *
 *   | Until 1.4.0 | From 2.0.0 |   (as two blocks of TypeScript)
 */
import { type JsonValue, type NamedTypes, printNamedType, reachable, type Type } from '../ir/index.ts'
import { type Change, isWording } from './contract/index.ts'
import { code, LEVELS, plainText } from './report.ts'
import { partOf, type Snapshot } from './snapshot.ts'

export interface GuideSide {
  /** `1.4.0`, or `now`. */
  readonly name: string
  readonly snapshot: Snapshot
  /** Until when it is answered: ISO 8601. */
  readonly sunset?: string
}

/** `notes`: what was said of the versions from the older to the newer one. */
export function guide(older: GuideSide, newer: GuideSide, changes: readonly Change[], notes: readonly string[] = []): string {
  const intro = [
    counted(changes),
    ...(older.sunset === undefined ? [] : [`${older.name} is answered until ${older.sunset}.`]),
  ].join(' ')
  const said = notes.length === 0 ? [] : [notes.map((note) => `- ${plainText(note)}`).join('\n')]
  const parts = LEVELS.flatMap(({ level, title }) => {
    const own = changes.filter((change) => change.level === level)
    if (own.length === 0) return []
    const routes = [...new Set(own.map(({ route }) => route))]
    return [
      `## ${title}`,
      ...routes.flatMap((route) => [
        `### ${route === undefined ? 'All routes' : code(route)}`,
        ...routeParts(
          own.filter((change) => change.route === route),
          older,
          newer,
        ),
      ]),
    ]
  })
  return `${[`# From ${older.name} to ${newer.name}`, intro, ...said, ...parts].join('\n\n')}\n`
}

function counted(changes: readonly Change[]): string {
  const [breaking, others] = [changes.filter(({ level }) => level === 'major').length, changes.length]
  if (others === 0) return 'Nothing changed.'
  return breaking === 0
    ? `Nothing breaks clients; ${others === 1 ? '1 change does' : `${others} changes do`} not concern them.`
    : `${breaking === 1 ? '1 change breaks' : `${breaking} changes break`} clients, as far as could be told.`
}

/** Changes of one part of a route together, with the types of that part. */
function routeParts(changes: readonly Change[], older: GuideSide, newer: GuideSide): string[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = `${change.rule} ${change.status ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()].flatMap((group) => [
    group.map((change) => told(change, older, newer)).join('\n'),
    ...(group.every(isWording) ? [] : blocks(group[0]!, older, newer)),
  ])
}

function told(
  { rule, status, pointer = '', message, witness, certainty, level }: Change,
  older: GuideSide,
  newer: GuideSide,
): string {
  const place = `${status ?? ''}${pointer}`
  const line = `- ${rule}${place === '' ? '' : ` ${code(place)}`}: ${plainText(message)}.`
  if (witness !== undefined) return `${line} ${example(witness, rule, older, newer)}`
  return certainty === 'unknown' && level === 'major' ? `${line} Whether that concerns a client could not be told.` : line
}

function example(
  { value, refusedBy }: NonNullable<Change['witness']>,
  rule: Change['rule'],
  older: GuideSide,
  newer: GuideSide,
): string {
  const text = code(shortened(value))
  const isAnswer = rule.startsWith('reply') || rule === 'socket-outgoing'
  if (isAnswer)
    return refusedBy === 'older' ? `${text} may come, which ${older.name} never sent.` : `${text} does not come any more.`
  return refusedBy === 'newer'
    ? `${text} was taken by ${older.name}, and is refused by ${newer.name}.`
    : `${text} is taken by ${newer.name}.`
}

function shortened(value: JsonValue): string {
  const text = JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}

/** The declarations that differ, of both sides. */
function blocks(change: Change, older: GuideSide, newer: GuideSide): string[] {
  const [before, after] = [older, newer].map(({ snapshot }) => declarations(partIn(snapshot, change), snapshot.types, change))
  const [was, is] = [without(before!, after!), without(after!, before!)]
  if (was.length + is.length === 0) return []
  const block = ({ name }: GuideSide, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`\`\`\`ts\n// ${name}\n${lines.join('\n\n')}\n\`\`\``]
  return [...block(older, was), ...block(newer, is)]
}

const without = (lines: readonly string[], others: readonly string[]): readonly string[] =>
  lines.filter((line) => !others.includes(line))

function declarations(part: Type | undefined, types: NamedTypes, { rule, status }: Change): readonly string[] {
  if (part === undefined) return []
  const name = `${NAMES[rule] ?? 'Value'}${status ?? ''}`
  const own = part.kind === 'ref' ? [] : [printNamedType({ id: name, name, type: part })]
  return [...own, ...[...reachable([part], types)].map((id) => printNamedType(types[id]!))]
}

const NAMES: Readonly<Partial<Record<Change['rule'], string>>> = {
  'request-params': 'Params',
  'request-query': 'Query',
  'request-headers': 'Headers',
  'request-cookies': 'Cookies',
  'request-body': 'Body',
  'request-body-added': 'Body',
  'request-body-removed': 'Body',
  'request-body-kind': 'Body',
  'reply-body': 'Reply',
  'reply-headers': 'ReplyHeaders',
  'status-added': 'Reply',
  'status-moved': 'Reply',
  'socket-incoming': 'Incoming',
  'socket-outgoing': 'Outgoing',
}

/** What the rule is about, as one type; undefined where it is about none. */
function partIn({ routes, sockets = [] }: Snapshot, { route: id, rule, status, movedTo }: Change): Type | undefined {
  const isMeant = (one: { readonly id: string }) => one.id === id || one.id === movedTo
  const socket = sockets.find(isMeant)
  if (rule === 'socket-incoming') return socket?.incoming.text?.type
  if (rule === 'socket-outgoing') return socket?.outgoing.text?.type
  const route = routes.find(isMeant)
  const request = route?.request ?? socket?.request
  const reply = route?.replies.find((one) => one.status === status)
  switch (rule) {
    case 'request-params':
      return partOf(request?.params)
    case 'request-query':
      return partOf(request?.query)
    case 'request-headers':
      return partOf(request?.headers)
    case 'request-cookies':
      return partOf(request?.cookies)
    case 'request-body':
    case 'request-body-added':
    case 'request-body-removed':
    case 'request-body-kind':
      return request?.body?.type
    case 'reply-headers':
      return reply && partOf(reply.headers)
    case 'reply-body':
    case 'status-added':
    case 'status-moved':
      return reply?.body
    default:
      return undefined
  }
}
