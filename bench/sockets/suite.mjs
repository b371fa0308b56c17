/**
 * WebSockets: echoes of 64 clients on one processor, by an emitted server and by uWebSockets.js by hand on the other, in turn; and the
 * memory that 10,000 clients take who say nothing. echo.c is the client, which needs a C compiler.
 */
import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from '../http/apps.mjs'
import { compiled } from '../http/compiled.mjs'
import { start } from '../http/contenders.mjs'
import { chosen } from '../http/suite.mjs'
import { usage } from '../http/usage.mjs'
import { median } from '../median.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const app = join(root, 'bench/sockets/app')
const run_ = promisify(execFile)
const CONNECTIONS = 64
const IDLE = 10_000
const order = { id: 'b7c2e0d4-91f3-4f0e-8a59-3f6f0b1c2d3e', quantity: 12, price: 9.95, note: 'leave it with the neighbours' }

const WORKLOADS = [
  {
    key: 'text',
    name: 'echo of 64 bytes of text',
    kind: 'text',
    message: 'a message of some sixty-four characters, as chats have them, sent',
  },
  {
    key: 'bytes',
    name: 'echo of 64 bytes, binary',
    kind: 'binary',
    message: 'a message of some sixty-four characters, as chats have them, sent',
  },
  { key: 'order', name: 'echo of a JSON object of four members, validated', kind: 'text', message: JSON.stringify(order) },
]

const contenders = (node, folder) => [
  { id: 'uws', name: 'uWebSockets.js by hand', command: [node, join(root, 'bench/sockets/by-hand.mjs')] },
  { id: 'gatic', name: 'gatic on uWebSockets.js', command: [node, join(folder, 'server.mjs')], env: { GATI_TRANSPORT: 'uws' } },
  { id: 'gatic-node', name: 'gatic on node:http', command: [node, join(folder, 'server.mjs')], env: { GATI_TRANSPORT: 'node' } },
]

export async function run(setting) {
  const client = compiled('bench/sockets/echo.c')
  if (client === undefined) {
    const why = 'the client is compiled by cc, which is not here'
    return [
      {
        key: 'text',
        title: 'WebSockets',
        columns: [''],
        rows: [],
        goals: [{ what: GOAL, value: undefined, atLeast: 0.95, why }],
      },
    ]
  }
  const all = chosen(contenders(setting.node, build(app, join(app, 'dist'))), setting.only)
  const asked = (key) => setting.workload === undefined || setting.workload === key
  const tables = []
  for (const workload of WORKLOADS.filter(({ key }) => asked(key))) tables.push(await echoes(all, workload, client, setting))
  if (asked('idle')) tables.push(await idle(all, client, setting))
  return tables
}

const GOAL = 'gatic / uWebSockets.js by hand'

async function echoes(all, workload, client, { quick, seconds = quick ? 1 : 2, rounds = quick ? 3 : 5, say }) {
  say(`${workload.name}: ${all.length} contenders, ${rounds} rounds of ${seconds} s`)
  const servers = []
  try {
    for (const contender of all) servers.push({ ...(await start(contender)), samples: [] })
    for (const server of servers) await echo(client, server, workload, 1)
    for (let round = 0; round < rounds; round++)
      for (const server of servers) server.samples.push(await echo(client, server, workload, seconds))
  } finally {
    for (const { stop } of servers) await stop()
  }
  const rows = servers.map(({ id, name, samples }) => {
    const of = (figure) => median(samples.map((sample) => sample[figure]))
    return { id, name, rate: of('rate'), cpu: of('cpu'), p50: of('p50'), p99: of('p99') }
  })
  return {
    key: workload.key,
    title: `WebSockets: ${workload.name}`,
    columns: ['', 'messages/s', 'ratio', 'CPU us/message', 'p50 ms', 'p99 ms'],
    rows: rows.map(({ name, rate, cpu, p50, p99 }) => [name, rate, rows[0].cpu / cpu, cpu, p50, p99]),
    goals: goalsOf(rows, ({ cpu }, by) => ({ value: by.cpu / cpu, atLeast: 0.95 })),
    bars: [
      {
        file: `sockets-${workload.key}`,
        title: workload.name,
        unit: 'messages/s',
        bars: rows.map(({ name, rate }) => [name, rate]),
      },
    ],
  }
}

function goalsOf(rows, of) {
  const [hand, gatic] = ['uws', 'gatic'].map((id) => rows.find((row) => row.id === id))
  return hand === undefined || gatic === undefined ? [] : [{ what: GOAL, ...of(gatic, hand) }]
}

async function echo(client, { name, origin, pid }, { key, kind, message }, seconds) {
  const before = usage(pid)
  const args = ['-c', '1', client, new URL(origin).port, `/${key}`, String(CONNECTIONS), String(seconds), kind, message]
  const { stdout } = await run_('taskset', args, { timeout: (seconds + 20) * 1000 })
  const found = /RESULT (\d+) (\d+) (\d+) (\d+)/.exec(stdout)
  if (found === null) throw new Error(`${name}: the client printed no result:\n${stdout}`)
  const [messages, microseconds, p50, p99] = found.slice(1).map(Number)
  const cpu = (usage(pid).cpu - before.cpu) / messages
  return { rate: messages / (microseconds / 1e6), cpu, p50: p50 / 1000, p99: p99 / 1000 }
}

/** Each server started anew for each round: what it needs before the first client is taken off. */
async function idle(all, client, { quick, say }) {
  const many = quick ? IDLE / 10 : IDLE
  const rounds = quick ? 1 : 3
  say(`${many} idle clients: ${all.length} contenders, ${rounds} rounds`)
  const rows = all.map(({ id, name }) => ({ id, name, used: [], whole: [] }))
  for (let round = 0; round < rounds; round++)
    for (const [i, contender] of all.entries()) {
      const { before, after } = await held(client, contender, many)
      rows[i].used.push(((after - before) * 1024) / many)
      rows[i].whole.push(after)
    }
  const found = rows.map(({ id, name, used, whole }) => ({ id, name, used: median(used), whole: median(whole) }))
  return {
    key: 'idle',
    title: `WebSockets: ${many} idle clients`,
    columns: ['', 'KiB each', 'RSS MiB', 'ratio of RSS'],
    rows: found.map(({ name, used, whole }) => [name, used, whole, whole / found[0].whole]),
    goals: goalsOf(found, ({ whole }, by) => ({ value: whole / by.whole, atMost: 1.2 })),
  }
}

async function held(client, contender, many) {
  const server = await start(contender)
  try {
    await echo(client, server, WORKLOADS[0], 1)
    const before = usage(server.pid).rss
    const holder = spawn(client, [new URL(server.origin).port, '/text', String(many), '60', 'idle', '-'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await new Promise((resolve, reject) => {
        holder.stdout.once('data', resolve)
        holder.once('exit', (code) => reject(new Error(`${contender.name}: the client ended with ${code}`)))
      })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      return { before, after: usage(server.pid).rss }
    } finally {
      holder.removeAllListeners('exit')
      holder.kill('SIGKILL')
    }
  } finally {
    await server.stop()
  }
}
