/**
 * What versions cost: to find out which of 1,000 is meant; and bench/app with as many behind it beside the same app without, asked by
 * clients who name none and by clients who do. And how long it takes to tell what changed between two versions.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchApp, build } from '../http/apps.mjs'
import { start } from '../http/contenders.mjs'
import { samplesOf } from '../http/suite.mjs'
import { workloads } from '../http/workloads.mjs'
import { median } from '../median.mjs'
import { runAlone } from '../micro/run.mjs'
import { chains } from './chains.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const VERSIONS = 1000

export async function run(setting) {
  const asked = (key) => setting.workload === undefined || setting.workload.split(',').includes(key)
  const tables = asked('resolution') ? await runAlone('versions', setting) : []
  if (asked('chains')) tables.push(...(await chains(setting)))
  if (asked('diff')) tables.push(...(await runAlone('versions-diff', setting)))
  return asked('http') ? [...tables, await pairs(setting)] : tables
}

/** bench/app with a past of so many versions, none of which differs from it. */
function versionedApp(node) {
  const app = join(root, '.cache/bench/app-versions')
  rmSync(app, { recursive: true, force: true })
  cpSync(join(root, 'bench/app'), app, { recursive: true, filter: (path) => !/[\\/](dist|\.gati)$/.test(path) })
  const gatic = [join(root, 'compiler/dist/cli.mjs'), 'version', 'snapshot', '--app', app]
  execFileSync(process.execPath, gatic, { stdio: ['ignore', 'ignore', 'inherit'] })
  const store = join(app, '.gati/versions')
  execFileSync(node, [join(root, 'bench/versions/record.program.mjs'), store, String(VERSIONS)], { stdio: 'inherit' })
  return build(app, join(app, 'dist'))
}

async function pairs(setting) {
  const { node, quick, rounds = quick ? 5 : 15, seconds = 1 } = setting
  const folders = [benchApp(), versionedApp(node)]
  const rows = []
  const goals = []
  for (const transport of ['uws', 'node']) {
    const servers = []
    try {
      for (const [i, name] of ['without versions', `with ${VERSIONS}`].entries())
        servers.push(
          await start({ id: name, name, command: [node, join(folders[i], 'server.mjs')], env: { GATI_TRANSPORT: transport } }),
        )
      for (const { workload, about } of asking()) {
        const found = await samplesOf(servers, { ...workload, name: `${transport}, ${about}` }, { ...setting, rounds, seconds })
        const [without, with_] = found.map(({ samples }) => samples.map(({ cpu }) => cpu))
        // Of neighbours in time, so that what else the machine does is in both.
        const ratio = median(with_.map((cpu, round) => cpu / without[round]))
        rows.push([`${transport}: ${about}`, median(without), median(with_), ratio])
        goals.push({ what: `${transport}: ${about}`, value: ratio, atMost: 1.01 })
      }
    } finally {
      for (const { stop } of servers) await stop()
    }
  }
  const columns = ['', 'CPU us/request without', 'with', 'ratio']
  return { key: 'http', title: `HTTP: an app without versions, and with ${VERSIONS}`, columns, rows, goals }
}

function asking() {
  const workload = (key) => workloads.find((one) => one.key === key)
  const naming = ({ requests, ...rest }) => ({
    ...rest,
    refused: [],
    requests: requests.map((request) => ({ ...request, headers: { ...request.headers, 'x-api-version': '2024-06-01' } })),
  })
  return [
    { about: 'static JSON, no version named', workload: workload('static') },
    { about: 'static JSON, a date named', workload: naming(workload('static')) },
    { about: 'a body, validated, a date named', workload: naming(workload('post')) },
  ]
}
