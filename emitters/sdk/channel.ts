/**
 * One function a WebSocket:
 *
 *   export function connectRoom(client, input, options) {
 *     return channel(client, options, 'WS /rooms/:room', () => ({
 *       path: `/rooms/${segment(input.room)}`,
 *       write: JSON.stringify,
 *       read: (text) => readPosted(JSON.parse(text)),
 *     }))
 *   }
 */
import type { MessageContract } from '../../compiler/ir/index.ts'
import { comment, docBlock, literal, quote, text } from '../code/index.ts'
import { declared, docLines, type Spelling } from '../declaration/index.ts'
import type { Operation } from '../operations/index.ts'
import type { EmittedMember } from './emitted-member.ts'
import { type Input, inputOf } from './input.ts'
import { placeOf, type SdkModule, type SdkSocket } from './module.ts'
import { declareInput, headerEntries, member, pathExpression } from './request.ts'

export function emitChannel(module: SdkModule, socket: SdkSocket, operation: Operation): EmittedMember {
  const input = inputOf(module, socket)
  return {
    route: socket,
    operation,
    input,
    code: functionCode(module, socket, operation, input),
    ...declaredTypes(module, socket, operation, input),
  }
}

function functionCode(module: SdkModule, socket: SdkSocket, { name }: Operation, input: Input): string {
  const out = text().line(comment(placeOf(socket)))
  out.open(`export function ${name}(client, input${input.isOptional ? ' = {}' : ''}, options) {`)
  out.open(`return ${module.runtime('channel')}(client, options, ${quote(socket.id)}, () => ({`)
  out.lines(`path: ${pathExpression(module, socket.segments, input)},`)
  const headers = headerEntries(module, input)
  if (headers.length > 0) out.lines(member('headers', headers))
  if (socket.protocols !== undefined) out.line(`protocols: ${literal([...socket.protocols])},`)
  const write = writer(module, socket.incoming, `${name} message`)
  if (write !== undefined) out.line(`write: ${write},`)
  const read = reader(module, socket.outgoing, `${name} message`)
  if (read !== undefined) out.line(`read: ${read},`)
  return out.close('}))').close().toString()
}

/** Undefined where a message is sent as it is. */
function writer(module: SdkModule, { text: messages }: MessageContract, hint: string): string | undefined {
  return messages?.content === 'json' ? (module.write(messages.type, hint) ?? 'JSON.stringify') : undefined
}

function reader(module: SdkModule, { text: messages }: MessageContract, hint: string): string | undefined {
  if (messages?.content !== 'json') return undefined
  const read = module.read(messages.type, hint)
  return read === undefined ? 'JSON.parse' : `(text) => ${read}(JSON.parse(text))`
}

function declaredTypes(
  module: SdkModule,
  socket: SdkSocket,
  { name }: Operation,
  input: Input,
): Pick<EmittedMember, 'declaration' | 'signature'> {
  const out = text()
  const parameter = declareInput(out, module, input, name.charAt(0).toUpperCase() + name.slice(1))
  const parameters = `${parameter}, options?: ChannelOptions`
  const result = `Channel<${messageType(socket.incoming, module.spelling)}, ${messageType(socket.outgoing, module.spelling)}>`
  out.lines(docBlock([...docLines(socket.doc), ...(socket.doc?.summary === undefined ? [] : ['']), `\`${socket.id}\``]))
  out.line(`export declare function ${name}(client: ClientOptions, ${parameters}): ${result}`)
  return { declaration: out.toString(), signature: { parameters, result } }
}

function messageType({ text: messages, bytes }: MessageContract, spelling: Spelling): string {
  const types = [...(messages ? [declared(messages.type, spelling)] : []), ...(bytes ? ['Uint8Array'] : [])]
  return types.join(' | ') || 'never'
}
