/**
 * `npm run bench [-- --quick] [-- SUITE...]`: runs the suites, prints their tables, and writes results/latest.{md,json} and its plots.
 *
 *   --quick               fewer and shorter rounds
 *   --only gatic,uws      contenders whose names contain one of these; prints only, since the table is not whole
 *   --workload static     workloads whose names contain this; the others keep their figures
 *   --rounds N --seconds N --list
 *
 * What an emitted server is measured from is built here, by the compiler as it is in compiler/dist.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printTable, writeResults } from './results.mjs'
import { suites } from './suites.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    workload: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})
const unknown = positionals.find((word) => !suites.some(({ name }) => name === word))
if (unknown !== undefined) {
  console.error(`no suite is named ${unknown}: ${suites.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
if (values.list) {
  for (const { name, about } of suites) console.log(`${name.padEnd(14)}${about}`)
  process.exit(0)
}

/** What a machine may lack is got where apt can be asked, else named before anything is measured; peers are installed on the first run. */
function prepare() {
  const missing = ['wrk', 'taskset'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  if (missing.length > 0 && spawnSync('apt-get', ['install', '-y', 'wrk', 'util-linux'], { stdio: 'ignore' }).status !== 0)
    throw new Error(`the benchmarks need ${missing.join(' and ')}: on Debian, apt-get install wrk util-linux`)
  const peers = join(here, 'peers')
  if (!existsSync(join(peers, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: peers, stdio: 'inherit' })
}

/** Every Node contender runs on the one that loads uWebSockets.js. */
function nodeForAll() {
  const found = spawnSync(process.execPath, [join(here, '..', 'scripts', 'uws-node.mjs')], { encoding: 'utf8' })
  if (found.status !== 0) throw new Error(found.stderr.trim())
  return found.stdout.trim()
}

prepare()
const setting = {
  node: nodeForAll(),
  quick: values.quick,
  rounds: values.rounds === undefined ? undefined : Number(values.rounds),
  seconds: values.seconds === undefined ? undefined : Number(values.seconds),
  only: values.only?.split(','),
  workload: values.workload,
  say: (line) => console.error(line),
}
const chosen = positionals.length === 0 ? suites : suites.filter(({ name }) => positionals.includes(name))
const measured = []
for (const { name, at } of chosen) {
  const { run } = await import(at)
  const tables = await run(setting)
  for (const table of tables) printTable(table)
  measured.push({ suite: name, tables })
  if (values.only === undefined) writeResults(join(here, 'results'), measured, setting)
}
