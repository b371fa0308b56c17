/** Replies: what the newer version answers must be what clients of the older one expect. They overlook members that they do not know. */
import type { EventContract, ReplyContract, ReplyVariant } from '../../ir/index.ts'
import { partOf, type SnapshotRoute } from '../snapshot.ts'
import type { Change } from './change.ts'
import type { Sides } from './sides.ts'

export function* replyChanges(older: SnapshotRoute, newer: SnapshotRoute, sides: Sides): Generator<Change> {
  const added = newer.replies.filter(({ status }) => find(older, status) === undefined)
  for (const reply of older.replies) {
    const next = find(newer, reply.status)
    if (next !== undefined) yield* sameStatus(newer.id, reply, next, sides)
    else yield statusRemoved(newer.id, reply)
  }
  const isGuarded = newer.guards.some((id) => !older.guards.includes(id))
  for (const reply of added) yield statusAdded(newer.id, reply, isGuarded, find(older, 'default') !== undefined)
}

const find = ({ replies }: SnapshotRoute, status: ReplyContract['status']): ReplyContract | undefined =>
  replies.find((reply) => reply.status === status)

const statusRemoved = (route: string, { status }: ReplyContract): Change => ({
  rule: 'status-removed',
  level: 'minor',
  certainty: 'proven',
  route,
  status,
  message: `${status} is not answered any more`,
})

/** A client has to deal with errors that it does not know; with other answers that it does not know it cannot. */
function statusAdded(route: string, { status }: ReplyContract, isGuarded: boolean, hadDefault: boolean): Change {
  const isDenied = isGuarded && (status === 401 || status === 403)
  const isError = typeof status === 'number' && status >= 400
  const level = isDenied || !(isError || hadDefault) ? 'major' : 'minor'
  const message = isDenied ? `middleware that was added may answer ${status}` : `${status} may be answered`
  return { rule: isDenied ? 'guard-added' : 'status-added', level, certainty: 'proven', route, status, message }
}

function* sameStatus(route: string, older: ReplyContract, newer: ReplyContract, sides: Sides): Generator<Change> {
  const { status } = newer
  if (kind(older) !== kind(newer)) {
    const message = `${status} is answered as ${newer.content}, was ${older.content}`
    return yield { rule: 'reply-kind', level: 'major', certainty: 'proven', route, status, message }
  }
  if (older.body && newer.body) yield* sides.reply('reply-body', route, older.body, newer.body, status)
  yield* sides.reply('reply-headers', route, partOf(older.headers), partOf(newer.headers), status)
  yield* eventChanges(route, status, older.events ?? [], newer.events ?? [], sides)
  yield* formChanges(route, status, older.variants ?? [], newer.variants ?? [], sides)
}

const kind = ({ content }: ReplyContract): string => (content === 'stream' || content === 'file' ? 'bytes' : content)

/** Events that a client does not listen for are not there for it. */
function* eventChanges(
  route: string,
  status: ReplyContract['status'],
  older: readonly EventContract[],
  newer: readonly EventContract[],
  sides: Sides,
): Generator<Change> {
  for (const event of newer) {
    const known = older.filter(({ name }) => name === event.name)
    const told = JSON.stringify(event.name ?? 'message')
    if (known.length === 0)
      yield { rule: 'reply-events', level: 'minor', certainty: 'proven', route, status, message: `events ${told} may be sent` }
    for (const { data } of known) yield* sides.reply('reply-events', route, data, event.data, status)
  }
}

function* formChanges(
  route: string,
  status: ReplyContract['status'],
  older: readonly ReplyVariant[],
  newer: readonly ReplyVariant[],
  sides: Sides,
): Generator<Change> {
  for (const form of older) {
    const next = newer.find(({ mediaType }) => mediaType === form.mediaType)
    if (next === undefined) {
      const message = `${form.mediaType} is not offered any more`
      yield { rule: 'reply-form', level: 'major', certainty: 'proven', route, status, message }
    } else yield* sides.reply('reply-form', route, form.body, next.body, status)
  }
  for (const form of newer)
    if (!older.some(({ mediaType }) => mediaType === form.mediaType))
      yield { rule: 'reply-form', level: 'minor', certainty: 'proven', route, status, message: `${form.mediaType} is offered` }
}
