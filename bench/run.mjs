/**
 * `npm run bench [-- --quick] [-- SUITE...]`: runs the suites, prints their tables, and writes results/latest.{md,json} and its plots.
 *
 *   --quick                fewer and shorter rounds
 *   --only gatic,uws       contenders by their ids; prints only, since the table is not whole
 *   --workload static,post workloads by their keys; the others keep their figures
 *   --also NAME=FILE       another build of bench/app beside this one, by its server.mjs; prints only
 *   --rounds N --seconds N --list
 *
 * What an emitted server is measured from is built here, by the compiler as it is in compiler/dist.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeForAll, prepare } from './prepare.mjs'
import { printTable, writeResults } from './results.mjs'
import { suites } from './suites.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    workload: { type: 'string' },
    also: { type: 'string', multiple: true, default: [] },
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

prepare()
const node = nodeForAll()
const setting = {
  node,
  quick: values.quick,
  rounds: values.rounds === undefined ? undefined : Number(values.rounds),
  seconds: values.seconds === undefined ? undefined : Number(values.seconds),
  only: values.only?.split(','),
  workload: values.workload,
  also: values.also.map((also) => {
    const [name, file] = also.split('=')
    return { id: name, name, command: [node, file], env: { GATI_TRANSPORT: 'uws' } }
  }),
  say: (line) => console.error(line),
}
const chosen = positionals.length === 0 ? suites : suites.filter(({ name }) => positionals.includes(name))
const measured = []
for (const { name, at } of chosen) {
  const { run } = await import(at)
  const tables = await run(setting)
  for (const table of tables) printTable(table)
  measured.push({ suite: name, tables })
  if (values.only === undefined && values.also.length === 0) writeResults(join(here, 'results'), measured, setting)
}
