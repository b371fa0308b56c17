/**
 * Contenders in turn, round after round, on one processor, with the load on the other; medians over the rounds.
 *
 *   measure({ node, app, seconds, rounds, only }) -> [{ workload, rows: [{ name, rate, ratio, cpu, p50, p99, rss }] }]
 */
import { readFileSync } from 'node:fs'
import { contenders, start } from './contenders.mjs'
import { load } from './load.mjs'
import { verify } from './verify.mjs'
import { workloads } from './workloads.mjs'

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const TICKS_PER_SECOND = 100

/** Processor time so far in seconds and resident memory in MiB, as Linux counts them. */
function usage(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, rss: Number(rss[1]) / 1024 }
}

export async function measure({ node, app, seconds, rounds, only, report }) {
  const chosen = only === undefined ? workloads : workloads.filter(({ name }) => name.includes(only))
  const servers = []
  try {
    for (const contender of contenders(node, app)) servers.push({ ...contender, ...(await start(contender, 0)) })
    const results = []
    for (const workload of chosen) results.push(await compare(servers, workload, { seconds, rounds, report }))
    return results
  } finally {
    for (const { stop } of servers) await stop()
  }
}

async function compare(servers, workload, { seconds, rounds, report }) {
  let wanted
  for (const { name, origin } of servers) wanted = await verify(name, origin, workload, wanted)
  const samples = new Map(servers.map(({ name }) => [name, []]))
  for (const { origin } of servers) await load(origin, workload, { seconds: 1 })
  for (let round = 0; round < rounds; round++) {
    for (const { name, origin, child } of servers) {
      const before = usage(child.pid)
      const sample = await load(origin, workload, { seconds })
      const after = usage(child.pid)
      if (sample.errors > 0) throw new Error(`${name}: ${sample.errors} failed requests in ${workload.name}`)
      samples.get(name).push({ ...sample, cpu: ((after.cpu - before.cpu) / (sample.rate * seconds)) * 1e6, rss: after.rss })
    }
  }
  const first = median(samples.get(servers[0].name).map(({ rate }) => rate))
  const rows = servers.map(({ name }) => {
    const of = (key) => median(samples.get(name).map((sample) => sample[key]))
    return {
      name,
      rate: of('rate'),
      ratio: of('rate') / first,
      cpu: of('cpu'),
      p50: of('p50'),
      p95: of('p95'),
      p99: of('p99'),
      rss: of('rss'),
    }
  })
  report?.({ workload: workload.name, rows })
  return { workload: workload.name, rows }
}
