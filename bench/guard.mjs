/**
 * `npm run bench:guard [-- --base main]`: did this working copy get slower than a base branch? Both compilers build bench/app; the two
 * servers are measured in turn on this machine, on each transport. It fails where one request costs more than a tenth more processor
 * time, and no round of this one was as cheap as the dearest of the base.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from './http/apps.mjs'
import { start } from './http/contenders.mjs'
import { median, samplesOf } from './http/suite.mjs'
import { workloads } from './http/workloads.mjs'
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

prepare()
const node = nodeForAll()
const folders = {
  base: build(app, join(root, '.cache/bench/guard-base'), baseCopy()),
  head: build(app, join(root, '.cache/bench/guard-head')),
}
const slower = []
for (const transport of ['uws', 'node']) {
  const servers = []
  try {
    for (const [id, folder] of Object.entries(folders)) {
      const contender = { id, name: id, command: [node, join(folder, 'server.mjs')], env: { GATI_TRANSPORT: transport } }
      servers.push(await start(contender))
    }
    for (const workload of workloads.filter(({ key }) => (values.workload ?? WORKLOADS).includes(key)))
      await compare(transport, servers, workload)
  } finally {
    for (const { stop } of servers) await stop()
  }
}
for (const line of slower) console.error(`slower: ${line}`)
process.exitCode = slower.length === 0 ? 0 : 1

async function compare(transport, servers, workload) {
  const setting = { rounds: Number(values.rounds), seconds: Number(values.seconds), say: (line) => console.error(line) }
  const [base, head] = (await samplesOf(servers, workload, setting)).map(({ samples }) => samples.map(({ cpu }) => cpu))
  const ratio = median(head) / median(base)
  const title = `${workload.name} on ${transport}`
  const spread = (costs) => `${Math.min(...costs).toFixed(2)}-${Math.max(...costs).toFixed(2)}`
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
