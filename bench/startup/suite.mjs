/**
 * How long a server with 100 routes takes from the start of its process to its first 200, against `node -e 0`; and the memory that it
 * has when nobody asks anything. Each is started in turn, round after round, on a processor of its own.
 */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { grownApp } from '../http/apps.mjs'
import { contenders, freePort } from '../http/contenders.mjs'
import { usage } from '../http/usage.mjs'
import { median } from '../median.mjs'

const ROUTES = 100
/** Of those that contenders.mjs knows: the Node ones that people choose between. */
const MEASURED = ['uws', 'gatic', 'node', 'gatic-node', 'fastify', 'hono', 'express']
const NOTHING = 'node -e 0'
/** Milliseconds after the first answer until memory is looked at. */
const REST = 400
const PATIENCE = 10_000

export async function run(setting) {
  const all = contenders({ node: setting.node, app: grownApp(ROUTES) }).filter(({ id }) => MEASURED.includes(id))
  const chosen = all.filter(({ id }) => setting.only === undefined || setting.only.some((word) => id.includes(word)))
  const rounds = setting.rounds ?? (setting.quick ? 7 : 15)
  const times = new Map([NOTHING, ...chosen.map(({ name }) => name)].map((name) => [name, []]))
  const memory = new Map(chosen.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    setting.say(`startup: round ${round + 1} of ${rounds}`)
    times.get(NOTHING).push(await timeOf(setting.node))
    for (const contender of chosen) {
      const { milliseconds, rss } = await started(contender, round < 5)
      times.get(contender.name).push(milliseconds)
      if (rss !== undefined) memory.get(contender.name).push(rss)
    }
  }
  return [table(times, memory)]
}

function table(times, memory) {
  const base = median(times.get(NOTHING))
  const floor = memory.get('uWebSockets.js by hand')
  const rows = [...times].map(([name, all]) => {
    const rss = memory.get(name)
    return [name, median(all), Math.min(...all), median(all) / base, rss === undefined ? '' : median(rss)]
  })
  const ratio = (name) => (times.has(name) ? median(times.get(name)) / base : undefined)
  const why = 'not among the contenders that were chosen'
  const rss = memory.get('gatic on uWebSockets.js')
  return {
    key: 'first-answer',
    title: `Start to first answer, ${ROUTES} routes`,
    columns: ['', 'median ms', 'fastest ms', 'x node -e 0', 'MiB at rest'],
    rows,
    notes: [`${times.get(NOTHING).length} rounds; from the start of the process to a whole 200, asked for every millisecond.`],
    goals: [
      { what: 'gatic on uWebSockets.js / node -e 0', value: ratio('gatic on uWebSockets.js'), atMost: 1.3, unit: 'x', why },
      { what: 'gatic on node:http / node -e 0', value: ratio('gatic on node:http'), atMost: 1.6, unit: 'x', why },
      {
        what: 'memory at rest / uWebSockets.js by hand',
        value: rss && floor && median(rss) / median(floor),
        atMost: 1.2,
        unit: 'x',
        why,
      },
    ],
    bars: [
      {
        file: 'startup',
        title: `Start to first answer, ${ROUTES} routes`,
        unit: 'ms',
        bars: rows.map(([name, milliseconds]) => [name, milliseconds]),
      },
    ],
  }
}

/** Of a process that does nothing. */
async function timeOf(node) {
  const began = performance.now()
  const child = spawn('taskset', ['-c', '0', node, '-e', '0'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
  return performance.now() - began
}

async function started({ name, command: [file, ...args], env }, isWeighed) {
  const port = await freePort()
  const own = { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production', LOG_LEVEL: 'error', BENCH_ROUTES: String(ROUTES) }
  const began = performance.now()
  const child = spawn('taskset', ['-c', '0', file, ...args], {
    env: { ...process.env, ...own, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null || performance.now() - began > PATIENCE) throw new Error(`${name} did not answer`)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const milliseconds = performance.now() - began
    if (!isWeighed) return { milliseconds }
    await new Promise((resolve) => setTimeout(resolve, REST))
    return { milliseconds, rss: usage(child.pid).rss }
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

const REQUEST = 'GET /json HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n'

const isWhole = (text) => text.startsWith('HTTP/1.1 200 ') && text.indexOf('}', text.indexOf('\r\n\r\n')) > 0

/** Whether a whole 200 comes back. */
function answers(port) {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.setEncoding('latin1').write(REQUEST)
    socket.on('data', (part) => {
      text += part
      if (isWhole(text)) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(isWhole(text)))
  })
}
