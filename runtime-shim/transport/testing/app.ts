/**
 * The app that the transports' cases are run against, in a process of its own: one path a behaviour.
 *
 *   node app.mjs uws|node FOLDER      prints one JSON line an event; takes commands on standard input
 */
import { createInterface } from 'node:readline'
import {
  type AbortReason,
  autoTransport,
  type Exchange,
  type HeaderList,
  type Listening,
  nodeBodies,
  nodeBodyStreams,
  nodeHead,
  nodeStreams,
  nodeTransport,
  type TransportOptions,
  uwsBodies,
  uwsBodyStreams,
  uwsHead,
  uwsStreams,
  uwsTransport,
} from '../index.ts'
import { streamPaths } from './stream-paths.ts'

const [requested, directory] = process.argv.slice(2) as ['uws' | 'node', string]
const report = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)
/** Exchanges that `/release` answers. */
const held: Exchange[] = []
const megabyte = 'é'.repeat(1 << 19)

const text = (exchange: Exchange, body: string, headers: HeaderList | null = null): void =>
  exchange.send(200, headers, 'text/plain', body)

const paths: Record<string, (exchange: Exchange) => void> = {
  '/': (exchange) => text(exchange, exchange.method),
  '/path/a%2Fb%20c': (exchange) => text(exchange, `${exchange.path}|${exchange.query()}`),
  '/json': (exchange) => exchange.send(200, null, 'application/json', '{"ok":true}'),
  '/unicode': (exchange) => text(exchange, 'é€😀'),
  '/latin1': (exchange) => text(exchange, 'café'),
  '/bytes': (exchange) => exchange.send(200, null, 'application/octet-stream', Uint8Array.of(0, 255, 128)),
  '/none': (exchange) => exchange.send(200, null, null, null),
  '/created': (exchange) => exchange.send(201, ['location', '/x', 'x-two', 'a\tb'], 'text/plain', 'made'),
  '/nowhere': (exchange) => exchange.send(302, ['location', '/x', 'set-cookie', 'a=1', 'set-cookie', 'b=2'], null, null),
  '/obs-text': (exchange) => text(exchange, 'ok', ['x-name', 'caf\xe9']),
  '/204': (exchange) => exchange.send(204, ['x-a', '1'], 'text/plain', 'never sent'),
  '/304': (exchange) => exchange.send(304, ['etag', '"1"'], null, null),
  '/headers': (exchange) => exchange.send(200, null, 'application/json', JSON.stringify(exchange.headers())),
  '/header': (exchange) =>
    exchange.send(
      200,
      null,
      'application/json',
      JSON.stringify(['x-list', 'cookie', 'authorization', 'x-none'].map((name) => exchange.header(name))),
    ),
  '/address': (exchange) => text(exchange, exchange.remoteAddress()),
  '/echo': (exchange) => exchange.readText(64, (body) => text(exchange, `<${body}>`)),
  '/echo-late': (exchange) =>
    exchange.readText(1 << 20, (body) => {
      exchange.defer(5_000)
      setTimeout(() => text(exchange, `<${body.length}>`), 20)
    }),
  '/count': (exchange) => exchange.readBytes(64 << 20, (body) => text(exchange, `${body.byteLength} ${body.buffer.byteLength}`)),
  '/stream': (exchange) => streamed(exchange, 0),
  '/stream-slowly': (exchange) => streamed(exchange, 50),
  '/stream-part': (exchange) => streamed(exchange, -1),
  '/unread': (exchange) => exchange.send(401, null, null, null),
  '/twice': (exchange) => {
    text(exchange, 'first')
    text(exchange, 'second')
  },
  '/throw': () => {
    throw new Error('from the app')
  },
  '/throw-late': (exchange) =>
    exchange.readText(64, () => {
      throw new Error('from the app, late')
    }),
  '/soon': (exchange) => {
    exchange.defer(5_000)
    Promise.resolve().then(() => text(exchange, 'soon'))
  },
  '/late': (exchange) => {
    exchange.defer(5_000)
    setTimeout(() => text(exchange, 'late', ['x-late', '1']), 150)
  },
  '/watched': (exchange) => watched(exchange, 5_000),
  '/watched-late': (exchange) => {
    const id = exchange.query()
    exchange.defer(5_000)
    setTimeout(() => exchange.onAbort((reason) => report({ event: 'abort', id, reason })), 100)
  },
  '/timeout': (exchange) => watched(exchange, 300),
  '/hold': (exchange) => {
    exchange.defer(5_000)
    held.push(exchange)
  },
  '/release': (exchange) => {
    for (const other of held.splice(0)) text(other, 'released', ['x-a', '1', 'x-b', '2'])
    text(exchange, 'done')
  },
  '/release-soon': (exchange) => {
    Promise.resolve().then(() => {
      for (const other of held.splice(0)) text(other, 'released', ['x-a', '1', 'x-b', '2'])
    })
    text(exchange, 'done')
  },
  '/large': (exchange) => text(exchange, megabyte.repeat(20)),
  '/large-bytes': (exchange) => exchange.send(200, null, 'application/octet-stream', new Uint8Array(4 << 20).fill(7)),
  '/refused-header': (exchange) => {
    const refused = [
      ['x-a', 'a\r\nx-injected: 1'],
      ['x-a', 'a\nb'],
      ['x-a', 'a\0b'],
      ['x-a', '€'],
      ['x-a\r\nx-injected', '1'],
      ['x a', '1'],
      ['', '1'],
      ['content-length', '0'],
      ['transfer-encoding', 'chunked'],
      ['connection', 'upgrade'],
    ]
    const thrown = refused.map((headers) => throws(() => exchange.send(200, headers, 'text/plain', 'x')))
    thrown.push(throws(() => exchange.send(200, null, 'text/plain\r\nx-injected: 1', 'x')))
    thrown.push(throws(() => exchange.send(99, null, null, null)))
    text(exchange, thrown.every(Boolean) && !exchange.answered ? 'all refused' : JSON.stringify(thrown))
  },
  ...streamPaths(report),
}

