/** The app of fixtures/serve/around, built once and started as often as a soak needs it, on each transport that runs here. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { uwsNode } from '../uws-node.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const run = promisify(execFile)

/** @returns {Promise<{ folder: string, remove(): void }>} */
export async function builtApp() {
  const work = mkdtempSync(join(tmpdir(), 'gatic-soak-'))
  const folder = join(work, 'dist')
  const app = join(root, 'fixtures/serve/around')
  await run(process.execPath, [join(root, 'compiler/dist/cli.mjs'), 'build', app, '--out', folder])
  return { folder, remove: () => rmSync(work, { recursive: true, force: true }) }
}

/** What serves here, and in one line what does not. */
export async function targets(print) {
  const modern = await uwsNode()
  if ('reason' in modern) print(`not on uWebSockets.js: ${modern.reason}`)
  return [{ transport: 'node', node: process.execPath }, ...('path' in modern ? [{ transport: 'uws', node: modern.path }] : [])]
}

/** A listening server, its log and its end. */
export async function startServer(folder, { transport, node }, env = {}) {
  const child = spawn(node, [join(folder, 'server.mjs')], {
    cwd: dirname(folder),
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: transport, GREETING: 'Hello', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const events = []
  const ended = once(child, 'close')
  const listening = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line)
      events.push(event)
      if (event.message === 'listening') resolve(event)
    })
    ended.then(() => reject(new Error(`the server did not start: ${JSON.stringify(events)}`)))
  })
  const { port } = await listening
  return {
    port,
    events,
    pid: child.pid,
    signal: (name) => void child.kill(name),
    exit: async () => (await ended)[0],
  }
}
