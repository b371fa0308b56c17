/**
 * `npm run soak -- NAME [--quick]`: what must hold under load, many times over. Prints counts; fails when anything was lost.
 *
 *   $ npm run soak -- shutdown
 *   shutdown, node: 40 servers ended under load · 31,214 sent · 31,214 answered · 640 refused before they were let in · 0 lost
 */
import { parseArgs } from 'node:util'

/** Each gives what went wrong, one line each. */
const soaks = {
  shutdown: () => import('./soak/shutdown.mjs'),
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } })
const names = positionals.length === 0 ? Object.keys(soaks) : positionals
const unknown = names.filter((name) => !(name in soaks))
if (unknown.length > 0) {
  console.error(`no such soak: ${unknown.join(', ')}. There are ${Object.keys(soaks).join(', ')}`)
  process.exit(2)
}
for (const name of names) {
  const { soak } = await soaks[name]()
  const failures = await soak({ quick: values.quick, print: (line) => console.log(`${name}, ${line}`) })
  for (const failure of failures) console.error(`${name}: ${failure}`)
  if (failures.length > 0) process.exitCode = 1
}
