/**
 * How long an edit of the conduit example takes: `node bench/watch.mjs [edits]`. Prints medians and fastest of
 *
 *   body     an edit of a handler's body, until the new code answers
 *   model    an edit of a type that handlers share, until the new code answers
 *   start    gatic watch until the first answer, against gatic build from nothing
 *   build    gatic build against tsc --noEmit of the same app
 */
import { spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const gatic = join(root, 'compiler/bin/gatic.mjs')
const edits = Number(process.argv[2] ?? 15)
/** A real database, where the system has one: the embedded one takes seconds to start, with each version. */
const postgres = await database()
/** Milliseconds for one figure before the bench gives up. */
const PATIENCE = 60_000

const ask = (port) =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/bench', agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve(response.statusCode === 200 ? JSON.parse(text) : undefined))
    }).on('error', () => resolve(undefined))
  })

const app = join(root, `fixtures/apps/.bench-watch-${process.pid}`)
cpSync(join(root, 'fixtures/apps/conduit'), app, {
  recursive: true,
  filter: (path) => !/[\\/](dist|node_modules|\.gati)([\\/]|$)/.test(path.slice(root.length)),
})
try {
  const start = await watched()
  const build = await times(3, () => run([gatic, 'build', app]))
  const check = await times(3, () => run([join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', app]))
  print('first start to first answer', [start])
  print('gatic build, cold', build)
  print('tsc --noEmit', check)
  console.log(`first start against cold build: ${(start / median(build)).toFixed(2)}x`)
  console.log(`gatic build against tsc --noEmit: ${(median(build) / median(check)).toFixed(2)}x`)
} finally {
  await postgres?.stop()
  rmSync(app, { recursive: true, force: true, maxRetries: 5 })
}

async function watched() {
  const port = await freePort()
  const began = performance.now()
  writeFileSync(join(app, 'src/handlers/bench.ts'), handler(-1))
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    JWT_SECRET: 'x'.repeat(40),
    NODE_ENV: 'test',
    ...postgres?.env,
  }
  const watch = spawn(process.execPath, [gatic, 'watch', app], { cwd: app, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((resolve) => watch.once('exit', resolve))
  try {
    await answers(port, 'version', -1)
    const start = performance.now() - began
    const model = join(app, 'src/model/article.ts')
    const before = readFileSync(model, 'utf8')
    const bodies = []
    const models = []
    for (let n = 0; n < edits; n++) {
      bodies.push(await timed(port, () => writeFileSync(join(app, 'src/handlers/bench.ts'), handler(n)), n))
      const v = edits + n
      models.push(
        await timed(
          port,
          () => {
            writeFileSync(model, `${before.trimEnd()}\nexport interface Bench${n} {\n  n: ${n}\n}\n`)
            writeFileSync(join(app, 'src/handlers/bench.ts'), handler(v))
          },
          v,
        ),
      )
    }
    print('body edit to new code answering', bodies)
    print('model edit to new code answering', models)
    return start
  } finally {
    watch.kill('SIGTERM')
    await ended
  }
}

async function database() {
  const file = join(root, '.cache/bench-postgres.mjs')
  await bundle({
    entryPoints: [join(root, 'fixtures/apps/postgres.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  const { postgresPrograms, startPostgres } = await import(file)
  const programs = postgresPrograms()
  if (programs === undefined) return undefined
  const server = await startPostgres(programs)
  return { env: { DATABASE_URL: server.createDatabase('bench') }, stop: () => server.stop() }
}

function handler(n) {
  return `export const GET = () => {\n  const version: number = ${n}\n  return { version }\n}\n`
}

async function timed(port, edit, version) {
  await new Promise((resolve) => setTimeout(resolve, 700))
  const began = performance.now()
  edit()
  await answers(port, 'version', version)
  return performance.now() - began
}

async function answers(port, name, wanted) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const body = await ask(port)
    if (body?.[name] === wanted) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`the app does not answer with ${name} ${wanted}`)
}

function run(args) {
  const child = spawn(process.execPath, args, { cwd: app, stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve, reject) =>
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`)))),
  )
}

async function times(count, work) {
  const found = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    await work()
    found.push(performance.now() - began)
  }
  return found
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

function print(what, values) {
  console.log(`${what}: median ${Math.round(median(values))} ms, fastest ${Math.round(Math.min(...values))} ms`)
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
