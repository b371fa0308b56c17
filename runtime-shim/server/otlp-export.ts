/** The way of spans to a collector: a bounded queue, batches, and `fetch`. */
import { instance } from './instance.ts'
import { log } from './logger.ts'
import type { TracedApp } from './traces.ts'
import { within } from './within.ts'

const QUEUE = 2048
const BATCH = 512
/** Milliseconds that a span waits for others. */
const DELAY = 2000
const TIMEOUT = 10_000
/** Milliseconds that the end of the process waits. */
const LAST_FLUSH = 3000
/** How often a batch is sent that the collector is too busy for. */
const TRIES = 3
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504])

export interface Exporter {
  add(span: object): void
  flush(): Promise<void>
}

export function createExporter(endpoint: string, app: TracedApp): Exporter {
  const headers = { 'content-type': 'application/json', ...headersOf(process.env['OTEL_EXPORTER_OTLP_HEADERS'] ?? '') }
  const resource = resourceOf(app)
  let queue: object[] = []
  let dropped = 0
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> | undefined
  let closing = false

  const send = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    do {
      const spans = queue.slice(0, BATCH)
      queue = queue.slice(BATCH)
      const scopeSpans = [{ scope: { name: 'gati', version: app.version }, spans }]
      const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] })
      const refusal = await post(endpoint, headers, body, () => closing)
      if (refusal !== undefined)
        log.warn('spans were not taken by the collector', { endpoint, spans: spans.length, reason: refusal })
    } while (queue.length >= BATCH || (closing && queue.length > 0))
    if (dropped > 0) log.warn('spans were dropped: the collector is too slow', { endpoint, dropped })
    dropped = 0
  }
  const start = (): Promise<void> =>
    (sending ??= send().finally(() => {
      sending = undefined
      if (queue.length > 0) timer ??= setTimeout(start, DELAY).unref()
    }))

  return {
    add(span) {
      if (queue.length >= QUEUE) {
        dropped++
        return
      }
      queue.push(span)
      if (queue.length >= BATCH) void start()
      else timer ??= setTimeout(start, DELAY).unref()
    },
    async flush() {
      closing = true
      await within(LAST_FLUSH, async () => {
        await sending
        if (queue.length > 0) await start()
      })
    },
  }
}

/** The reason for which it was not taken. */
async function post(
  endpoint: string,
  headers: Record<string, string>,
  body: string,
  closing: () => boolean,
): Promise<string | undefined> {
  let reason = ''
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) {
      if (closing()) break
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries).unref())
    }
    try {
      const answer = await fetch(endpoint, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT) })
      const text = await answer.text()
      if (answer.ok) return rejection(text)
      reason = `status ${answer.status}`
      if (!BUSY.has(answer.status)) break
    } catch (error) {
      reason = String((error as { cause?: unknown }).cause ?? error)
    }
  }
  return reason
}

/** `{ "partialSuccess": { "rejectedSpans": "2", "errorMessage": "..." } }` */
function rejection(text: string): string | undefined {
  try {
    const { partialSuccess } = JSON.parse(text) as { partialSuccess?: { rejectedSpans?: string | number; errorMessage?: string } }
    const rejected = Number(partialSuccess?.rejectedSpans ?? 0)
    return rejected > 0 ? `${rejected} rejected: ${partialSuccess?.errorMessage ?? ''}` : undefined
  } catch {
    // What a collector says beyond its status is its own affair.
    return undefined
  }
}

/** 'api-key=a%20b,tenant=c' -> { 'api-key': 'a b', tenant: 'c' } */
function headersOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='))
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), decoded(pair.slice(pair.indexOf('=') + 1).trim())]),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function resourceOf({ name, version }: TracedApp): object {
  const values = {
    'service.name': process.env['OTEL_SERVICE_NAME'] || name,
    'service.version': version,
    'service.instance.id': instance().id,
    'telemetry.sdk.name': 'gati',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.version': version,
  }
  return { attributes: Object.entries(values).map(([key, value]) => ({ key, value: { stringValue: value } })) }
}
