/** What was measured, as a person reads it: tables on the terminal; latest.json, latest.md and plots in the repository. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { barChart } from './plot.mjs'
import { suites } from './suites.mjs'

const digits = (value) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 || value === 0 ? 2 : 6)
const shown = (cell) => (typeof cell === 'number' ? cell.toFixed(digits(cell)) : cell)

export const isMet = ({ value, atLeast, atMost }) =>
  value !== undefined && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)

const goalLine = ({ what, value, atLeast, atMost, unit = '', why }) => {
  const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
  const verdict =
    value === undefined
      ? `not measured: ${why}`
      : `${shown(value)}${unit}, ${isMet({ value, atLeast, atMost }) ? 'met' : 'missed'}`
  return [what, `${bound}${unit}`, verdict]
}

export function printTable({ title, columns, rows, goals = [], notes = [] }) {
  console.log(`\n${title}`)
  const text = [columns, ...rows].map((row) => row.map(shown))
  const widths = columns.map((_, i) => Math.max(...text.map((row) => String(row[i]).length)))
  for (const row of text)
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`)
  for (const note of notes) console.log(`  ${note}`)
  for (const [what, bound, verdict] of goals.map(goalLine)) console.log(`  goal: ${what} ${bound}: ${verdict}`)
}

/** Replaces the tables that were measured in latest.json, and writes what follows from it. */
export function writeResults(folder, measured, { node, quick }) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'latest.json')
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { tables: {} }
  const run = {
    commit: commit(),
    at: new Date().toISOString().slice(0, 16),
    quick,
    machine: machine(),
    node: versionOf(node),
    load: Math.round(loadavg()[0]),
  }
  for (const { suite, tables } of measured)
    for (const table of tables) before.tables[`${suite}/${table.key}`] = { ...table, ...run }
  const order = ([key]) => suites.findIndex(({ name }) => name === key.slice(0, key.indexOf('/')))
  const tables = Object.entries(before.tables).sort((a, b) => order(a) - order(b))
  writeFileSync(file, `${JSON.stringify({ tables: Object.fromEntries(tables) }, null, 1)}\n`)
  writeFileSync(join(folder, 'latest.md'), page(tables.map(([, table]) => table)))
  for (const [, { bars = [] }] of tables)
    for (const chart of bars) writeFileSync(join(folder, `${chart.file}.svg`), barChart(chart))
}

const row = (cells) => `| ${cells.map(shown).join(' | ')} |`

function page(tables) {
  const goals = tables.flatMap(({ title, goals = [] }) => goals.map((goal) => [title, ...goalLine(goal)]))
  const parts = [
    '# Benchmarks, as last measured\n\nWritten by `npm run bench`; [performance](../../docs/performance.md) says how to read it.\n',
    `## Goals\n\n${[row(['table', 'what', 'goal', 'measured']), row(['---', '---', '---', '---']), ...goals.map(row)].join('\n')}\n`,
  ]
  for (const { title, columns, rows, notes = [], bars = [], commit, at, quick, machine, node, load } of tables) {
    const lines = [row(columns), row(columns.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)]
    parts.push(`## ${title}\n\n${lines.join('\n')}\n`)
    if (notes.length > 0) parts.push(`${notes.join(' ')}\n`)
    for (const { file, title } of bars) parts.push(`![${title}](${file}.svg)\n`)
    parts.push(`${at}, commit ${commit}${quick ? ', a quick run' : ''}; ${node}; ${machine}; load average ${load}\n`)
  }
  return parts.join('\n')
}

/** With a `+` where files are not as in that commit. */
function commit() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim()
  const changed = git('status', '--porcelain', '--', ':!results').length > 0
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`
}

const versionOf = (node) => `Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)}`

const machine = () =>
  `${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()} ${arch()}`
