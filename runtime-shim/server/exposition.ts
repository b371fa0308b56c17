/** Prometheus text (exposition format 0.0.4): numbers, labels and histograms as it wants them. */
import type { Labels } from '../authoring/index.ts'

/** Upper bounds in seconds, as OpenTelemetry's HTTP conventions advise them. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/

/** `values` from `start` on: a count a bucket, the last of which is +Inf, and then the sum. */
export function observeIn(values: Float64Array, start: number, bounds: readonly number[], value: number): void {
  let bucket = 0
  // What is no number is in no bucket but the last.
  while (bucket < bounds.length && !(value <= bounds[bucket]!)) bucket++
  values[start + bucket]!++
  values[start + bounds.length + 1]! += value
}

export function* seriesLines(
  type: 'counter' | 'gauge' | 'histogram',
  name: string,
  labels: string,
  values: Float64Array,
): Generator<string> {
  if (type === 'histogram') yield* histogramLines(name, labels, SECONDS, values, 0)
  else yield `${name}${braced(labels)} ${numberText(values[0]!)}`
}

/** A histogram that has seen nothing is left out. */
export function* histogramLines(
  name: string,
  labels: string,
  bounds: readonly number[],
  values: Float64Array,
  start: number,
): Generator<string> {
  let count = 0
  for (let i = 0; i <= bounds.length; i++) count += values[start + i]!
  if (count === 0) return
  let upTo = 0
  for (let i = 0; i <= bounds.length; i++) {
    upTo += values[start + i]!
    yield `${name}_bucket{${labels === '' ? '' : `${labels},`}le="${bounds[i] ?? '+Inf'}"} ${upTo}`
  }
  yield `${name}_sum${braced(labels)} ${numberText(values[start + bounds.length + 1]!)}`
  yield `${name}_count${braced(labels)} ${count}`
}

const braced = (labels: string): string => (labels === '' ? '' : `{${labels}}`)

const numberText = (value: number): string => String(value).replace('Infinity', value > 0 ? '+Inf' : 'Inf')

/** What stands above the values of a family. */
export function* familyHead(name: string, type: 'counter' | 'gauge' | 'histogram', help: string): Generator<string> {
  yield `# HELP ${name} ${help}`
  yield `# TYPE ${name} ${type}`
}

/** Tells more, before what was told so far. */
export function tellFirst(metrics: { lines(): Iterable<string> }, own: () => Iterable<string>): void {
  const others = metrics.lines.bind(metrics)
  metrics.lines = function* () {
    yield* own()
    yield* others()
  }
}

/** 'GET /users/:id' -> 'method="GET",route="/users/:id"' */
export function routeLabels(route: string): string {
  const space = route.indexOf(' ')
  return `method="${route.slice(0, Math.max(space, 0))}",route="${escaped(route.slice(space + 1))}"`
}

/** { b: '2', a: '1' } -> 'a="1",b="2"' */
export function labelText(labels: Labels): string {
  const names = Object.keys(labels).sort()
  for (const name of names)
    if (!LABEL_NAME.test(name) || name.startsWith('__') || name === 'le')
      throw new TypeError(`${JSON.stringify(name)} is not a label name`)
  return names.map((name) => `${name}="${escaped(String(labels[name]))}"`).join(',')
}

/** As the value of a label. */
const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
