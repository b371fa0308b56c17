/** Cases of one kind, timed by benny. */
import benny from 'benny'

const quick = process.argv.includes('--quick')

/**
 * `cases`: { name: () => void }. Nanoseconds for each, the median of benny's samples. A case is called with what differs from call to
 * call, so that nothing is constant.
 */
export async function timed(cases) {
  const silent = console.log
  console.log = () => {}
  try {
    const options = { minSamples: quick ? 10 : 30, maxTime: quick ? 0.2 : 0.6 }
    for (const run of Object.values(cases)) warmUp(run)
    const adds = Object.entries(cases).map(([name, run]) => benny.add(name, () => run, options))
    const { results } = await benny.suite('', ...adds)
    return Object.fromEntries(results.map(({ name, details }) => [name, details.median * 1e9]))
  } finally {
    console.log = silent
  }
}

/** Emitted code is many functions, of which each is compiled when it has been called often: servers run for longer than benchmarks. */
function warmUp(run) {
  const until = performance.now() + (quick ? 300 : 1000)
  while (performance.now() < until) for (let i = 0; i < 10; i++) run()
}
