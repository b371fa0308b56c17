/** `gctx.metrics` and what the server counts by itself, as Prometheus text (exposition format 0.0.4). */
import type { Labels, Metrics } from '../authoring.ts'

/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Answers by the first digit of their status; 0: the request ended without an answer. */
const CLASSES = 6
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/

interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** By label text `{a="b"}`; a histogram has its buckets, then sum and count. */
  readonly series: Map<string, Float64Array>
}

export class ServerMetrics implements Metrics {
  readonly #routes: readonly string[]
  readonly #answers: Float64Array
  /** For each route its buckets, the last of which is +Inf, and then the sum of seconds. */
  readonly #latencies: Float64Array
  readonly #families = new Map<string, Family>()

  /** The last place counts what no route answered. */
  constructor(routes: readonly string[]) {
    this.#routes = [...routes, '']
    this.#answers = new Float64Array(this.#routes.length * CLASSES)
    this.#latencies = new Float64Array(this.#routes.length * (BUCKETS.length + 2))
  }

  /** `route` -1: answered by no route. */
  observe(route: number, status: number, seconds: number): void {
    const place = route === -1 ? this.#routes.length - 1 : route
    this.#answers[place * CLASSES + ((status / 100) | 0)]!++
    observeIn(this.#latencies, place * (BUCKETS.length + 2), seconds)
  }

  incrementCounter(name: string, labels?: Labels, value = 1): void {
    if (!(value >= 0)) throw new RangeError(`counter ${name} can only grow`)
    this.#series('counter', name, labels)[0]! += value
  }
  setGauge(name: string, value: number, labels?: Labels): void {
    this.#series('gauge', name, labels)[0] = value
  }
  recordHistogram(name: string, value: number, labels?: Labels): void {
    observeIn(this.#series('histogram', name, labels), 0, value)
  }

  text(inFlight: number): string {
    const lines = [...this.#serverLines(inFlight)]
    for (const [name, { type, series }] of this.#families) {
      lines.push(`# TYPE ${name} ${type}`)
      for (const [labels, values] of series) {
        if (type === 'histogram') lines.push(...histogramLines(name, labels, values, 0))
        else lines.push(`${name}${braced(labels)} ${values[0]}`)
      }
    }
    return `${lines.join('\n')}\n`
  }

  #series(type: Family['type'], name: string, labels: Labels | undefined): Float64Array {
    let family = this.#families.get(name)
    if (family === undefined) {
      if (!NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a metric name`)
      family = { type, series: new Map() }
      this.#families.set(name, family)
    }
    if (family.type !== type) throw new TypeError(`the metric ${name} is a ${family.type}, not a ${type}`)
    const key = labels === undefined ? '' : labelText(labels)
    let values = family.series.get(key)
    if (values === undefined) {
      values = new Float64Array(type === 'histogram' ? BUCKETS.length + 2 : 1)
      family.series.set(key, values)
    }
    return values
  }

  *#serverLines(inFlight: number): Generator<string> {
    yield '# TYPE gati_http_requests_total counter'
    for (const [place, route] of this.#routes.entries()) {
      for (let digit = 0; digit < CLASSES; digit++) {
        const count = this.#answers[place * CLASSES + digit]!
        if (count > 0)
          yield `gati_http_requests_total{${routeLabels(route)},status="${digit === 0 ? 'aborted' : `${digit}xx`}"} ${count}`
      }
    }
    yield '# TYPE gati_http_request_duration_seconds histogram'
    for (const [place, route] of this.#routes.entries()) {
      const start = place * (BUCKETS.length + 2)
      yield* histogramLines('gati_http_request_duration_seconds', routeLabels(route), this.#latencies, start)
    }
    yield '# TYPE gati_http_requests_in_flight gauge'
    yield `gati_http_requests_in_flight ${inFlight}`
    yield '# TYPE process_start_time_seconds gauge'
    yield `process_start_time_seconds ${(performance.timeOrigin / 1000).toFixed(3)}`
    yield '# TYPE process_resident_memory_bytes gauge'
    yield `process_resident_memory_bytes ${process.memoryUsage.rss()}`
  }
}

function observeIn(values: Float64Array, start: number, value: number): void {
  let bucket = 0
  while (bucket < BUCKETS.length && value > BUCKETS[bucket]!) bucket++
  values[start + bucket]!++
  values[start + BUCKETS.length + 1]! += value
}

/** A histogram that has seen nothing is left out. */
function* histogramLines(name: string, labels: string, values: Float64Array, start: number): Generator<string> {
  let count = 0
  for (let i = 0; i <= BUCKETS.length; i++) count += values[start + i]!
  if (count === 0) return
  let upTo = 0
  for (let i = 0; i <= BUCKETS.length; i++) {
    upTo += values[start + i]!
    yield `${name}_bucket{${labels === '' ? '' : `${labels},`}le="${BUCKETS[i] ?? '+Inf'}"} ${upTo}`
  }
  yield `${name}_sum${braced(labels)} ${values[start + BUCKETS.length + 1]}`
  yield `${name}_count${braced(labels)} ${count}`
}

const braced = (labels: string): string => (labels === '' ? '' : `{${labels}}`)

/** 'GET /users/:id' -> 'method="GET",route="/users/:id"' */
function routeLabels(route: string): string {
  const space = route.indexOf(' ')
  return labelText({ method: route.slice(0, Math.max(space, 0)), route: route.slice(space + 1) })
}

function labelText(labels: Labels): string {
  const names = Object.keys(labels).sort()
  for (const name of names)
    if (!LABEL_NAME.test(name) || name === 'le') throw new TypeError(`${JSON.stringify(name)} is not a label name`)
  return names.map((name) => `${name}="${escaped(String(labels[name]))}"`).join(',')
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
