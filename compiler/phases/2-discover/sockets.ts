/**
 * `export const WS` of a route file: an object of handlers and settings, written out.
 *
 *   export const WS: Socket<In, Out> = { maxPayloadLength: 4096, open(socket) { ... }, message: receive }
 *     ->  handlers open, message; settings maxPayloadLength
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest, type Diagnostic } from '../../diagnostics/index.ts'
import type { PathSegment, SocketHandler } from '../../ir/index.ts'
import { type AppProgram, resolved } from '../1-load/index.ts'
import { origins } from './cors.ts'
import { type Callable, type Exported, sourceOf } from './exports.ts'
import { constantOf, type FunctionNode, functionOfSymbol, initializerOf } from './expressions.ts'
import { read, type Section, type SettingsReader } from './settings.ts'
import type { Member } from './static-value.ts'
import { payloadLength } from './web-socket.ts'

/** The name of the export, and what stands for a method in `WS /rooms/:id`. */
export const SOCKET = 'WS'

const HANDLERS: readonly SocketHandler[] = ['upgrade', 'open', 'message', 'drain', 'invalid', 'error', 'close']
const SETTINGS = ['maxPayloadLength', 'protocols', 'origins'] as const

export interface FoundSocketHandler {
  readonly name: SocketHandler
  /** Undefined where its code is not seen. */
  readonly body?: FunctionNode
  readonly type: ts.Type
  readonly node: ts.Node
}

export interface DiscoveredSocket {
  readonly method: typeof SOCKET
  readonly segments: readonly PathSegment[]
  /** The object, with the type that it is declared with; it is no function, and has no body. */
  readonly handler: Callable
  /** In the order of the IR. */
  readonly handlers: readonly FoundSocketHandler[]
  readonly maxPayloadLength?: number
  readonly protocols?: readonly string[]
  readonly origins?: '*' | readonly string[]
}

interface Found {
  readonly sockets: readonly DiscoveredSocket[]
  readonly diagnostics: readonly Diagnostic[]
}

const failed = (...diagnostics: readonly Diagnostic[]): Found => ({ sockets: [], diagnostics })

export function discoverSocket(
  app: AppProgram,
  file: ts.SourceFile,
  exported: Exported,
  segments: readonly PathSegment[],
): Found {
  const expression = initializerOf(exported.symbol)
  const literal = expression && constantOf(expression, app.checker)
  if (!app.core?.socket(exported.type))
    return failed(say.socketNotDeclared({ type: app.checker.typeToString(exported.type) }, [app.label(exported.node)]))
  if (!literal || !ts.isObjectLiteralExpression(literal)) return failed(say.socketNotWritten({}, [app.label(exported.node)]))
  const reader: SettingsReader = { app, diagnostics: [] }
  const members = membersOf(reader, literal)
  const settings = settingsOf(reader, members)
  const socket: DiscoveredSocket = {
    method: SOCKET,
    segments,
    handler: { source: sourceOf(app, file, exported), node: exported.node, type: exported.type, symbol: exported.symbol },
    handlers: HANDLERS.flatMap((name) => handlerOf(app, name, members.get(name)) ?? []),
    ...settings,
  }
  return { sockets: [socket], diagnostics: reader.diagnostics }
}

/** Everything must be seen: what is spread into it might be any handler. */
function membersOf({ app, diagnostics }: SettingsReader, literal: ts.ObjectLiteralExpression) {
  const known: readonly string[] = [...HANDLERS, ...SETTINGS]
  const members = new Map<string, ts.ObjectLiteralElementLike>()
  for (const property of literal.properties) {
    const name = property.name && 'text' in property.name ? property.name.text : undefined
    if (name === undefined || ts.isAccessor(property)) diagnostics.push(say.socketNotWritten({}, [app.label(property)]))
    else if (known.includes(name)) members.set(name, property)
    else {
      const near = closest(name, known)
      const hints = near ? [`Did you mean \`${near}\`?`] : undefined
      diagnostics.push(say.unknownSocketMember({ name, known: known.join(', ') }, [app.label(property.name!)], hints))
    }
  }
  return members
}

function handlerOf(
  app: AppProgram,
  name: SocketHandler,
  property: ts.ObjectLiteralElementLike | undefined,
): FoundSocketHandler | undefined {
  const symbol = property?.name && app.checker.getSymbolAtLocation(property.name)
  if (!property || !symbol) return undefined
  const body = functionOfSymbol(resolved(symbol, app.checker), app.checker)
  return { name, node: property.name!, type: app.checker.getTypeOfSymbol(symbol), ...(body && { body }) }
}

function settingsOf(reader: SettingsReader, properties: ReadonlyMap<string, ts.ObjectLiteralElementLike>) {
  const members = new Map<string, Member>()
  for (const name of SETTINGS) {
    const property = properties.get(name)
    if (property && ts.isPropertyAssignment(property))
      members.set(name, { name, nameNode: property.name, value: property.initializer })
    else if (property && ts.isShorthandPropertyAssignment(property))
      members.set(name, { name, nameNode: property.name, value: property.name })
  }
  const given: Section = { prefix: `${SOCKET}.`, members }
  const maxPayloadLength = read(reader, given, 'maxPayloadLength', payloadLength)
  const offered = read(reader, given, 'protocols', protocols)
  const allowed = read(reader, given, 'origins', origins)
  return {
    ...(maxPayloadLength !== undefined && { maxPayloadLength }),
    ...(offered && { protocols: offered }),
    ...(allowed && { origins: allowed }),
  }
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

const protocols = {
  expected: 'an array of names of subprotocols, at least one and none twice',
  accepts: (value: unknown): value is readonly string[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((item) => typeof item === 'string' && TOKEN.test(item)),
}
