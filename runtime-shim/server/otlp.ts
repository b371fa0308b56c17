/**
 * OpenTelemetry traces over OTLP/HTTP: a server span for each request that is sampled, sent in batches as JSON.
 *
 *   exchange, status -> { traceId, spanId, name: 'GET /users/:id', kind: 2, attributes: [{ key: 'http.route', ... }], ... }
 *
 * The queue is bounded: what a collector does not take is dropped and said, never kept, and no answer waits for it.
 */
import type { Exchange, ExchangeCore } from '../transport/index.ts'
import { hidden } from './logger.ts'
import { nodeCrypto } from './node-crypto.ts'
import { createExporter } from './otlp-export.ts'
import type { TraceContext, TracedApp, Traces } from './traces.ts'

export interface OtlpSettings {
  /** `http://localhost:4318/v1/traces` */
  readonly endpoint: string
  /** Of requests that belong to no trace yet, from 0 to 1. */
  readonly ratio: number
}

/** W3C Trace Context, version 00 and what later versions keep of it. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:$|-)/
const SERVER = 2
const FAILED = 2
/** Beyond this a client's text is cut. */
const LONGEST = 1024
const LATER_BITS = 2 ** 56

interface Span extends TraceContext {
  readonly parentSpanId: string
  readonly traceState: string
  readonly userAgent: string
  readonly address: string
}

/** Undefined where `OTEL_SDK_DISABLED` says so. */
export function otlpTraces(built: OtlpSettings): (app: TracedApp) => Traces | undefined {
  return (app) => {
    const environment = process.env
    if (environment['OTEL_SDK_DISABLED'] === 'true') return undefined
    const ratio = ratioOf(environment['OTEL_TRACES_SAMPLER_ARG']) ?? built.ratio
    const exporter = createExporter(endpointOf(environment) ?? built.endpoint, app)
    return {
      around: (dispatch) => (exchange) => {
        exchange.trace = contextOf(exchange, ratio)
        dispatch(exchange)
      },
      end(exchange, status) {
        const span = exchange.trace as Span | null
        if (span?.sampled === true && exchange.startedAt !== 0) exporter.add(spanRecord(app, exchange, span, status))
      },
      flush: () => exporter.flush(),
    }
  }
}

function endpointOf(environment: NodeJS.ProcessEnv): string | undefined {
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT']
  return environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || (base ? `${base.replace(/\/$/, '')}/v1/traces` : undefined)
}

function ratioOf(text: string | undefined): number | undefined {
  const ratio = Number(text)
  return text !== undefined && text !== '' && ratio >= 0 && ratio <= 1 ? ratio : undefined
}

/** Who belongs to a trace follows its decision; others are sampled by their trace id, as every service decides alike. */
function contextOf(exchange: Exchange, ratio: number): Span {
  const parent = TRACEPARENT.exec(exchange.header('traceparent'))
  const traceId = parent?.[1] ?? nodeCrypto().randomBytes(16).toString('hex')
  const sampled = parent
    ? (Number.parseInt(parent[3]!, 16) & 1) === 1
    : Number.parseInt(traceId.slice(18), 16) >= (1 - ratio) * LATER_BITS
  return {
    traceId,
    spanId: nodeCrypto().randomBytes(8).toString('hex'),
    sampled,
    parentSpanId: parent?.[2] ?? '',
    traceState: sampled && parent ? exchange.header('tracestate').slice(0, 512) : '',
    userAgent: sampled ? exchange.header('user-agent') : '',
    address: sampled ? exchange.remoteAddress() : '',
  }
}

function spanRecord(app: TracedApp, exchange: ExchangeCore, span: Span, status: number): object {
  const id = app.gctx.metrics.routes[exchange.route]
  const route = id?.slice(id.indexOf(' ') + 1)
  const failed = status === 0 || status >= 500
  const text = (key: string, value: string) => ({ key, value: { stringValue: value.slice(0, LONGEST) } })
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId !== '' && { parentSpanId: span.parentSpanId }),
    ...(span.traceState !== '' && { traceState: span.traceState }),
    // Sampled; whether the parent is remote is known, and whether it is.
    flags: span.parentSpanId === '' ? 0x101 : 0x301,
    name: route === undefined ? exchange.method : `${exchange.method} ${route}`,
    kind: SERVER,
    startTimeUnixNano: nanoseconds(exchange.startedAt),
    endTimeUnixNano: nanoseconds(performance.now()),
    attributes: [
      text('http.request.method', exchange.method),
      text('url.path', hidden.path(exchange)),
      text('url.scheme', 'http'),
      ...(route === undefined ? [] : [text('http.route', route)]),
      ...(status === 0 ? [] : [{ key: 'http.response.status_code', value: { intValue: status } }]),
      ...(failed ? [text('error.type', status === 0 ? 'aborted' : String(status))] : []),
      text('client.address', span.address),
      ...(span.userAgent === '' ? [] : [text('user_agent.original', span.userAgent)]),
    ],
    status: failed ? { code: FAILED } : {},
  }
}

/** Of a `performance.now()`, since 1970: whole microseconds, for a number holds no more. */
const nanoseconds = (now: number): string => `${Math.round((performance.timeOrigin + now) * 1000)}000`
