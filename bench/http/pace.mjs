/**
 * Latency under a load that a server can bear: each contender at 70 % of what it answers at most, asked at a constant rate.
 *
 * At its peak a server's latency says no more than how many connections wait. wrk cannot hold a rate, so paced.c does, which needs a
 * C compiler.
 */
import { spawn } from 'node:child_process'
import { median } from '../median.mjs'
import { benchApp } from './apps.mjs'
import { compiled } from './compiled.mjs'
import { contenders, start } from './contenders.mjs'
import { load } from './load.mjs'
import { chosen } from './suite.mjs'
import { workloads } from './workloads.mjs'

const CONTENDERS = ['uws', 'gatic', 'elysia', 'node', 'gatic-node', 'fastify']
const WORKLOADS = ['static', 'post', 'async']
const LOAD = 0.7

export async function run(setting) {
  const client = compiled('bench/http/paced.c')
  if (client === undefined) {
    const why = 'the client that holds a rate is compiled by cc, which is not here'
    return [{ key: 'p99', title: TITLE, columns: [''], rows: [], goals: [{ what: GOAL, value: undefined, atMost: 1.2, why }] }]
  }
  const all = contenders({ node: setting.node, app: benchApp() })
  const servers = []
  try {
    for (const contender of chosen(all, setting.only ?? CONTENDERS)) servers.push(await start(contender))
    const tables = []
    for (const key of WORKLOADS.filter((key) => setting.workload?.split(',').includes(key) ?? true))
      tables.push(
        await table(
          servers,
          workloads.find((workload) => workload.key === key),
          client,
          setting,
        ),
      )
    return tables
  } finally {
    for (const { stop } of servers) await stop()
  }
}

const TITLE = 'Latency at 70 % of the peak load'
const GOAL = 'p99 of gatic / uWebSockets.js by hand'

async function table(servers, workload, client, { quick, seconds = quick ? 2 : 4, rounds = quick ? 3 : 5, say }) {
  say(`${TITLE}: ${workload.name}, ${servers.length} contenders`)
  const peaks = []
  for (const { origin } of servers) {
    await load(origin, workload, { seconds: 1 })
    peaks.push((await load(origin, workload, { seconds: 2 })).rate)
  }
  const samples = servers.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, { origin }] of servers.entries())
      samples[i].push(await paced(client, origin, workload, Math.round(peaks[i] * LOAD), seconds))
  const rows = servers.map(({ id, name }, i) => {
    const of = (figure) => median(samples[i].map((sample) => sample[figure])) / 1000
    return { id, name, rate: peaks[i] * LOAD, p50: of('p50'), p95: of('p95'), p99: of('p99'), p999: of('p999') }
  })
  const p99 = (id) => rows.find((row) => row.id === id)?.p99
  const goal = (of, to, what) =>
    p99(of) === undefined || p99(to) === undefined ? [] : [{ what, value: p99(of) / p99(to), atMost: 1.2 }]
  return {
    key: `p99-${workload.key}`,
    title: `${TITLE}: ${workload.name}`,
    columns: ['', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'p99.9 ms'],
    rows: rows.map((row) => [row.name, row.rate, row.p50, row.p95, row.p99, row.p999]),
    goals: [...goal('gatic', 'uws', GOAL), ...goal('gatic-node', 'node', 'p99 of gatic / by hand, both on node:http')],
    bars: [
      {
        file: `p99-${workload.key}`,
        title: `p99 at 70 % load: ${workload.name}`,
        unit: 'ms',
        bars: rows.map((row) => [row.name, row.p99]),
      },
    ],
  }
}

function paced(client, origin, { requests, connections = 64 }, rate, seconds) {
  const child = spawn('taskset', ['-c', '1', client, new URL(origin).port, rate, seconds + 1, connections].map(String), {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(Buffer.concat(requests.map((request) => framed(rawRequest(request)))))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      const found = /RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)/.exec(text)
      if (code !== 0 || found === null) return reject(new Error(`paced ended with ${code} at ${rate} requests/s`))
      const [, p50, p95, p99, p999, most] = found.slice(1).map(Number)
      resolve({ p50, p95, p99, p999, most })
    }),
  )
}

const framed = (bytes) => Buffer.concat([Buffer.from(`${bytes.length}\n`), bytes])

function rawRequest({ method, path, body, headers }) {
  const fields = { host: '127.0.0.1', ...headers }
  if (body !== undefined) Object.assign(fields, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}
