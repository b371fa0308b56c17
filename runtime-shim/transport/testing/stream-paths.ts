/** What the app of app.ts answers piece by piece. */
import type { AnswerStream, Exchange } from '../index.ts'

type Report = (event: object) => void

const MEGABYTE = 1 << 20
const CHUNK = 64 << 10
const TEXT = 'text/plain'

/** Writes `total` bytes, never more than the client takes. */
function fill(out: AnswerStream | null, total: number, report: Report): void {
  if (out === null) return
  let left = total
  let waits = 0
  const more = (): void => {
    while (left > 0) {
      const bytes = new Uint8Array(Math.min(CHUNK, left)).fill(97)
      left -= bytes.byteLength
      if (!out.write(bytes)) return void waits++
    }
    out.end()
    report({ event: 'filled', waits })
  }
  out.onDrain(more)
  more()
}

/** Until the client takes no more, or is gone. */
function endless(exchange: Exchange, report: Report): void {
  const id = exchange.query()
  exchange.onAbort((reason) => report({ event: 'stream abort', id, reason }))
  const out = exchange.stream(200, null, TEXT, null)!
  let written = 0
  const more = (): void => {
    do written += CHUNK
    while (out.write(new Uint8Array(CHUNK)))
  }
  out.onDrain(more)
  out.onClose(() => report({ event: 'stream closed', id, written }))
  more()
}

/** Sends back what comes, while it comes: no more than the client takes. */
function echo(exchange: Exchange, report: Report): void {
  let out: AnswerStream | null = null
  const flow = exchange.readStream(32 << 20, {
    data: (piece) => void (out?.write(piece) === false && flow?.pause()),
    end: () => out?.end(),
    fail: (status) => {
      report({ event: 'echo failed', status })
      out?.abort()
    },
  })
  if (flow === null) return
  out = exchange.stream(200, null, TEXT, null)
  out?.onDrain(() => flow.resume())
}

function later(steps: readonly (() => void)[], pause: number): void {
  const [first, ...rest] = steps
  first?.()
  if (rest.length > 0) setTimeout(() => later(rest, pause), pause)
}

export const streamPaths = (report: Report): Record<string, (exchange: Exchange) => void> => ({
  '/out/chunks': (exchange) => {
    const out = exchange.stream(201, ['x-a', '1'], TEXT, null)
    if (out === null) return
    later(
      [() => out.write('one '), () => out.write(Buffer.from('twö ')), () => out.write(''), () => out.write('é'), () => out.end()],
      15,
    )
  },
  '/out/at-once': (exchange) => {
    const out = exchange.stream(200, null, TEXT, null)
    out?.write('at ')
    out?.write('once')
    out?.end()
  },
  '/out/counted': (exchange) => {
    const out = exchange.stream(200, ['etag', '"1"'], TEXT, 8)
    if (out === null) return
    later([() => out.write('abcd'), () => out.write('éé'), () => out.end()], 15)
  },
  '/out/nothing': (exchange) => {
    const out = exchange.stream(200, null, TEXT, null)
    setTimeout(() => out?.end(), 15)
  },
  '/out/no-bytes': (exchange) => exchange.stream(200, null, TEXT, 0)?.abort(),
  '/out/304': (exchange) => exchange.stream(304, ['etag', '"1"'], TEXT, 8)?.abort(),
  '/out/withdrawn': (exchange) => {
    const out = exchange.stream(200, ['x-a', '1'], TEXT, null)
    setTimeout(() => out?.withdraw() === true && exchange.send(500, null, TEXT, 'instead'), 15)
  },
  '/out/broken': (exchange) => {
    const out = exchange.stream(200, null, TEXT, null)!
    later([() => out.write('begun'), () => report({ event: 'withdrawn', withdrawn: out.withdraw() }), () => out.abort()], 15)
  },
  '/out/broken-off': (exchange) => {
    const out = exchange.stream(200, null, TEXT, 10)!
    later([() => out.write('begun'), () => out.end()], 15)
  },
  '/out/too-long': (exchange) => {
    const out = exchange.stream(200, null, TEXT, 3)!
    try {
      out.write('four')
    } catch {
      out.write('yes')
      out.end()
    }
  },
  '/out/much': (exchange) => fill(exchange.stream(200, null, TEXT, null), 20 * MEGABYTE, report),
  '/out/much-counted': (exchange) => fill(exchange.stream(200, null, TEXT, 20 * MEGABYTE), 20 * MEGABYTE, report),
  '/out/idle': (exchange) => {
    const out = exchange.stream(200, null, TEXT, null)!
    out.write('a')
    setTimeout(() => {
      out.write('b')
      out.end()
    }, 12_000)
  },
  '/out/echo': (exchange) => echo(exchange, report),
  '/out/endless': (exchange) => endless(exchange, report),
  '/out/until-shutdown': (exchange) => {
    const out = exchange.stream(200, null, TEXT, null)!
    out.onShutdown(() => out.end())
    out.write('open')
  },
})
