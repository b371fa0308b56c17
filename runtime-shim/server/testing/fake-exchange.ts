import type { AbortReason, Exchange, HeaderList } from '../../transport/index.ts'

export interface Sent {
  readonly status: number
  readonly headers: HeaderList | null
  readonly contentType: string | null
  readonly body: string | Uint8Array | null
}

export interface FakeExchange extends Exchange {
  readonly sent: Sent[]
  abort(reason: AbortReason): void
}

/** An exchange without a network. */
export function fakeExchange(
  method: Exchange['method'],
  target: string,
  headers: Readonly<Record<string, string>> = {},
): FakeExchange {
  const [path, query = ''] = target.split('?')
  const listeners: ((reason: AbortReason) => void)[] = []
  const sent: Sent[] = []
  let aborted = false
  return {
    method,
    path: path!,
    route: -1,
    startedAt: 0,
    bytesIn: 0,
    bytesOut: 0,
    requestId: '',
    context: null,
    trace: null,
    kept: null,
    common: null,
    sent,
    get aborted() {
      return aborted
    },
    get answered() {
      return sent.length > 0
    },
    header: (name) => headers[name] ?? '',
    headers: () => ({ ...headers }),
    query: () => query,
    remoteAddress: () => '192.0.2.1',
    defer: () => {},
    onAbort: (listener) => void listeners.push(listener),
    readText: (_limit, done) => done(''),
    readBytes: (_limit, done) => done(new Uint8Array()),
    readStream: (_limit, sink) => {
      sink.end()
      return { pause: () => {}, resume: () => {}, drop: () => {} }
    },
    send: (status, headers, contentType, body) => void sent.push({ status, headers, contentType, body }),
    stream: () => null,
    abort: (reason) => {
      aborted = true
      for (const listener of listeners) listener(reason)
    },
  }
}
