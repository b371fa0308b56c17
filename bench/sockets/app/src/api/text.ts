import type { Socket } from '@gati-framework/core'

export const WS: Socket<string, string> = { message: (socket, text) => socket.send(text) }
