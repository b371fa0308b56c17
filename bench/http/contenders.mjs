/**
 * Who is measured: an id for the command line, a name, and how its server is started. Every Node contender runs on the same Node 24,
 * the one that can load uWebSockets.js.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const peer = (name) => join(here, 'peers', 'servers', `${name}.mjs`)
const bun = join(here, 'peers', 'node_modules', '.bin', 'bun')

/** `node` is the path of that Node 24; `app` the folder of the emitted server, `bare` one of it without instrumentation. */
export function contenders({ node, app, bare }) {
  const emitted = (folder) => [node, join(folder, 'server.mjs')]
  const found = [
    { id: 'uws', name: 'uWebSockets.js by hand', command: [node, peer('uws')] },
    { id: 'gatic', name: 'gatic on uWebSockets.js', command: emitted(app), env: { GATI_TRANSPORT: 'uws' } },
    { id: 'hyper-express', name: 'hyper-express', command: [node, peer('hyper-express')] },
    { id: 'bun', name: 'Bun.serve by hand', command: [bun, peer('bun')] },
    { id: 'elysia', name: 'elysia on bun', command: [bun, peer('elysia')] },
    { id: 'node', name: 'node:http by hand', command: [node, peer('node')] },
    { id: 'gatic-node', name: 'gatic on node:http', command: emitted(app), env: { GATI_TRANSPORT: 'node' } },
    { id: 'fastify', name: 'fastify 5', command: [node, peer('fastify')] },
    { id: 'hono', name: 'hono on node:http', command: [node, peer('hono')] },
    { id: 'h3', name: 'h3 on node:http', command: [node, peer('h3')] },
    { id: 'express', name: 'express 5', command: [node, peer('express')] },
  ]
  if (bare !== undefined)
    found.push({ id: 'gatic-bare', name: 'gatic, not counted', command: emitted(bare), env: { GATI_TRANSPORT: 'uws' } })
  const absent = found.find(({ command }) => !command.every(existsSync))
  if (absent !== undefined) throw new Error(`${absent.name} is not there: ${absent.command.join(' ')}`)
  return found
}

/** Starts a contender on one processor and resolves when it answers. */
export async function start(contender, { processor = 0, env = {} } = {}) {
  const port = await freePort()
  const [file, ...args] = contender.command
  const child = spawn('taskset', ['-c', String(processor), file, ...args], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      ...contender.env,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://127.0.0.1:${port}`
  for (let i = 0; i < 400; i++) {
    if (child.exitCode !== null) throw new Error(`${contender.name} ended with ${child.exitCode}`)
    const answer = await fetch(`${origin}/json`).catch(() => undefined)
    if (answer !== undefined) {
      await answer.arrayBuffer()
      return { ...contender, origin, pid: child.pid, stop: () => stop(child) }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stop(child)
  throw new Error(`${contender.name} did not answer within 20 s`)
}

function stop(child) {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return ended
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
