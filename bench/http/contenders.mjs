/**
 * Who is measured: a name, and how its server is started. Every Node contender runs on the same Node 24, the one that can load
 * uWebSockets.js.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const peer = (name) => join(here, 'peers', 'servers', `${name}.mjs`)
const bun = join(here, 'peers', 'node_modules', '.bin', 'bun')

/** `node` is the path of that Node 24; `app` the folder of the emitted server. */
export function contenders(node, app) {
  const emitted = join(app, 'server.mjs')
  return [
    { name: 'uWebSockets.js by hand', command: [node, peer('uws')] },
    { name: 'gatic on uWebSockets.js', command: [node, emitted], env: { GATI_TRANSPORT: 'uws' } },
    { name: 'gatic on node:http', command: [node, emitted], env: { GATI_TRANSPORT: 'node' } },
    { name: 'node:http by hand', command: [node, peer('node')] },
    { name: 'fastify 5', command: [node, peer('fastify')] },
    { name: 'elysia on bun', command: [bun, peer('elysia')] },
  ].filter(({ command }) => existsSync(command[0]) && existsSync(command[1]))
}

/** Starts a contender on one processor and resolves when it answers. */
export async function start(contender, processor) {
  const port = await freePort()
  const [file, ...args] = contender.command
  const child = spawn('taskset', ['-c', String(processor), file, ...args], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production', LOG_LEVEL: 'error', ...contender.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://127.0.0.1:${port}`
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`${contender.name} ended with ${child.exitCode}`)
    const answer = await fetch(`${origin}/json`).catch(() => undefined)
    if (answer !== undefined) {
      await answer.arrayBuffer()
      return { origin, child, stop: () => stop(child) }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stop(child)
  throw new Error(`${contender.name} did not answer within 10 s`)
}

function stop(child) {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return ended
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
