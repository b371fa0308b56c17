/**
 * `export const WS: Socket<In, Out, Shape>` -> a socket of the IR:
 *
 *   Socket<Move | Chat, Position>            ->  incoming json Move | Chat; outgoing json Position
 *   Socket<string & MaxLen<80>, Uint8Array>  ->  incoming text string & MaxLen<80>; outgoing bytes
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import {
  type MessageContract,
  type NamedTypes,
  resolve,
  type SocketHandler,
  type SocketRoute,
  type Type,
} from '../../ir/index.ts'
import { hostSymbol, hostType, typeScriptType } from '../1-load/index.ts'
import { type Callable, type FoundSocketHandler, pathText } from '../2-discover/index.ts'
import { answersOf } from './answers.ts'
import type { AppLowering } from './app-lowering.ts'
import { docOf } from './doc.ts'
import { factsOf, usesParameter } from './facts.ts'
import type { GuardedSocket } from './guarded-routes.ts'
import { lowerReplies, type RawReply } from './replies.ts'
import { lowerSocketRequest } from './request.ts'
import { isBytes } from './streams.ts'

interface SocketTypes {
  readonly incoming: ts.Type
  readonly outgoing: ts.Type
  readonly shape: ts.Type
}

/** Of an object that is declared as a `Socket`. */
export function socketTypes({ core }: AppLowering, { type }: Callable): SocketTypes {
  const [incoming, outgoing, shape] = core.socket(type) ?? []
  if (!incoming || !outgoing || !shape) throw new Error('what was discovered as a socket is none')
  return { incoming, outgoing, shape }
}

/** `around` is what its middleware may answer. */
export function lowerSocket(
  lowering: AppLowering,
  socket: GuardedSocket,
  around: readonly RawReply[],
  modules: readonly string[],
): SocketRoute {
  const { segments, handler, override, chain, handlers } = socket
  const path = pathText(segments)
  const id = `WS ${path}`
  const types = socketTypes(lowering, handler)
  const upgrade = upgradeOf(socket)
  const answers = upgrade ? answersOf(lowering, upgrade, 'middleware', id).replies : []
  const ids = (form: 'middleware' | 'error') => chain.filter((one) => one.form === form).map((one) => one.id)
  const doc = docOf(handler.symbol && lowering.app.host.doc(hostSymbol(handler.symbol)))
  const incoming = lowerMessages(lowering, types.incoming, 'incoming', handler)
  reportUnread(lowering, socket, incoming, id)
  return {
    id,
    method: 'WS',
    path,
    segments,
    handler: handler.source,
    request: lowerSocketRequest(lowering, types.shape, handler, segments),
    incoming,
    outgoing: lowerMessages(lowering, types.outgoing, 'outgoing', handler),
    handlers: handlers.map(({ name }) => name),
    lctx: handlers.some((one) => usesLocalContext(lowering, one)),
    ...(upgrade && { upgrade: factsOf(lowering, upgrade.body, upgrade.type, 0) }),
    replies: lowerReplies(lowering, [...answers, ...around], id, handler.node),
    middleware: ids('middleware'),
    errorMiddleware: ids('error').reverse(),
    modules,
    ...(doc && { doc }),
    ...(override?.timeout !== undefined && { timeout: override.timeout }),
    ...(socket.maxPayloadLength !== undefined && { maxPayloadLength: socket.maxPayloadLength }),
    ...(socket.protocols && { protocols: socket.protocols }),
    ...(socket.origins && { origins: socket.origins }),
  }
}

function upgradeOf({ handler, handlers }: GuardedSocket): Callable | undefined {
  const found = handlers.find(({ name }) => name === 'upgrade')
  return found && { source: handler.source, node: found.node, type: found.type, ...(found.body && { body: found.body }) }
}

/** Where `lctx` stands among what each handler is given. */
const LOCAL_CONTEXT: Readonly<Record<Exclude<SocketHandler, 'upgrade'>, number>> = {
  open: 2,
  message: 3,
  drain: 2,
  invalid: 3,
  error: 3,
  close: 4,
}

const usesLocalContext = (lowering: AppLowering, { name, body }: FoundSocketHandler): boolean =>
  name !== 'upgrade' && usesParameter(lowering, body, LOCAL_CONTEXT[name])

function lowerMessages(lowering: AppLowering, type: ts.Type, path: string, { node }: Callable): MessageContract {
  const { app, types } = lowering
  const members = type.isUnion() ? app.host.unionMembers(hostType(type)).map(typeScriptType) : [type]
  const bytes = members.some((member) => isBytes(app.checker, member))
  const others = members.filter((member) => !isBytes(app.checker, member) && !(member.flags & ts.TypeFlags.Never))
  if (others.length === 0) return { bytes }
  const lowered = types.lower(bytes ? others.map(hostType) : hostType(type), path, app.place(node))
  return { text: { content: isText(lowered, types.types) ? 'text' : 'json', type: lowered }, bytes }
}

/** All of its values are strings. */
function isText(type: Type, types: NamedTypes): boolean {
  const whole = resolve(type, types)
  switch (whole.kind) {
    case 'string':
    case 'template':
      return true
    case 'literal':
      return typeof whole.value === 'string'
    case 'union':
      return whole.members.every((member) => isText(member, types))
    default:
      return false
  }
}

function reportUnread({ app, diagnostics }: AppLowering, socket: GuardedSocket, incoming: MessageContract, id: string): void {
  const isRead = socket.handlers.some(({ name }) => name === 'message')
  if (isRead || (!incoming.bytes && !incoming.text)) return
  diagnostics.push(say.socketWithoutMessage({ route: id }, [app.label(socket.handler.node)]))
}
