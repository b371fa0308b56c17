/** Cases of one kind, timed in turn by the processor time that they take: the machine may have other things to do. */

import { median } from '../median.mjs'

const quick = process.argv.includes('--quick')
const ROUNDS = quick ? 7 : 15
/** Milliseconds of processor time for one sample. */
const SAMPLE = quick ? 10 : 30

/**
 * `cases`: { name: () => void }. Nanoseconds for each, the median of samples. A case is called with what differs from call to call, so
 * that nothing is constant.
 */
export async function timed(cases) {
  const all = Object.entries(cases).map(([name, run]) => ({ name, run, calls: warmUp(run), samples: [] }))
  for (let round = 0; round < ROUNDS; round++)
    for (const { run, calls, samples } of all) samples.push((milliseconds(run, calls) / calls) * 1e6)
  return Object.fromEntries(all.map(({ name, samples }) => [name, median(samples)]))
}

function milliseconds(run, calls) {
  const before = process.cpuUsage()
  for (let i = 0; i < calls; i++) run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/**
 * How many calls make a sample. Emitted code is many functions, each of which is compiled when it has been called often: servers run for
 * longer than benchmarks.
 */
function warmUp(run) {
  const least = quick ? 300 : 1000
  let calls = 1
  for (let spent = 0; spent < least; ) {
    const took = milliseconds(run, calls)
    spent += took
    if (took < SAMPLE / 2) calls *= 2
  }
  return calls
}
