/** `node bench/validators/run.mjs [--quick] [--workload simple] [--only typia,ajv] [--here]`: this suite by itself; `--here` on this Node only. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { run } from './suite.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    here: { type: 'boolean', default: false },
    workload: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string' },
  },
})
const root = fileURLToPath(new URL('../..', import.meta.url))
const peers = `${root}bench/peers`
if (!existsSync(`${peers}/node_modules`)) execFileSync('npm', ['ci'], { cwd: peers, stdio: 'inherit' })
const tables = await run({
  node: values.here
    ? process.execPath
    : execFileSync(process.execPath, [`${root}scripts/uws-node.mjs`], { encoding: 'utf8' }).trim(),
  quick: values.quick,
  workload: values.workload,
  only: values.only?.split(','),
  rounds: values.rounds === undefined ? undefined : Number(values.rounds),
})
const shown = (cell) => (typeof cell === 'number' ? cell.toFixed(cell >= 100 ? 0 : cell >= 10 ? 1 : 2) : cell)
for (const { title, columns, rows, goals = [], notes = [] } of tables) {
  console.log(`\n${title}`)
  const text = [columns, ...rows].map((row) => row.map(shown))
  const widths = columns.map((_, i) => Math.max(...text.map((row) => row[i].length)))
  for (const row of text)
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`)
  for (const note of notes) console.log(`  ${note}`)
  for (const { what, value, atLeast, atMost, unit = '', why } of goals) {
    const isMet = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
    const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
    console.log(
      `  goal: ${what} ${bound}${unit}: ${shown(value)}${unit}, ${isMet ? 'met' : 'missed'}${why === undefined ? '' : ` (${why})`}`,
    )
  }
}
