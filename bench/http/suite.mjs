/**
 * Contenders in turn, round after round, on one processor, with the load on the other; medians over the rounds.
 * Compared is what a request costs the server's processor: that limits it, and alone does not depend on what else the machine does.
 */
import { median } from '../median.mjs'
import { bareApp, benchApp, grownApp } from './apps.mjs'
import { contenders, start } from './contenders.mjs'
import { load } from './load.mjs'
import { usage } from './usage.mjs'
import { verify } from './verify.mjs'
import { workloads } from './workloads.mjs'

export async function run(setting) {
  const keys = setting.workload?.split(',')
  const unknown = keys?.find((key) => !workloads.some((workload) => workload.key === key))
  if (unknown !== undefined) throw new Error(`no workload is named ${unknown}: ${workloads.map(({ key }) => key).join(', ')}`)
  const asked = workloads.filter(({ key }) => keys === undefined || keys.includes(key))
  const app = benchApp()
  const bare = asked.some(({ key }) => key === 'instrumentation') ? bareApp(app) : undefined
  const all = [...chosen(contenders({ node: setting.node, app, bare }), setting.only), ...setting.also]
  const tables = await measure(
    all,
    asked.filter((workload) => workload.app === undefined),
    setting,
  )
  const large = asked.filter((workload) => workload.app === '1000')
  if (large.length === 0) return tables
  const many = chosen(contenders({ node: setting.node, app: grownApp(1000) }), setting.only)
  return [...tables, ...(await measure(many, large, setting, { BENCH_ROUTES: '1000' }))]
}

export const chosen = (all, only) => {
  const unknown = only?.find((id) => !all.some((contender) => contender.id === id))
  if (unknown !== undefined) throw new Error(`no contender is named ${unknown}: ${all.map(({ id }) => id).join(', ')}`)
  return only === undefined ? all : all.filter(({ id }) => only.includes(id))
}

async function measure(contenders, asked, setting, env) {
  const takes = ({ id }, workload) => (workload.contenders === undefined ? id !== 'gatic-bare' : workload.contenders.includes(id))
  const servers = []
  const tables = []
  try {
    for (const contender of contenders)
      if (asked.some((workload) => takes(contender, workload))) servers.push(await start(contender, { env }))
    for (const workload of asked) {
      const parties = servers.filter((server) => takes(server, workload))
      if (parties.length > 0) tables.push(table(workload, await samplesOf(parties, workload, setting)))
    }
    compareChains(tables)
    return tables
  } finally {
    for (const { stop } of servers) await stop()
  }
}

/** [{ id, name, samples: [{ rate, cpu, p50, p95, p99, rss }] }] */
export async function samplesOf(servers, workload, { quick, seconds = quick ? 1 : 2, rounds = quick ? 3 : 5, say }) {
  let wanted
  for (const server of servers) wanted = await verify(server, workload, wanted)
  say(`${workload.name}: ${servers.length} contenders, ${rounds} rounds of ${seconds} s`)
  const found = servers.map(({ id, name }) => ({ id, name, samples: [] }))
  for (const { origin } of servers) await load(origin, workload, { seconds: 1 })
  for (let round = 0; round < rounds; round++)
    for (const [i, server] of servers.entries()) found[i].samples.push(await sample(server, workload, seconds))
  return found
}

async function sample({ name, origin, pid }, workload, seconds) {
  const before = usage(pid)
  const found = await load(origin, workload, { seconds })
  const after = usage(pid)
  if (found.errors > 0) throw new Error(`${name}: ${found.errors} failed requests in ${workload.name}`)
  return { ...found, cpu: (after.cpu - before.cpu) / found.requests, rss: after.rss }
}

/** What the middlewares themselves cost: the same work is done by the handler of another route. */
function compareChains(tables) {
  const [chain, unchained] = ['chain', 'unchained'].map((key) => tables.find((table) => table.key === key))
  if (chain === undefined || unchained === undefined) return
  const cost = ({ rows }, wanted) => rows.find(([name]) => name === wanted)?.[2]
  for (const [name] of unchained.rows.filter(([name]) => name.startsWith('gatic'))) {
    const value = cost(unchained, name) / cost(chain, name)
    if (value > 0) unchained.goals.push({ what: `${name}: 5 middlewares / the same work in the handler`, value, atLeast: 0.85 })
  }
}

const COLUMNS = ['', 'ratio', 'CPU us/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'RSS MiB']

function table({ key, name, goals = [] }, found) {
  const rows = found.map(({ id, name, samples }) => {
    const of = (figure) => median(samples.map((sample) => sample[figure]))
    return { id, name, rate: of('rate'), cpu: of('cpu'), p50: of('p50'), p95: of('p95'), p99: of('p99'), rss: of('rss') }
  })
  const cost = (id) => rows.find((row) => row.id === id)?.cpu
  const compared = goals.filter(({ of, to }) => cost(of) !== undefined && cost(to) !== undefined)
  const nameOf = (id) => rows.find((row) => row.id === id).name
  return {
    key,
    title: `HTTP: ${name}`,
    columns: COLUMNS,
    rows: rows.map((row) => [row.name, rows[0].cpu / row.cpu, row.cpu, row.rate, row.p50, row.p95, row.p99, row.rss]),
    goals: compared.map(({ of, to, atLeast }) => ({
      what: `${nameOf(of)} / ${nameOf(to)}`,
      value: cost(to) / cost(of),
      atLeast,
    })),
    bars: [{ file: `http-${key}`, title: name, unit: 'CPU us/request', bars: rows.map((row) => [row.name, row.cpu]) }],
  }
}
