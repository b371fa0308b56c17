import { describe, expect, test } from 'vitest'
import { channel } from './channel.ts'
import type { ChannelOptions, ClientOptions, WebSocketLike } from './contract.ts'

/** The other side of a WebSocket, under the test's control. */
class Fake implements WebSocketLike {
  binaryType = 'blob'
  bufferedAmount = 0
  protocol = ''
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onclose: WebSocketLike['onclose'] = null
  onerror: WebSocketLike['onerror'] = null
  readonly sent: unknown[] = []
  readonly closes: unknown[] = []
  send(data: unknown): void {
    this.sent.push(data)
  }
  close(...said: unknown[]): void {
    this.closes.push(said)
  }
}

/** Opens a channel whose WebSockets are fakes, in the order in which they were asked for. */
function open(options: ChannelOptions = {}, client: Partial<ClientOptions> = {}) {
  const sockets: Fake[] = []
  const webSocket = () => {
    sockets.push(new Fake())
    return sockets.at(-1)!
  }
  const describe = () => ({ path: '/x', read: JSON.parse, write: JSON.stringify })
  const opened = channel({ baseUrl: 'http://example.org', webSocket, ...client }, options, 'WS /x', describe)
  const next = async (count = 1): Promise<Fake> => {
    await expect.poll(() => sockets[count - 1]?.onopen).toBeTruthy()
    return sockets[count - 1]!
  }
  return { channel: opened, next }
}

const end = async (one: ReturnType<typeof open>['channel']) => {
  const { code, reason, error } = await one.closed
  return [error?.status, code, reason]
}

describe('a channel', () => {
  test('ends with a message that is none, and tells the other side', async () => {
    const { channel: one, next } = open()
    const socket = await next()
    socket.onopen!({})
    socket.onmessage!({ data: '{"a":1}' })
    socket.onmessage!({ data: '{' })
    expect(await end(one)).toEqual(['unexpected', 4007, 'unreadable'])
    expect(socket.closes).toEqual([[4007, 'unreadable']])
    const messages = one[Symbol.asyncIterator]()
    expect(await messages.next()).toEqual({ done: false, value: { a: 1 } })
    await expect(messages.next()).rejects.toMatchObject({ name: 'ChannelError', status: 'unexpected' })
  })

  test('ends when nobody takes its messages', async () => {
    const { channel: one, next } = open()
    const socket = await next()
    socket.onopen!({})
    for (let count = 0; count <= 10_000; count++) socket.onmessage?.({ data: '1' })
    expect(await end(one)).toEqual(['overflow', 4008, 'overflow'])
  })

  test('gives a first listener what waits', async () => {
    const { channel: one, next } = open()
    const socket = await next()
    socket.onopen!({})
    socket.onmessage!({ data: '1' })
    const heard: unknown[] = []
    const stop = one.on('message', (message) => heard.push(message))
    socket.onmessage!({ data: '2' })
    stop()
    socket.onmessage!({ data: '3' })
    one.on('message', (message) => heard.push(`second ${message}`))
    expect(heard).toEqual([1, 2, 'second 3'])
    one.close()
    expect([socket.closes, one.send(1), one.state]).toEqual([[[1000, '']], false, 'closed'])
    socket.onclose!({ code: 1000, reason: '' })
    expect(await end(one)).toEqual([undefined, 1000, ''])
  })

  test('refuses codes and messages that cannot be sent', async () => {
    const { channel: one, next } = open()
    const socket = await next()
    expect(one.send(1)).toBe(false)
    socket.onopen!({})
    expect(() => one.send(undefined)).toThrow(TypeError)
    expect(() => one.close(1001)).toThrow(RangeError)
    expect([one.send({ a: 1 }), one.send(new Uint8Array([1])), socket.sent]).toEqual([
      true,
      true,
      ['{"a":1}', new Uint8Array([1])],
    ])
  })

  test.each([
    [1001, true],
    [1011, true],
    [1006, true],
    [1008, false],
    [4000, false],
    [1000, false],
  ])('that is closed with %i comes again: %s', async (code, isAgain) => {
    const { channel: one, next } = open({ reconnect: { attempts: 1, delay: 0 } })
    const socket = await next()
    socket.onopen!({})
    socket.onclose!({ code, reason: '' })
    if (isAgain) {
      ;(await next(2)).onclose!({ code: 1006, reason: '' })
      expect(await end(one)).toEqual(['network', 1006, ''])
    } else expect((await one.closed).code).toBe(code)
  })

  test('that waits for a connection ends at once when it is to, and hangs up what comes late', async () => {
    const late: ((socket: Fake) => void)[] = []
    const webSocket = () => new Promise<Fake>((resolve) => late.push(resolve))
    const { channel: one } = open({}, { webSocket })
    await expect.poll(() => late.length).toBe(1)
    one.close(3000, 'never mind')
    expect(await end(one)).toEqual([undefined, 3000, 'never mind'])
    await expect(one.opened).rejects.toMatchObject({ status: 'closed' })
    const socket = new Fake()
    late[0]!(socket)
    await expect.poll(() => socket.closes).toEqual([[1000]])
  })

  test('between two connections ends at once with its signal', async () => {
    const aborter = new AbortController()
    const { channel: one, next } = open({ signal: aborter.signal, reconnect: { delay: 1e9, longest: 1e9 } })
    const disconnected = new Promise((resolve) => one.on('disconnect', resolve))
    ;(await next()).onclose!({ code: 1006, reason: '' })
    await disconnected
    aborter.abort()
    expect(await end(one)).toEqual(['aborted', 1006, ''])
  })

  test('whose own function fails had no connection', async () => {
    const { channel: one } = open({}, { webSocket: () => Promise.reject(new Error('no ticket')) })
    expect((await one.closed).error?.message).toBe('WS /x got no connection, or lost it: no ticket')
  })
})