/** Says how it was ended; the answer comes too late for everyone. */
function watched(exchange: Exchange, timeout: number): void {
  const id = exchange.query()
  exchange.onAbort((reason: AbortReason) => report({ event: 'abort', id, reason, aborted: exchange.aborted }))
  exchange.defer(timeout)
  setTimeout(() => {
    text(exchange, 'too late?')
    report({ event: 'answered', id })
  }, 2_000).unref()
}

/** Counts a streamed body: at once, with a pause after each piece, or (-1) up to the first piece. */
function streamed(exchange: Exchange, pause: number): void {
  let bytes = 0
  const id = exchange.query()
  exchange.onAbort((reason) => report({ event: 'abort', id, reason }))
  const flow = exchange.readStream(32 << 20, {
    data: (piece) => {
      bytes += piece.byteLength
      if (pause === 0) return
      flow?.pause()
      if (pause < 0) return text(exchange, 'enough')
      setTimeout(() => flow?.resume(), pause)
    },
    end: () => text(exchange, `${bytes}`),
    fail: (status) => {
      report({ event: 'failed', id, status })
      if (status !== 0) exchange.send(status, null, 'text/plain', `${bytes} ${status}`)
    },
  })
  exchange.defer(5_000)
}

function throws(call: () => void): boolean {
  try {
    call()
    return false
  } catch (error) {
    return error instanceof TypeError || error instanceof RangeError
  }
}

process.on('uncaughtException', (error) => report({ event: 'uncaught', message: error.message }))

const choose = autoTransport(
  uwsTransport(uwsHead, uwsBodies, uwsBodyStreams, uwsStreams),
  nodeTransport(nodeHead, nodeBodies, nodeBodyStreams, nodeStreams),
)
const { transport, reason } = choose(requested, directory)
const dispatch = (exchange: Exchange): void => {
  if (exchange.path !== '/') report({ event: 'asked', path: exchange.path })
  const answer = paths[exchange.path] ?? paths['/unread']!
  answer(exchange)
}
const options: TransportOptions = {
  host: '127.0.0.1',
  port: 0,
  headersTimeout: 800,
  bodyTimeout: 1_000,
  keepAliveTimeout: 5_000,
  onFinish: (exchange, status) => {
    if (exchange.path !== '/') report({ event: 'finish', path: exchange.path, status })
  },
  onClientError: (status) => report({ event: 'refused', status }),
}
const listening = await transport.listen(dispatch, options)
report({ event: 'listening', port: listening.port, transport: listening.transport, reason })

createInterface({ input: process.stdin }).on('line', async (command) => {
  if (command === 'inFlight') return report({ event: 'inFlight', count: listening.inFlight() })
  if (command === 'abort') return listening.abort()
  if (command === 'listenAgain') {
    const failure = await transport.listen(dispatch, { ...options, port: listening.port }).catch((error: unknown) => error)
    return report({ event: 'listenAgain', code: (failure as NodeJS.ErrnoException).code })
  }
  if (command === 'listen6') {
    const another = await transport.listen(dispatch, { ...options, host: '::' }).catch((error: unknown) => error)
    return report({ event: 'listen6', port: (another as Listening).port })
  }
  await listening.close()
  report({ event: 'closed', inFlight: listening.inFlight() })
  process.stdin.destroy()
})
