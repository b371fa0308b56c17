/** Cases of one kind, timed by benny in turns: what disturbs the machine for a while disturbs one turn of each. */
import benny from 'benny'

const quick = process.argv.includes('--quick')
const ROUNDS = quick ? 2 : 5
/** Seconds for one turn of one case, and before the first. */
const TURN = quick ? 0.1 : 0.3
const WARM_UP = quick ? 0.2 : 1

/**
 * `cases`: { name: () => void }. Nanoseconds for each, the median of the turns. A case is called with what differs from call to call, so
 * that nothing is constant. Emitted code is many functions, each of which is compiled when it has been called often: servers run for
 * longer than benchmarks, so the first turn does not count.
 */
export async function timed(cases) {
  await turn(cases, WARM_UP)
  const turns = []
  for (let round = 0; round < ROUNDS; round++) turns.push(await turn(cases, TURN))
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  return Object.fromEntries(Object.keys(cases).map((name) => [name, median(turns.map((times) => times[name]))]))
}

/** Nanoseconds of a call, by the name of its case. */
async function turn(cases, maxTime) {
  const added = Object.entries(cases).map(([name, run]) => benny.add(name, run))
  const settings = benny.configure({ cases: { minSamples: 5, minTime: maxTime / 5, maxTime }, minDisplayPrecision: 0 })
  const { results } = await benny.suite('', ...added, settings)
  return Object.fromEntries(results.map(({ name, ops }) => [name, 1e9 / ops]))
}
