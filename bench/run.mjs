/** `npm run bench [-- --quick] [-- --only WORD]`: builds the app, measures it beside its peers, prints the tables. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure } from './http/run.mjs'

/** What a machine may lack is named before anything is measured; the peers are installed on the first run. */
function prepare() {
  const missing = ['wrk', 'taskset'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  if (missing.length > 0)
    throw new Error(`the benchmarks need ${missing.join(' and ')}: on Debian, apt-get install wrk util-linux`)
  const peers = join(here, 'peers')
  if (!existsSync(join(peers, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: peers, stdio: 'inherit' })
}

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string' } } })
const here = fileURLToPath(new URL('.', import.meta.url))
prepare()
const node = execFileSync(process.execPath, [join(here, '..', 'scripts', 'uws-node.mjs')], { encoding: 'utf8' }).trim()
execFileSync(process.execPath, [join(here, '..', 'compiler', 'dist', 'cli.mjs'), 'build', join(here, 'app')], {
  stdio: 'inherit',
})

const report = ({ workload, rows }) => {
  console.log(`\n${workload}`)
  console.log('  requests/s  ratio  cpu us  p50 ms  p99 ms  RSS MiB')
  for (const { name, rate, ratio, cpu, p50, p99, rss } of rows)
    console.log(
      `${rate.toFixed(0).padStart(12)}${ratio.toFixed(2).padStart(7)}${cpu.toFixed(1).padStart(8)}${p50.toFixed(2).padStart(8)}${p99.toFixed(2).padStart(8)}${rss.toFixed(0).padStart(9)}  ${name}`,
    )
}
await measure({
  node,
  app: join(here, 'app', 'dist'),
  seconds: values.quick ? 1 : 3,
  rounds: Number(values.rounds ?? (values.quick ? 3 : 7)),
  only: values.only,
  report,
})
