/** `gctx.metrics`: what an app counts beside what its server counts, checked as it is given so that a scrape never fails for it. */
import type { Labels, Metrics } from '../authoring/index.ts'
import { familyHead, labelText, observeIn, SECONDS, seriesLines } from './exposition.ts'
import { log } from './logger.ts'
import { ServerMetrics } from './metrics.ts'

/** Label sets of one metric, and metrics: more come from values that are no labels (ids, paths), and would fill memory. */
const MOST_SERIES = 1000
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
/** Names of the server's own. */
const TAKEN = /^(?:gati_http_|gati_websocket_|gati_traces_|process_|nodejs_eventloop_)/
/** What a histogram adds to its name. */
const PART = /_(?:bucket|sum|count)$/
const OVERFLOW = labelText({ gati_overflow: 'true' })

interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** By label text `a="b"`; a histogram has its buckets, then its sum. */
  readonly series: Map<string, Float64Array>
}

export class AppMetrics extends ServerMetrics implements Metrics {
  readonly #families = new Map<string, Family>()

  incrementCounter(name: string, labels?: Labels, value = 1): void {
    if (!(value >= 0)) throw new RangeError(`counter ${name} can only grow`)
    this.#series('counter', name, labels)[0]! += value
  }
  setGauge(name: string, value: number, labels?: Labels): void {
    this.#series('gauge', name, labels)[0] = value
  }
  recordHistogram(name: string, value: number, labels?: Labels): void {
    observeIn(this.#series('histogram', name, labels), 0, SECONDS, value)
  }

  override *lines(): Generator<string> {
    for (const [name, { type, series }] of this.#families) {
      yield* familyHead(name, type, 'Counted by the app.')
      for (const [labels, values] of series) yield* seriesLines(type, name, labels, values)
    }
  }

  #series(type: Family['type'], name: string, labels: Labels | undefined): Float64Array {
    const family = this.#families.get(name) ?? this.#family(type, name)
    if (family.type !== type) throw new TypeError(`the metric ${name} is a ${family.type}, not a ${type}`)
    let key = labels === undefined ? '' : labelText(labels)
    let values = family.series.get(key)
    if (values !== undefined) return values
    if (family.series.size >= MOST_SERIES) {
      key = OVERFLOW
      values = family.series.get(key)
      if (values !== undefined) return values
      log.warn('a metric has too many label sets: further ones are counted as one', { metric: name, labels })
    }
    values = new Float64Array(type === 'histogram' ? SECONDS.length + 2 : 1)
    family.series.set(key, values)
    return values
  }

  #family(type: Family['type'], name: string): Family {
    if (!NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a metric name`)
    const families = this.#families
    const isPart = PART.test(name) && families.get(name.replace(PART, ''))?.type === 'histogram'
    const hasPart = type === 'histogram' && ['_bucket', '_sum', '_count'].some((part) => families.has(name + part))
    if (TAKEN.test(name) || isPart || hasPart) throw new TypeError(`the metric name ${name} is taken`)
    if (families.size >= MOST_SERIES) throw new RangeError(`${MOST_SERIES} metrics are enough: put what varies into labels`)
    const family: Family = { type, series: new Map() }
    families.set(name, family)
    return family
  }
}
