/** Speaks with Node's inspector: a WebSocket client of text frames, as Node 20 has none of its own. */
import { get } from 'node:http'
import type { Socket } from 'node:net'

type Fields = Readonly<Record<string, unknown>>
type Listener = (message: {
  readonly id?: number
  readonly method?: string
  readonly params?: Fields
  readonly result?: Fields
}) => void

export interface InspectorSession {
  send(method: string, params?: Fields): Promise<Fields>
  event(method: string, wanted: (params: Fields) => boolean): Promise<Fields>
  close(): void
}

export async function inspectorSession(url: string): Promise<InspectorSession> {
  const socket = await upgraded(url)
  const listeners = new Set<Listener>()
  onFrames(socket, (text) => {
    for (const listener of [...listeners]) listener(JSON.parse(text))
  })
  const first = (wanted: (message: Parameters<Listener>[0]) => Fields | undefined): Promise<Fields> =>
    new Promise((resolve, reject) => {
      const fail = (why: string) => () => {
        clearTimeout(late)
        reject(new Error(`the inspector ${why}`))
      }
      const late = setTimeout(fail('is silent'), 20_000)
      const gone = fail('is gone')
      const listener: Listener = (message) => {
        const found = wanted(message)
        if (found === undefined) return
        clearTimeout(late)
        socket.off('close', gone)
        listeners.delete(listener)
        resolve(found)
      }
      if (socket.destroyed) gone()
      socket.once('close', gone)
      listeners.add(listener)
    })
  let count = 0
  return {
    send(method, params = {}) {
      const id = ++count
      const answer = first((message) => (message.id === id ? (message.result ?? {}) : undefined))
      socket.write(frame(JSON.stringify({ id, method, params })))
      return answer
    },
    event: (method, wanted) =>
      first((message) => (message.method === method && wanted(message.params ?? {}) ? (message.params ?? {}) : undefined)),
    close: () => void socket.destroy(),
  }
}

function upgraded(url: string): Promise<Socket> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
  }
  return new Promise((resolve, reject) => {
    get(url.replace(/^ws:/, 'http:'), { headers })
      .once('upgrade', (_response, socket, head) => {
        socket.unshift(head)
        resolve(socket as Socket)
      })
      .once('error', reject)
  })
}

/** Masked with zeros, which is a mask. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const head =
    body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255])
  return Buffer.concat([head, Buffer.alloc(4), body])
}

function onFrames(socket: Socket, take: (text: string) => void): void {
  let pending = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      if (pending.length < 2) return
      const short = pending[1]! & 127
      const start = short < 126 ? 2 : short === 126 ? 4 : 10
      if (pending.length < start) return
      const length = short < 126 ? short : short === 126 ? pending.readUInt16BE(2) : Number(pending.readBigUInt64BE(2))
      if (pending.length < start + length) return
      if ((pending[0]! & 15) === 1) take(pending.toString('utf8', start, start + length))
      pending = pending.subarray(start + length)
    }
  })
}
