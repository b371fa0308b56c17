/** `/_metrics`: what every server counts by itself. Those of an app that counts more are in app-metrics.ts. */
import { eventLoopDelay } from './event-loop.ts'
import { familyHead, histogramLines, observeIn, routeLabels, SECONDS } from './exposition.ts'

/** Upper bounds of bodies, in bytes. */
const BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] as const
/** Answers by the first digit of their status; 0: the request ended without an answer. */
const CLASSES = 6

/** `values`: for each place its buckets, the last of which is +Inf, and then the sum. */
interface Histogram {
  readonly name: string
  readonly help: string
  readonly bounds: readonly number[]
  readonly values: Float64Array
}

export class ServerMetrics {
  /** By number: `GET /users/:id`. */
  readonly routes: readonly string[]
  readonly #answers: Float64Array
  readonly #durations: Histogram
  readonly #requestSizes: Histogram
  readonly #responseSizes: Histogram

  constructor(routes: readonly string[]) {
    this.routes = routes
    // The place of a route is its number; the last counts what no route answered.
    const places = routes.length + 1
    const histogram = (name: string, help: string, bounds: readonly number[]): Histogram => {
      return { name, help, bounds, values: new Float64Array(places * (bounds.length + 2)) }
    }
    this.#answers = new Float64Array(places * CLASSES)
    this.#durations = histogram('gati_http_request_duration_seconds', 'Seconds from a request to its answer.', SECONDS)
    this.#requestSizes = histogram('gati_http_request_body_bytes', 'Bytes of request bodies as they arrived.', BYTES)
    this.#responseSizes = histogram('gati_http_response_body_bytes', 'Bytes of response bodies as they were given.', BYTES)
  }

  /** `route` -1: answered by no route. */
  observe(route: number, status: number, seconds: number, bytesIn: number, bytesOut: number): void {
    const place = route === -1 ? this.routes.length : route
    this.#answers[place * CLASSES + ((status / 100) | 0)]!++
    observeAt(this.#durations, place, seconds)
    observeAt(this.#requestSizes, place, bytesIn)
    observeAt(this.#responseSizes, place, bytesOut)
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
    const labelsOf = [...this.routes, ''].map(routeLabels)
    yield* familyHead('gati_http_requests_total', 'counter', 'Requests by route, method and class of status.')
    for (const [at, count] of this.#answers.entries()) {
      const status = at % CLASSES === 0 ? 'aborted' : `${at % CLASSES}xx`
      if (count > 0) yield `gati_http_requests_total{${labelsOf[(at / CLASSES) | 0]},status="${status}"} ${count}`
    }
    for (const { name, help, bounds, values } of [this.#durations, this.#requestSizes, this.#responseSizes]) {
      yield* familyHead(name, 'histogram', help)
      for (const [place, labels] of labelsOf.entries())
        yield* histogramLines(name, labels, bounds, values, place * (bounds.length + 2))
    }
    yield* single('gati_http_requests_in_flight', 'Requests being answered now.', inFlight)
  }
}

function observeAt({ values, bounds }: Histogram, place: number, value: number): void {
  observeIn(values, place * (bounds.length + 2), bounds, value)
}

function* processLines(): Generator<string> {
  const { user, system } = process.cpuUsage()
  const started = Number((performance.timeOrigin / 1000).toFixed(3))
  yield* single('process_cpu_seconds_total', 'Seconds of processor time, of user and system.', (user + system) / 1e6, 'counter')
  yield* single('process_resident_memory_bytes', 'Bytes of memory in use.', process.memoryUsage.rss())
  yield* single('process_start_time_seconds', 'When the process started, in seconds since 1970.', started)
  for (const [name, seconds] of eventLoopDelay())
    yield* single(`nodejs_eventloop_delay_${name}_seconds`, 'How late the event loop was since the last scrape.', seconds)
}

function* single(name: string, help: string, value: number, type: 'counter' | 'gauge' = 'gauge'): Generator<string> {
  yield* familyHead(name, type, help)
  yield `${name} ${value}`
}
