/**
 * `npm run soak -- NAME [--quick]`: what must hold under load, many times over. Prints counts; fails when anything was lost.
 *
 *   shutdown   servers ended under load, 40 times
 *   idle       10,000 connections on which nothing is asked (500 with --quick)
 *   swaps      gatic watch under load while the app changes, 1,000 times (30 with --quick)
 *
 *   $ npm run soak -- shutdown
 *   shutdown, node: 40 servers ended under load · 31,214 sent · 31,214 answered · 640 refused before they were let in · 0 lost
 */
import { parseArgs } from 'node:util'

/** Each gives what went wrong, one line each. */
const soaks = {
  shutdown: async (options) => (await import('./soak/shutdown.mjs')).soak(options),
  idle: async (options) => (await import('./soak/idle.mjs')).soak(options),
  swaps: async (options) => (await import('./soak/swaps.mjs')).soak(options),
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } })
const names = positionals.length === 0 ? Object.keys(soaks) : positionals
const unknown = names.filter((name) => !(name in soaks))
if (unknown.length > 0) {
  console.error(`no such soak: ${unknown.join(', ')}. There are ${Object.keys(soaks).join(', ')}`)
  process.exit(2)
}
for (const name of names) {
  const failures = await soaks[name]({ quick: values.quick, print: (line) => console.log(`${name}, ${line}`) })
  for (const failure of failures) console.error(`${name}: ${failure}`)
  if (failures.length > 0) process.exitCode = 1
}
