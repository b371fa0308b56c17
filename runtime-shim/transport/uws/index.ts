/** HTTP over uWebSockets.js, the fast transport, from its native file beside the server. */
import type { Transport } from '../exchange.ts'
import { loadNative } from './native.ts'
import { UwsServer } from './server.ts'

/** Throws what the loader throws when the native file is missing or does not load here. */
export function uwsTransport(directory: string): Transport {
  const native = loadNative(directory)
  return {
    name: 'uws',
    listen: (dispatch, options) => new UwsServer(native, dispatch, options).listen(native),
  }
}

export { nativeFile } from './native.ts'
