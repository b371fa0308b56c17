/** WebSockets as an app writes them: `export const WS: Socket<In, Out, Shape> = { message(socket, message) { ... } }`. Types only. */
import type {
  AnyReply,
  GlobalContext,
  LocalContext,
  Part,
  Request,
  RequestShape,
  Response,
  WithDefaults,
} from './authoring/index.ts'
import type { RequestIssue } from './invalid-request.ts'

/** The parts of the request for a WebSocket that it declares. They are checked before the upgrade. */
export type SocketShape = Omit<RequestShape, 'body'>

/**
 * The WebSocket at the path of its file. `In` is what clients send, `Out` what they are sent: JSON, or text as it is where the type is
 * one of strings, and binary frames for `Uint8Array`, on its own or beside other types. `Shape` declares the request that opens it.
 *
 *   export const WS: Socket<{ text: string & MaxLen<500> }, Posted, { params: { room: string } }> = {
 *     open: (socket) => socket.subscribe(socket.params.room),
 *     message: (socket, { text }) => socket.publish(socket.params.room, { text, at: new Date() }),
 *   }
 */
export type Socket<In, Out = never, Shape extends SocketShape = {}, Data = undefined> = SocketHandlers<In, Out, Shape, Data> &
  ([Data] extends [undefined]
    ? { readonly upgrade?: SocketUpgrade<Shape, undefined> }
    : { readonly upgrade: SocketUpgrade<Shape, Data> })

/**
 * Runs last before the upgrade, inside the middleware. What it returns is `socket.data`; a reply made with `res` refuses the upgrade,
 * as does an error.
 */
export type SocketUpgrade<Shape extends SocketShape, Data> = (
  req: Request<Shape>,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) =>
  | Data
  | AnyReply
  | (Data extends undefined ? void : never)
  | Promise<Data | AnyReply | (Data extends undefined ? void : never)>

/** Handlers may be asynchronous; they do not wait for each other. What one throws goes to `error`, or closes the socket with 1011. */
export interface SocketHandlers<In, Out, Shape extends SocketShape, Data> extends SocketOptions {
  readonly open?: (socket: SocketConnection<Out, Shape, Data>, gctx: GlobalContext, lctx: LocalContext) => unknown
  /** A message that is what `In` says. */
  readonly message?: (socket: SocketConnection<Out, Shape, Data>, message: In, gctx: GlobalContext, lctx: LocalContext) => unknown
  /** A client that was behind has taken all that waited for it. */
  readonly drain?: (socket: SocketConnection<Out, Shape, Data>, gctx: GlobalContext, lctx: LocalContext) => unknown
  /** A message that is not what `In` says; without this handler it closes the socket with 1007 or 1008. */
  readonly invalid?: (
    socket: SocketConnection<Out, Shape, Data>,
    issues: readonly MessageIssue[],
    gctx: GlobalContext,
    lctx: LocalContext,
  ) => unknown
  /** What another handler threw. */
  readonly error?: (
    socket: SocketConnection<Out, Shape, Data>,
    error: unknown,
    gctx: GlobalContext,
    lctx: LocalContext,
  ) => unknown
  /** Whoever closed it. 1006: the connection was lost. Nothing can be sent any more. */
  readonly close?: (
    socket: SocketConnection<Out, Shape, Data>,
    code: number,
    reason: string,
    gctx: GlobalContext,
    lctx: LocalContext,
  ) => unknown
}

/** Literals or constants: they are read without running the program. */
export interface SocketOptions {
  /** Bytes of one message; `server.webSocket.maxPayloadLength` where absent. */
  readonly maxPayloadLength?: number
  /** Subprotocols, the preferred first: the first of them that a client offers is `socket.protocol`. */
  readonly protocols?: readonly string[]
  /** Whose pages may open it, as in `server.cors.origins`; `server.webSocket.origins` where absent. */
  readonly origins?: '*' | readonly string[]
}

/** One thing that is wrong with a message. */
export type MessageIssue = Omit<RequestIssue, 'in'>

/** One client's WebSocket. */
export interface SocketConnection<Out, Shape extends SocketShape = {}, Data = undefined> {
  readonly params: Part<Shape, 'params', Readonly<Record<string, string>>>
  /** As declared by the `Shape`, like `headers` and `cookies`; without it there is nothing in them. */
  readonly query: WithDefaults<Part<Shape, 'query', {}>>
  readonly headers: WithDefaults<Part<Shape, 'headers', {}>>
  readonly cookies: WithDefaults<Part<Shape, 'cookies', {}>>
  /** What `upgrade` returned. */
  data: Data
  /** The subprotocol that was agreed on; `''` for none. */
  readonly protocol: string
  /** False from the moment that it is being closed, by whomever. */
  readonly isOpen: boolean
  /** Bytes that wait for the client to take them. */
  readonly bufferedAmount: number
  /** Only what `Out` declares is sent. False: it was not, for the client is too far behind, or gone. */
  send(message: Out): boolean
  subscribe(topic: string): void
  unsubscribe(topic: string): void
  isSubscribed(topic: string): boolean
  /** To all other sockets of this path that subscribed to the topic. */
  publish(topic: string, message: Out): void
  /** `code` is 1000, or of 3000 to 4999; `reason` at most 123 bytes. */
  close(code?: number, reason?: string): void
  /** At once, with nothing said. */
  terminate(): void
}

/** All sockets of one path. */
export interface OpenSockets<Out> {
  /** How many there are. */
  readonly size: number
  /** To all that subscribed to the topic. */
  publish(topic: string, message: Out): void
}

/** `gctx.sockets['/rooms/:id']`, of a file's `WS`. */
export type SocketsOf<WS> = WS extends {
  readonly open?: (socket: SocketConnection<infer Out, any, any>, gctx: GlobalContext, lctx: LocalContext) => unknown
}
  ? OpenSockets<Out>
  : never
