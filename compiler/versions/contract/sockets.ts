/** WebSockets: clients send `incoming` as they send requests, and take `outgoing` as they take replies. */
import type { MessageContract } from '../../ir/index.ts'
import type { SnapshotSocket } from '../snapshot.ts'
import { authChanges } from './access.ts'
import { type Change, doubtful, proven } from './change.ts'
import { lifetimeChanges } from './lifetime.ts'
import { statusChanges } from './replies.ts'
import { partChanges } from './requests.ts'
import type { Sides } from './sides.ts'

export function* socketChanges(older: SnapshotSocket, newer: SnapshotSocket, sides: Sides): Generator<Change> {
  yield* partChanges(older, newer, sides)
  yield* authChanges(older, newer)
  yield* statusChanges(older, newer, sides)
  yield* incoming(newer.id, older.incoming, newer.incoming, sides)
  yield* outgoing(newer.id, older.outgoing, newer.outgoing, sides)
  yield* opening(older, newer)
  yield* lifetimeChanges(older, newer)
}

function* incoming(route: string, before: MessageContract, after: MessageContract, sides: Sides): Generator<Change> {
  const change = (level: 'major' | 'minor', message: string) => proven(level, 'socket-incoming', route, message)
  if (before.bytes !== after.bytes)
    yield before.bytes ? change('major', 'binary messages are not taken any more') : change('minor', 'binary messages are taken')
  if (before.text === undefined || after.text === undefined) {
    if (after.text) yield change('minor', 'text messages are taken')
    if (before.text) yield change('major', 'text messages are not taken any more')
  } else if (before.text.content !== after.text.content)
    yield change('major', `text messages are read as ${after.text.content}, were as ${before.text.content}`)
  else yield* sides.request('socket-incoming', route, before.text.type, after.text.type)
}

function* outgoing(route: string, before: MessageContract, after: MessageContract, sides: Sides): Generator<Change> {
  const change = (level: 'major' | 'minor', message: string) => proven(level, 'socket-outgoing', route, message)
  if (before.bytes !== after.bytes)
    yield before.bytes ? change('minor', 'binary messages are not sent any more') : change('major', 'binary messages may be sent')
  if (before.text === undefined || after.text === undefined) {
    if (after.text) yield change('major', 'text messages may be sent')
    if (before.text) yield change('minor', 'text messages are not sent any more')
  } else if (before.text.content !== after.text.content)
    yield change('major', `text messages are sent as ${after.text.content}, were as ${before.text.content}`)
  else yield* sides.reply('socket-outgoing', route, before.text.type, after.text.type)
}

function* opening(older: SnapshotSocket, newer: SnapshotSocket): Generator<Change> {
  const gone = (older.protocols ?? []).filter((name) => !newer.protocols?.includes(name))
  const come = (newer.protocols ?? []).filter((name) => !older.protocols?.includes(name))
  if (gone.length > 0)
    yield proven('major', 'socket-protocols', newer.id, `the subprotocol ${gone.join(', ')} is not spoken any more`)
  if (come.length > 0) yield proven('minor', 'socket-protocols', newer.id, `the subprotocol ${come.join(', ')} is spoken`)
  const [was, is] = [older.origins, newer.origins]
  const shut = is === '*' ? [] : was === '*' ? ['others'] : was.filter((origin) => !is.includes(origin))
  if (shut.length > 0) yield doubtful('socket-origins', newer.id, `pages of ${shut.join(', ')} may not open it any more`)
  else if (JSON.stringify(was) !== JSON.stringify(is) && was !== '*')
    yield proven('minor', 'socket-origins', newer.id, 'pages of more origins may open it')
  if (newer.maxPayloadLength < older.maxPayloadLength)
    yield doubtful('request-limit', newer.id, `a message may have ${newer.maxPayloadLength} bytes, had ${older.maxPayloadLength}`)
}
