/** HTTP over uWebSockets.js, the fast transport, from its native file beside the server. */
import type { ExchangePart, Transport } from '../exchange.ts'
import { UwsExchange } from './exchange.ts'
import { loadNative } from './native.ts'
import { UwsServer } from './server.ts'

/** `parts`: what the app needs beside the common. Throws, in one line, why uWebSockets.js cannot be had here. */
export function uws(parts: readonly ExchangePart[], directory: string): Transport {
  const native = loadNative(directory)
  Object.assign(UwsExchange.prototype, ...parts)
  return {
    name: 'uws',
    listen: (dispatch, options) => new UwsServer(native, dispatch, options).listen(),
  }
}
