/** `/_metrics`: what every server counts by itself. Those of an app that counts more are in app-metrics.ts. */
import { eventLoopDelay } from './event-loop.ts'
import { histogramLines, labelText, observeIn, SECONDS } from './exposition.ts'

/** Upper bounds of bodies, in bytes. */
const BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] as const
/** Answers by the first digit of their status; 0: the request ended without an answer. */
const CLASSES = 6

/** A histogram for each route: name, what it tells, bounds. */
const DURATION = ['gati_http_request_duration_seconds', 'Seconds from a request to its answer.', SECONDS] as const
const REQUEST_SIZE = ['gati_http_request_body_bytes', 'Bytes of request bodies as they arrived.', BYTES] as const
const RESPONSE_SIZE = ['gati_http_response_body_bytes', 'Bytes of response bodies as they were given.', BYTES] as const

export class ServerMetrics {
  /** By number: `GET /users/:id`. */
  readonly routes: readonly string[]
  readonly #routes: readonly string[]
  readonly #answers: Float64Array
  readonly #durations: Float64Array
  readonly #requestSizes: Float64Array
  readonly #responseSizes: Float64Array

  /** The last place counts what no route answered. */
  constructor(routes: readonly string[]) {
    this.routes = routes
    this.#routes = [...routes, '']
    const places = this.#routes.length
    this.#answers = new Float64Array(places * CLASSES)
    this.#durations = new Float64Array(places * (SECONDS.length + 2))
    this.#requestSizes = new Float64Array(places * (BYTES.length + 2))
    this.#responseSizes = new Float64Array(places * (BYTES.length + 2))
  }

  /** `route` -1: answered by no route. */
  observe(route: number, status: number, seconds: number, bytesIn: number, bytesOut: number): void {
    const place = route === -1 ? this.#routes.length - 1 : route
    this.#answers[place * CLASSES + ((status / 100) | 0)]!++
    observeIn(this.#durations, place * (SECONDS.length + 2), SECONDS, seconds)
    observeIn(this.#requestSizes, place * (BYTES.length + 2), BYTES, bytesIn)
    observeIn(this.#responseSizes, place * (BYTES.length + 2), BYTES, bytesOut)
  }

  text(inFlight: number): string {
    const lines = [...this.#serverLines(inFlight), ...processLines(), ...this.lines()]
    return `${lines.join('\n')}\n`
  }

  /** What is told after it. */
  lines(): Iterable<string> {
    return []
  }

  *#serverLines(inFlight: number): Generator<string> {
    yield* head('gati_http_requests_total', 'counter', 'Requests by route, method and class of status.')
    for (const [place, route] of this.#routes.entries()) {
      for (let digit = 0; digit < CLASSES; digit++) {
        const count = this.#answers[place * CLASSES + digit]!
        if (count > 0)
          yield `gati_http_requests_total{${routeLabels(route)},status="${digit === 0 ? 'aborted' : `${digit}xx`}"} ${count}`
      }
    }
    yield* this.#histograms(DURATION, this.#durations)
    yield* this.#histograms(REQUEST_SIZE, this.#requestSizes)
    yield* this.#histograms(RESPONSE_SIZE, this.#responseSizes)
    yield* single('gati_http_requests_in_flight', 'gauge', 'Requests being answered now.', inFlight)
  }

  *#histograms([name, help, bounds]: readonly [string, string, readonly number[]], values: Float64Array): Generator<string> {
    yield* head(name, 'histogram', help)
    for (const [place, route] of this.#routes.entries())
      yield* histogramLines(name, routeLabels(route), bounds, values, place * (bounds.length + 2))
  }
}

function* processLines(): Generator<string> {
  const { user, system } = process.cpuUsage()
  const started = Number((performance.timeOrigin / 1000).toFixed(3))
  yield* single('process_cpu_seconds_total', 'counter', 'Seconds of processor time, of user and system.', (user + system) / 1e6)
  yield* single('process_resident_memory_bytes', 'gauge', 'Bytes of memory in use.', process.memoryUsage.rss())
  yield* single('process_start_time_seconds', 'gauge', 'When the process started, in seconds since 1970.', started)
  for (const [name, seconds] of eventLoopDelay())
    yield* single(
      `nodejs_eventloop_delay_${name}_seconds`,
      'gauge',
      'How late the event loop was since the last scrape.',
      seconds,
    )
}

function* single(name: string, type: string, help: string, value: number): Generator<string> {
  yield* head(name, type, help)
  yield `${name} ${value}`
}

function* head(name: string, type: string, help: string): Generator<string> {
  yield `# HELP ${name} ${help}`
  yield `# TYPE ${name} ${type}`
}

/** 'GET /users/:id' -> 'method="GET",route="/users/:id"' */
function routeLabels(route: string): string {
  const space = route.indexOf(' ')
  return labelText({ method: route.slice(0, Math.max(space, 0)), route: route.slice(space + 1) })
}
