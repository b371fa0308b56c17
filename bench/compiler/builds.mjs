/** `gatic build` beside `tsc --noEmit` of the same app with the same TypeScript: from nothing, and where nothing changed. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../median.mjs'
import { writeApp } from './generated-app.mjs'
import { gatic, interleaved, ratio, repository, timed, tsc } from './processes.mjs'

const COLUMNS = ['', 'wall ms', 'cpu ms', 'wall / tsc', 'cpu / tsc']

export async function buildTables({ quick, rounds = quick ? 3 : 7, say }) {
  const tables = []
  for (const { name, title, write, goals } of APPS) {
    say(`builds of ${name}, ${rounds} rounds`)
    const app = join(repository, `fixtures/apps/.bench-${name}-${process.pid}`)
    try {
      write(app)
      tables.push(await table(app, name, title, goals, rounds))
    } finally {
      rmSync(app, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  return tables
}

const APPS = [
  {
    name: 'conduit',
    title: 'gatic build of conduit',
    write: (app) => copyOf('conduit', app),
    goals: { cold: 1.6, unchanged: 0.5 },
  },
  ...[100, 500].map((files) => ({
    name: `generated-${files}`,
    title: `gatic build of ${files} handler files with ${files * 3} routes`,
    write: (app) => writeApp(app, files),
    goals: files === 500 ? { cold: 1.4 } : {},
  })),
]

export const copyOf = (name, app) =>
  cpSync(join(repository, 'fixtures/apps', name), app, {
    recursive: true,
    filter: (path) => !/[\\/](dist|node_modules|\.gati)([\\/]|$)/.test(path.slice(repository.length)),
  })

async function table(app, key, title, goals, rounds) {
  const runs = await interleaved(rounds, {
    'gatic build, from nothing': () => {
      for (const folder of ['dist', '.gati']) rmSync(join(app, folder), { recursive: true, force: true })
      return timed([gatic, 'build', app], app)
    },
    'tsc --noEmit': () => timed([tsc, '--noEmit', '-p', app], app),
    'gatic build, nothing changed': () => timed([gatic, 'build', app], app),
  })
  const of = (name, what) => ratio(runs, name, 'tsc --noEmit', what)
  const goal = (name, atMost) => ({ what: `${name}, wall time against tsc`, value: of(name, 'wall'), atMost, unit: 'x' })
  return {
    key,
    title,
    columns: COLUMNS,
    rows: Object.entries(runs).map(([name, found]) => [
      name,
      median(found.map(({ wall }) => wall)),
      median(found.map(({ cpu }) => cpu)),
      of(name, 'wall'),
      of(name, 'cpu'),
    ]),
    goals: [
      ...(goals.cold ? [goal('gatic build, from nothing', goals.cold)] : []),
      ...(goals.unchanged ? [goal('gatic build, nothing changed', goals.unchanged)] : []),
    ],
  }
}
