/** Replies: what the newer version answers must be what clients of the older one expect. They overlook members that they do not know. */
import type { EventContract, ReplyContract, ReplyVariant, Type } from '../../ir/index.ts'
import { partOf, type SnapshotRoute, type SnapshotSocket } from '../snapshot.ts'
import { type Change, doubtful, proven } from './change.ts'
import type { Sides } from './sides.ts'

type Answering = Pick<SnapshotRoute | SnapshotSocket, 'id' | 'replies' | 'guards' | 'auth'>

export function* statusChanges(older: Answering, newer: Answering, sides: Sides): Generator<Change> {
  const added = newer.replies.filter(({ status }) => find(older, status) === undefined)
  const removed = older.replies.filter(({ status }) => find(newer, status) === undefined)
  const moved = movedStatus(removed, added)
  for (const reply of older.replies) {
    const next = find(newer, reply.status)
    if (next !== undefined) yield* sameStatus(newer.id, reply, next, sides)
  }
  if (moved !== undefined) {
    const message = `is answered instead of ${moved.from.status}`
    yield proven('major', 'status-moved', newer.id, message, { status: moved.to.status })
    yield* sameStatus(newer.id, moved.from, moved.to, sides)
  }
  for (const { status } of removed)
    if (status !== moved?.from.status) yield proven('minor', 'status-removed', newer.id, 'is not answered any more', { status })
  for (const reply of added) if (reply !== moved?.to) yield statusAdded(older, newer, reply)
}

const find = ({ replies }: Answering, status: ReplyContract['status']): ReplyContract | undefined =>
  replies.find((reply) => reply.status === status)

const isSuccess = ({ status }: ReplyContract): boolean => typeof status === 'number' && status < 400

/** One answer that is no error, for another one. */
function movedStatus(removed: readonly ReplyContract[], added: readonly ReplyContract[]) {
  const [from, ...others] = removed.filter(isSuccess)
  const [to, ...further] = added.filter(isSuccess)
  return from && to && others.length === 0 && further.length === 0 ? { from, to } : undefined
}

/** A client has to deal with errors that it does not know; with other answers that it does not know it cannot. */
function statusAdded(older: Answering, newer: Answering, { status }: ReplyContract): Change {
  // Of an authentication that was added the rule of that tells.
  const isGuarded =
    newer.guards.some((id) => !older.guards.includes(id)) && (newer.auth ?? []).length <= (older.auth ?? []).length
  if (isGuarded && (status === 401 || status === 403))
    return proven('major', 'guard-added', newer.id, 'may be answered by middleware that was added', { status })
  const isExpected = (typeof status === 'number' && status >= 400) || find(older, 'default') !== undefined
  return proven(isExpected ? 'minor' : 'major', 'status-added', newer.id, 'may be answered', { status })
}

function* sameStatus(route: string, older: ReplyContract, newer: ReplyContract, sides: Sides): Generator<Change> {
  const { status } = newer
  if (form(older) !== form(newer)) {
    if (isNegotiation(older, newer)) return yield* negotiationChanges(route, older, newer, sides)
    const message = `is answered as ${newer.content}, was ${older.content}`
    return yield proven('major', 'reply-kind', route, message, { status })
  }
  // Whatever bytes there are, who reads bytes takes them.
  if (older.body && newer.body && (form(older) !== 'bytes' || older.body.kind !== 'bytes'))
    yield* sides.reply('reply-body', route, older.body, newer.body, status)
  if (older.headers || newer.headers)
    yield* sides.reply('reply-headers', route, partOf(older.headers), partOf(newer.headers), status)
  yield* eventChanges(route, status, older.events ?? [], newer.events ?? [], sides)
  yield* formChanges(route, status, older.variants ?? [], newer.variants ?? [], sides)
}

const form = ({ content }: ReplyContract): string => (content === 'stream' || content === 'file' ? 'bytes' : content)

const MEDIA_TYPES: Readonly<Partial<Record<ReplyContract['content'], string>>> = { json: 'application/json', text: 'text/plain' }

const isNegotiation = (older: ReplyContract, newer: ReplyContract): boolean =>
  newer.content === 'negotiated' && MEDIA_TYPES[older.content] !== undefined

/** What was the only form is one of several. */
function* negotiationChanges(route: string, older: ReplyContract, newer: ReplyContract, sides: Sides): Generator<Change> {
  const variants = newer.variants ?? []
  const only: ReplyVariant = {
    mediaType: MEDIA_TYPES[older.content]!,
    content: older.content as 'json' | 'text',
    body: older.body ?? ({ kind: 'unknown' } satisfies Type),
  }
  yield* formChanges(route, newer.status, [only], variants, sides)
  if (variants.some(({ mediaType }) => mediaType === only.mediaType) && variants[0]!.mediaType !== only.mediaType)
    yield doubtful('reply-form', route, `who does not say what it takes is answered with ${variants[0]!.mediaType}`, {
      status: newer.status,
    })
}

/** Events that a client does not listen for are not there for it. */
function* eventChanges(
  route: string,
  status: ReplyContract['status'],
  older: readonly EventContract[],
  newer: readonly EventContract[],
  sides: Sides,
): Generator<Change> {
  const told = ({ name }: EventContract) => JSON.stringify(name ?? 'message')
  for (const event of newer) {
    const known = older.filter(({ name }) => name === event.name)
    if (known.length === 0) yield proven('minor', 'reply-events', route, `events ${told(event)} may be sent`, { status })
    for (const { data } of known) yield* sides.reply('reply-events', route, data, event.data, status)
  }
  for (const event of older)
    if (!newer.some(({ name }) => name === event.name))
      yield proven('minor', 'reply-events', route, `events ${told(event)} are not sent any more`, { status })
}

function* formChanges(
  route: string,
  status: ReplyContract['status'],
  older: readonly ReplyVariant[],
  newer: readonly ReplyVariant[],
  sides: Sides,
): Generator<Change> {
  for (const { mediaType, body } of older) {
    const next = newer.find((one) => one.mediaType === mediaType)
    if (next === undefined) yield proven('major', 'reply-form', route, `${mediaType} is not offered any more`, { status })
    else yield* sides.reply('reply-form', route, body, next.body, status)
  }
  for (const { mediaType } of newer)
    if (!older.some((one) => one.mediaType === mediaType))
      yield proven('minor', 'reply-form', route, `${mediaType} is offered`, { status })
}
