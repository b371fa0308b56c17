/** The platform's WebSocket, or the one that the client was given. */
import type { ChannelOptions, ClientOptions, WebSocketLike } from './contract.ts'

/** The request that opens one, as an emitted function describes it. */
export interface Handshake {
  /** Percent-encoded, with its query: `/rooms/1?name=ada`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** Subprotocols, the preferred first. */
  readonly protocols?: readonly string[]
}

/** What cannot be asked for on this platform, however often one tries. */
export class Unsupported extends TypeError {}

type Platform = new (url: string, init: string[] | { protocols: string[]; headers: Record<string, string> }) => WebSocketLike

/** Throws {@link Unsupported}, or rejects with what the client's own function rejects with. */
export function openWebSocket(
  client: ClientOptions,
  options: ChannelOptions,
  { path, headers: described = {}, protocols: offered = [] }: Handshake,
): WebSocketLike | Promise<WebSocketLike> {
  const url = socketUrl(client.baseUrl, path)
  const own = Object.entries(described).filter(([, value]) => value !== undefined)
  const given = new Headers(client.headers)
  for (const [name, value] of [...Object.entries(options.headers ?? {}), ...own]) given.set(name, value!)
  const headers = Object.fromEntries(given)
  const protocols = [...offered]
  if (client.webSocket !== undefined) return client.webSocket(url, { protocols, headers })
  const { WebSocket } = globalThis as { WebSocket?: Platform }
  if (WebSocket === undefined)
    throw new Unsupported('this platform has no WebSocket, as Node.js before 22 has none: give the client one by `webSocket`')
  if (Object.keys(headers).length === 0) return new WebSocket(url, protocols)
  try {
    return new WebSocket(url, { protocols, headers })
  } catch (cause) {
    // Browsers take such an object for the name of a protocol. They send cookies of their own, and no other headers.
    const unsent = own.map(([name]) => name).filter((name) => name !== 'cookie')
    if (unsent.length > 0) throw new Unsupported(`this platform cannot send ${unsent.join(', ')} with a WebSocket`, { cause })
    return new WebSocket(url, protocols)
  }
}

/** `https://example.org/api` -> `wss://example.org/api/rooms/1`; `''` is the address of the page. */
function socketUrl(baseUrl: string, path: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href
  const url = new URL(baseUrl.replace(/\/$/, '') + path, page)
  url.protocol = url.protocol.replace('http', 'ws')
  return url.href
}
