import { execFileSync, spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { AppMetrics } from './app-metrics.ts'

const linesOf = (metrics: AppMetrics, pattern: RegExp) =>
  metrics
    .text(2)
    .split('\n')
    .filter((line) => pattern.test(line) && !line.startsWith('#'))

test('requests are counted by route, method and class of status', () => {
  const metrics = new AppMetrics(['GET /a', 'GET /users/:id'])
  metrics.observe(0, 200, 0.0009, 0, 10)
  metrics.observe(0, 204, 0.3, 0, 0)
  metrics.observe(0, 0, 11, 5, 0)
  metrics.observe(1, 404, 0.001, 0, 70_000)
  metrics.observe(-1, 404, 0, 0, 0)
  expect(linesOf(metrics, /requests_(?:total|in_flight)/)).toEqual([
    'gati_http_requests_total{method="GET",route="/a",status="aborted"} 1',
    'gati_http_requests_total{method="GET",route="/a",status="2xx"} 2',
    'gati_http_requests_total{method="GET",route="/users/:id",status="4xx"} 1',
    'gati_http_requests_total{method="",route="",status="4xx"} 1',
    'gati_http_requests_in_flight 2',
  ])
})

test('durations and sizes are in buckets, in those of OpenTelemetry where they are seconds', () => {
  const metrics = new AppMetrics(['GET /a'])
  metrics.observe(0, 200, 0.0009, 300, 10)
  metrics.observe(0, 200, 0.3, 0, 100_000)
  const seconds = linesOf(metrics, /duration_seconds_bucket/)
  expect(seconds.map((line) => [/le="(.*)"/.exec(line)![1], line.split(' ')[1]])).toEqual(
    ['0.005', '0.01', '0.025', '0.05', '0.075', '0.1', '0.25', '0.5', '0.75', '1', '2.5', '5', '7.5', '10', '+Inf'].map(
      (bound, index) => [bound, index < 7 ? '1' : '2'],
    ),
  )
  expect(linesOf(metrics, /_sum|_count/)).toEqual([
    'gati_http_request_duration_seconds_sum{method="GET",route="/a"} 0.3009',
    'gati_http_request_duration_seconds_count{method="GET",route="/a"} 2',
    'gati_http_request_body_bytes_sum{method="GET",route="/a"} 300',
    'gati_http_request_body_bytes_count{method="GET",route="/a"} 2',
    'gati_http_response_body_bytes_sum{method="GET",route="/a"} 100010',
    'gati_http_response_body_bytes_count{method="GET",route="/a"} 2',
  ])
  expect(linesOf(metrics, /request_body_bytes_bucket.*le="(?:256|1024)"/).map((line) => line.split(' ')[1])).toEqual(['1', '2'])
})

test('the app counts as it likes, within the format', () => {
  const metrics = new AppMetrics([])
  metrics.incrementCounter('jobs_total', { kind: 'a"b\\c\nd' })
  metrics.incrementCounter('jobs_total', { kind: 'a"b\\c\nd' }, 2)
  metrics.setGauge('depth', 3)
  metrics.setGauge('depth', Number.NEGATIVE_INFINITY)
  metrics.recordHistogram('seconds', 0.2, { b: '2', a: '1' })
  const text = metrics.text(0)
  expect(text).toContain('# TYPE jobs_total counter\njobs_total{kind="a\\"b\\\\c\\nd"} 3\n')
  expect(text).toContain('# TYPE depth gauge\ndepth -Inf\n')
  expect(text).toContain('seconds_bucket{a="1",b="2",le="0.25"} 1\n')
  expect(() => metrics.incrementCounter('a b')).toThrow('not a metric name')
  expect(() => metrics.setGauge('jobs_total', 1)).toThrow('is a counter')
  expect(() => metrics.incrementCounter('jobs_total', { 'x-y': '' })).toThrow('not a label name')
  expect(() => metrics.incrementCounter('jobs_total', { __name__: '' })).toThrow('not a label name')
  expect(() => metrics.incrementCounter('jobs_total', {}, -1)).toThrow('can only grow')
  expect(() => metrics.setGauge('process_cpu_seconds_total', 1)).toThrow('is taken')
  expect(() => metrics.setGauge('seconds_count', 1)).toThrow('is taken')
})

test('labels without end are counted as one', () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const metrics = new AppMetrics([])
  for (let user = 0; user < 1500; user++) metrics.incrementCounter('seen_total', { user: String(user) })
  const lines = linesOf(metrics, /^seen_total/)
  expect(lines).toHaveLength(1001)
  expect(lines.at(-1)).toBe('seen_total{gati_overflow="true"} 500')
  expect(written).toHaveBeenCalledTimes(1)
  written.mockRestore()
})

test('the event loop is watched from the first scrape on', async () => {
  const metrics = new AppMetrics([])
  metrics.text(0)
  const until = performance.now() + 60
  await new Promise((resolve) => setTimeout(resolve, 30))
  while (performance.now() < until + 60);
  await new Promise((resolve) => setTimeout(resolve, 30))
  const [max] = linesOf(metrics, /^nodejs_eventloop_delay_max_seconds/)
  expect(Number(max!.split(' ')[1])).toBeGreaterThan(0.03)
})

test('promtool finds nothing wrong', ({ skip }) => {
  if (spawnSync('promtool', ['--version']).error !== undefined) skip('promtool, of the package prometheus, is not installed')
  const metrics = new AppMetrics(['GET /a', 'POST /users/:id'])
  metrics.observe(0, 200, 0.0009, 0, 10)
  metrics.observe(1, 503, 20, 1e9, 0)
  metrics.observe(-1, 404, 0, 0, 100)
  metrics.incrementCounter('jobs_total', { kind: 'a"b\\c\nd ü', other: '' })
  metrics.setGauge('queue_depth', Number.NaN)
  metrics.recordHistogram('wait_seconds', 0.2, { b: '2', a: '1' })
  metrics.text(1)
  expect(execFileSync('promtool', ['check', 'metrics'], { input: metrics.text(1), encoding: 'utf8' })).toBe('')
})
