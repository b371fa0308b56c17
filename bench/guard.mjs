/**
 * `npm run bench:guard [-- --base main]`: did this working copy get slower than a base branch? Both compilers build bench/app; the two
 * servers are measured in turn on this machine, on each transport. It fails where one request costs more than a tenth more processor
 * time, and no round of this one was as cheap as the base's dearest.
 *
 * `-- --committed`: the same question to results/latest.json, where there is no base to build. Measured beside the same server by hand,
 * for processors differ and ratios to that less; it fails where the ratio is worse by more than a tenth in every round.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from './http/apps.mjs'
import { contenders, start } from './http/contenders.mjs'
import { samplesOf } from './http/suite.mjs'
import { workloads } from './http/workloads.mjs'
import { median } from './median.mjs'
import { nodeForAll, prepare } from './prepare.mjs'
import { printTable } from './results.mjs'

const TOLERANCE = 1.1
const WORKLOADS = ['static', 'params', 'post', 'list', 'async', 'chain', 'miss']

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'main' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    workload: { type: 'string' },
    committed: { type: 'boolean', default: false },
  },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const app = join(root, 'bench/app')

/** A working copy of the base, built; kept for the next time. */
function baseCopy() {
  const copy = join(root, '.cache/bench/base')
  const git = (cwd, ...args) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
  const wanted = git(root, 'rev-parse', `${values.base}^{commit}`)
  if (existsSync(join(copy, '.git'))) git(copy, 'checkout', '--quiet', '--detach', '--force', wanted)
  else git(root, 'worktree', 'add', '--quiet', '--force', '--detach', copy, wanted)
  const npm = (...args) => execFileSync('npm', args, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
  npm('ci', '--no-audit', '--no-fund', '--ignore-scripts')
  npm('run', 'build')
  return copy
}

/** The app, where the base's shim is found rather than this one's. */
function appIn(copy) {
  const folder = join(copy, 'bench/guarded')
  rmSync(folder, { recursive: true, force: true })
  cpSync(app, folder, { recursive: true, filter: (path) => !/[\\/](dist|\.gati)$/.test(path) })
  return folder
}

const asked = workloads.filter(({ key }) => (values.workload?.split(',') ?? WORKLOADS).includes(key))
const setting = { rounds: Number(values.rounds), seconds: Number(values.seconds), say: (line) => console.error(line) }
const slower = []
prepare()
const node = nodeForAll()
await (values.committed ? againstResults() : againstBase())
for (const line of slower) console.error(`slower: ${line}`)
process.exitCode = slower.length === 0 ? 0 : 1

async function againstBase() {
  const copy = baseCopy()
  const folders = {
    base: build(appIn(copy), join(root, '.cache/bench/guard-base'), copy),
    head: build(app, join(root, '.cache/bench/guard-head')),
  }
  for (const transport of ['uws', 'node']) {
    const emitted = Object.entries(folders).map(([id, folder]) => ({
      id,
      name: id,
      command: [node, join(folder, 'server.mjs')],
      env: { GATI_TRANSPORT: transport },
    }))
    await withServers(emitted, (servers, workload) => compare(transport, servers, workload))
  }
}

async function againstResults() {
  const { tables } = JSON.parse(readFileSync(join(root, 'bench/results/latest.json'), 'utf8'))
  const all = contenders({ node, app: build(app, join(root, '.cache/bench/guard-head')) })
  for (const [ours, byHand] of [
    ['gatic', 'uws'],
    ['gatic-node', 'node'],
  ]) {
    const pair = [byHand, ours].map((wanted) => all.find(({ id }) => id === wanted))
    await withServers(pair, (servers, workload) => compareWith(tables[`http/${workload.key}`], servers, workload))
  }
}

async function withServers(wanted, measure) {
  const servers = []
  try {
    for (const contender of wanted) servers.push(await start(contender))
    for (const workload of asked) await measure(servers, workload)
  } finally {
    for (const { stop } of servers) await stop()
  }
}

/** Processor time by hand to that of ours: `table` has it as it was committed. */
async function compareWith(table, servers, workload) {
  const costOf = (name) => table?.rows.find(([own]) => own === name)?.[2]
  const committed = costOf(servers[0].name) / costOf(servers[1].name)
  if (!(committed > 0)) return console.error(`${workload.name}: results/latest.json has no ratio of ${servers[1].name}`)
  const [byHand, ours] = (await samplesOf(servers, workload, setting)).map(({ samples }) => samples.map(({ cpu }) => cpu))
  const ratios = ours.map((cost) => median(byHand) / cost)
  const title = `${workload.name}, ${servers[1].name} / ${servers[0].name}`
  printTable({
    title,
    columns: ['ratio', 'median', 'spread'],
    rows: [
      ['committed', committed, ''],
      ['this', median(ratios), spread(ratios)],
    ],
  })
  if (Math.max(...ratios) * TOLERANCE < committed)
    slower.push(`${title}: ${median(ratios).toFixed(2)}, was ${committed.toFixed(2)}`)
}

function spread(figures) {
  return `${Math.min(...figures).toFixed(2)}-${Math.max(...figures).toFixed(2)}`
}

async function compare(transport, servers, workload) {
  const [base, head] = (await samplesOf(servers, workload, setting)).map(({ samples }) => samples.map(({ cpu }) => cpu))
  const ratio = median(head) / median(base)
  const title = `${workload.name} on ${transport}`
  printTable({
    title,
    columns: ['CPU us/request', 'median', 'spread'],
    rows: [
      [values.base, median(base), spread(base)],
      ['this', median(head), spread(head)],
      ['ratio', ratio, ''],
    ],
  })
  if (ratio > TOLERANCE && Math.min(...head) > Math.max(...base))
    slower.push(`${title}: ${ratio.toFixed(2)} times the processor time`)
}
