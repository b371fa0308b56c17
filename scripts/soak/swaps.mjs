/**
 * `gatic watch` replaces the server again and again while clients ask: some on connections that they keep, some on a new one for each
 * request, some for an answer that takes a while. Each must be answered with 200 by a version that was whole: the app as it lay on disk
 * at some time. A module is saved before the handler that imports it, so a handler never says a higher number than its module; and no
 * client sees an older one after a newer.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Milliseconds for one swap. */
const PATIENCE = 30_000

export async function soak({ quick, print }) {
  const count = quick ? 30 : 1000
  const app = makeApp()
  const port = await freePort()
  const watch = spawn(process.execPath, [join(root, 'compiler/bin/gatic.mjs'), 'watch'], {
    cwd: app.folder,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const withUs = () => watch.kill()
  process.once('exit', withUs)
  const ended = new Promise((resolve) => watch.once('exit', resolve))
  const tally = { answered: 0, lost: 0, mixed: 0, between: 0, backwards: 0, reasons: new Map() }
  try {
    await reached(port, 0)
    const load = startLoad(port, tally)
    const times = []
    for (let version = 1; version <= count; version++) {
      const began = performance.now()
      app.write(version)
      await reached(port, version)
      times.push(performance.now() - began)
    }
    await load.stop()
    report(count, tally, times, print)
  } finally {
    watch.kill('SIGTERM')
    await ended
    process.off('exit', withUs)
    rmSync(app.folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return failures(tally)
}

function makeApp() {
  const parent = join(root, '.cache/soak')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'swaps-'))
  const put = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  put('package.json', '{ "name": "swaps", "version": "1.0.0", "type": "module" }\n')
  const write = (version) => {
    put('src/version.ts', `export const version: number = ${version}\n`)
    put(
      'src/api/version.ts',
      `import { version } from '../version.ts'\nexport const GET = () => ({ handler: ${version} as number, module: version })\n`,
    )
  }
  put(
    'src/api/slow.ts',
    `import { version } from '../version.ts'\nexport const GET = async () => {\n  const before: number = version\n  await new Promise((resolve) => setTimeout(resolve, 40))\n  return { handler: before, module: version }\n}\n`,
  )
  write(0)
  return { folder, write }
}

/** Clients that ask without a pause until they are stopped. */
function startLoad(port, tally) {
  let running = true
  const client = async (path, agent) => {
    let newest = -1
    while (running) {
      const answer = await ask(port, path, agent)
      if (answer.status !== 200) {
        tally.lost++
        const reason = answer.error ?? `status ${answer.status}`
        tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1)
        continue
      }
      tally.answered++
      const { handler, module } = JSON.parse(answer.body)
      if (handler > module) tally.mixed++
      if (handler < module) tally.between++
      if (handler < newest) tally.backwards++
      newest = Math.max(newest, handler)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    agent.destroy()
  }
  const kept = () => new Agent({ keepAlive: true, maxSockets: 1 })
  const fresh = () => new Agent({ keepAlive: false })
  const clients = [
    ...[kept(), kept(), kept()].map((agent) => client('/version', agent)),
    ...[fresh(), fresh()].map((agent) => client('/version', agent)),
    ...[kept(), fresh()].map((agent) => client('/slow', agent)),
  ]
  return {
    async stop() {
      running = false
      await Promise.all(clients)
    },
  }
}

const ask = (port, path, agent) =>
  new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent, timeout: 10_000 }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('error', (error) => resolve({ status: 0, error: error.message }))
      response.on('end', () => resolve({ status: response.statusCode, body }))
    })
    request.on('timeout', () => request.destroy(new Error('no answer in 10 s')))
    request.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve({ status: 0, error: error.code ?? error.message }),
    )
  })

/** Waits until that version answers. */
async function reached(port, version) {
  const agent = new Agent({ keepAlive: false })
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const { status, body } = await ask(port, '/version', agent)
    if (status === 200 && JSON.parse(body).handler === version) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`version ${version} does not answer`)
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  await new Promise((resolve) => server.close(resolve))
  return port
}

function report(count, { answered, lost, mixed, between, backwards }, times, print) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part) => Math.round(sorted[Math.floor((sorted.length - 1) * part)])
  print(
    `${count} swaps · ${answered} answered · ${lost} lost · ${mixed} by a half-loaded version · ${backwards} by an older version`,
  )
  if (between > 0) print(`${between} were answered by the app as it lay on disk between the saving of its two files`)
  print(`edit to new code answering: median ${at(0.5)} ms, fastest ${at(0)} ms, slowest ${at(1)} ms`)
}

function failures({ lost, mixed, backwards, reasons }) {
  const why = [...reasons].map(([reason, times]) => `${times} x ${reason}`).join(', ')
  return [
    ...(lost > 0 ? [`${lost} requests were lost: ${why}`] : []),
    ...(mixed > 0 ? [`${mixed} answers came from a half-loaded version`] : []),
    ...(backwards > 0 ? [`${backwards} answers came from an older version than the client had seen`] : []),
  ]
}
