/** How late the event loop is. It is watched only while somebody asks: from the first scrape until none came for a while. */
import type { IntervalHistogram } from 'node:perf_hooks'

/** Milliseconds between two looks of the platform's own sampling. */
const RESOLUTION = 10
/** Milliseconds without a scrape after which nothing is sampled any more. */
const FORGOTTEN = 300_000

let histogram: IntervalHistogram | undefined
let timer: NodeJS.Timeout | undefined

/** Seconds since the last call, by name; empty on the first one. */
export function eventLoopDelay(): readonly (readonly [name: string, seconds: number])[] {
  clearTimeout(timer)
  timer = setTimeout(() => {
    histogram?.disable()
    histogram = undefined
  }, FORGOTTEN).unref()
  if (histogram === undefined) {
    histogram = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: RESOLUTION })
    histogram.enable()
    return []
  }
  if (histogram.count === 0) return []
  const { mean, max } = histogram
  const percentiles = [50, 90, 99].map((part): [string, number] => [`p${part}`, histogram!.percentile(part)])
  const values = [['mean', mean] as const, ...percentiles, ['max', max] as const]
  histogram.reset()
  return values.map(([name, nanoseconds]) => [name, Math.max(0, nanoseconds / 1e9 - RESOLUTION / 1e3)])
}
