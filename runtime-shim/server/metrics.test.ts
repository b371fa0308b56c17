import { expect, test } from 'vitest'
import { ServerMetrics } from './metrics.ts'

test('answers are counted by route and class of status, latencies in buckets', () => {
  const metrics = new ServerMetrics(['GET /a', 'GET /users/:id'])
  metrics.observe(0, 200, 0.0009)
  metrics.observe(0, 204, 0.3)
  metrics.observe(0, 0, 11)
  metrics.observe(1, 404, 0.001)
  metrics.observe(-1, 404, 0)
  const text = metrics.text(2)
  expect(text.split('\n').filter((line) => /_total|le="0.001"|\+Inf|_sum|_count|in_flight/.test(line))).toEqual([
    '# TYPE gati_http_requests_total counter',
    'gati_http_requests_total{method="GET",route="/a",status="aborted"} 1',
    'gati_http_requests_total{method="GET",route="/a",status="2xx"} 2',
    'gati_http_requests_total{method="GET",route="/users/:id",status="4xx"} 1',
    'gati_http_requests_total{method="",route="",status="4xx"} 1',
    'gati_http_request_duration_seconds_bucket{method="GET",route="/a",le="0.001"} 1',
    'gati_http_request_duration_seconds_bucket{method="GET",route="/a",le="+Inf"} 3',
    'gati_http_request_duration_seconds_sum{method="GET",route="/a"} 11.3009',
    'gati_http_request_duration_seconds_count{method="GET",route="/a"} 3',
    'gati_http_request_duration_seconds_bucket{method="GET",route="/users/:id",le="0.001"} 1',
    'gati_http_request_duration_seconds_bucket{method="GET",route="/users/:id",le="+Inf"} 1',
    'gati_http_request_duration_seconds_sum{method="GET",route="/users/:id"} 0.001',
    'gati_http_request_duration_seconds_count{method="GET",route="/users/:id"} 1',
    'gati_http_request_duration_seconds_bucket{method="",route="",le="0.001"} 1',
    'gati_http_request_duration_seconds_bucket{method="",route="",le="+Inf"} 1',
    'gati_http_request_duration_seconds_sum{method="",route=""} 0',
    'gati_http_request_duration_seconds_count{method="",route=""} 1',
    '# TYPE gati_http_requests_in_flight gauge',
    'gati_http_requests_in_flight 2',
  ])
})

test('the app counts as it likes, within the format', () => {
  const metrics = new ServerMetrics([])
  metrics.incrementCounter('jobs_total', { kind: 'a"b\\c\nd' })
  metrics.incrementCounter('jobs_total', { kind: 'a"b\\c\nd' }, 2)
  metrics.setGauge('depth', 3)
  metrics.setGauge('depth', 1.5)
  metrics.recordHistogram('seconds', 0.2, { b: '2', a: '1' })
  const text = metrics.text(0)
  expect(text).toContain('# TYPE jobs_total counter\njobs_total{kind="a\\"b\\\\c\\nd"} 3\n')
  expect(text).toContain('# TYPE depth gauge\ndepth 1.5\n')
  expect(text).toContain('seconds_bucket{a="1",b="2",le="0.25"} 1\n')
  expect(() => metrics.incrementCounter('a b')).toThrow('not a metric name')
  expect(() => metrics.setGauge('jobs_total', 1)).toThrow('is a counter')
  expect(() => metrics.incrementCounter('jobs_total', { 'x-y': '' })).toThrow('not a label name')
  expect(() => metrics.incrementCounter('jobs_total', {}, -1)).toThrow('can only grow')
})
