/** `gatic watch` on conduit: from saving a file until the new code answers. With a real database where the system has one. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { freePort } from '../http/contenders.mjs'
import { median } from '../median.mjs'
import { copyOf } from './builds.mjs'
import { gatic, repository, timed } from './processes.mjs'

/** Milliseconds for one figure before the bench gives up. */
const PATIENCE = 60_000
/** Milliseconds between edits, in which TypeScript's own check ends and the next process gets ready. */
const REST = 1_000

export async function watchTables({ quick, rounds = quick ? 8 : 25, say }) {
  say(`edits of conduit under gatic watch, ${rounds} of each kind`)
  const app = join(repository, `fixtures/apps/.bench-watch-${process.pid}`)
  const database = await postgres()
  try {
    copyOf('conduit', app)
    const { start, bodies, models } = await watched(app, database, rounds)
    rmSync(join(app, '.gati'), { recursive: true, force: true })
    const cold = await timed([gatic, 'build', app], app)
    const goal = (what, value, atMost, unit) => ({ what, value, atMost, unit })
    return [
      {
        key: 'watch',
        title: `gatic watch on conduit${database ? '' : ', with a database that starts with each version'}`,
        columns: ['', 'median ms', 'fastest ms', 'phases, medians'],
        rows: [
          ['edit of a body, until it answers', ...figures(bodies)],
          ['edit of a model, until it answers', ...figures(models)],
          ['start, until the first answer', start, start, ''],
        ],
        goals: [
          goal('edit of a body', median(bodies.map(({ ms }) => ms)), 150, ' ms'),
          goal('edit of a model', median(models.map(({ ms }) => ms)), 400, ' ms'),
          goal('first start against a cold build', start / cold.wall, 1.2, 'x'),
        ],
      },
    ]
  } finally {
    await database?.stop()
    rmSync(app, { recursive: true, force: true, maxRetries: 5 })
  }
}

const figures = (found) => {
  const times = found.map(({ ms }) => ms)
  return [median(times), Math.min(...times), phasesOf(found)]
}

/** What watch prints: `answering after 210 ms (notice 18 ms, load 30 ms, ...)`. */
function phasesOf(found) {
  const all = found.map(({ line }) => [...line.matchAll(/(\w+) (\d+) ms(?=[,)])/g)].map(([, phase, ms]) => [phase, Number(ms)]))
  return all[0].map(([phase]) => `${phase} ${median(all.map((one) => Object.fromEntries(one)[phase] ?? 0))}`).join(', ')
}

async function watched(app, database, rounds) {
  const port = await freePort()
  const file = join(app, 'src/handlers/bench.ts')
  writeFileSync(file, handler(-1))
  const began = performance.now()
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    JWT_SECRET: 'x'.repeat(40),
    ...database?.env,
  }
  const watch = spawn(process.execPath, [gatic, 'watch', app], { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => watch.once('exit', resolve))
  let printed = ''
  watch.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const edit = async (version, save) => {
    await new Promise((resolve) => setTimeout(resolve, REST))
    printed = ''
    const saved = performance.now()
    save()
    await answers(port, version)
    const ms = performance.now() - saved
    while (!printed.includes('answering after')) await new Promise((resolve) => setTimeout(resolve, 5))
    return { ms, line: printed }
  }
  try {
    await answers(port, -1)
    const start = performance.now() - began
    const model = join(app, 'src/model/article.ts')
    const before = readFileSync(model, 'utf8')
    const [bodies, models] = [[], []]
    for (let n = 0; n < rounds; n++) {
      bodies.push(await edit(n, () => writeFileSync(file, handler(n))))
      models.push(
        await edit(rounds + n, () => {
          writeFileSync(model, before.replace('{\n', `{\n  readonly bench${n}?: string\n`))
          writeFileSync(file, handler(rounds + n))
        }),
      )
    }
    return { start, bodies, models }
  } finally {
    watch.kill('SIGTERM')
    await ended
  }
}

const handler = (n) => `export const GET = () => {\n  const version: number = ${n}\n  return { version }\n}\n`

async function answers(port, version) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if ((await ask(port))?.version === version) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`the app does not answer with version ${version}`)
}

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

async function postgres() {
  const outfile = join(repository, '.cache/bench-postgres.mjs')
  const entryPoints = [join(repository, 'fixtures/apps/postgres.ts')]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node' })
  const { postgresPrograms, startPostgres } = await import(outfile)
  const programs = postgresPrograms()
  if (programs === undefined) return undefined
  const server = await startPostgres(programs)
  return { env: { DATABASE_URL: server.createDatabase('bench') }, stop: () => server.stop() }
}
