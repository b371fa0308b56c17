import type { Socket } from '@gati-framework/core'

export const WS: Socket<Uint8Array, Uint8Array> = { message: (socket, bytes) => socket.send(bytes) }
