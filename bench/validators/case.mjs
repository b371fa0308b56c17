/**
 * One case in a process of its own: `node case.mjs '{"name":"simple","kind":"valid","rounds":9,"only":"gatic,typia"}'` prints the
 * nanoseconds of each contender as JSON. All of them are checked before one is timed. They take turns of some milliseconds, in another
 * order each time, so that what disturbs the machine disturbs all; each has a loop of its own, compiled for it alone.
 */
import { isDeepStrictEqual } from 'node:util'
import { median } from '../median.mjs'
import { contenders } from './contenders.mjs'
import { valuesOf, wanted } from './values.mjs'

const { name, kind, rounds, only } = JSON.parse(process.argv[2])
const TURN_MS = 12
const STEADY_TURNS = 8
const MOST_TURNS = 60
const LEAST_CALLS = 4000

/**
 * What is made is kept for a while, as a program would: an engine cannot leave out the making. The name makes each text another one:
 * equal texts would share what the engine learns of them.
 */
const loopOf = (contender, call, values) => {
  const kept = new Array(values.length)
  return new Function(
    'call',
    'values',
    'kept',
    `/* ${contender} */ return (count) => { for (let i = 0; i < count; i++) { const at = i & ${values.length - 1}; kept[at] = call(values[at]) } return kept }`,
  )(call, values, kept)
}

/** Text is written where a server writes it: what was only chained together is made whole there. */
const bytes = Buffer.alloc(1 << 20)
const used = (call) => (name.startsWith('stringify') ? (value) => bytes.write(call(value)) : call)

function check(contender, call, values) {
  for (const value of values) {
    const before = JSON.stringify(value)
    const answer = call(value)
    const got = name.startsWith('explain') ? answer.length > 0 : answer
    const want = wanted(name, kind, value)
    const isRight = typeof want === 'string' ? sameText(got, want) : isDeepStrictEqual(plain(got), want)
    if (!isRight)
      throw new Error(`${contender} answers ${JSON.stringify(got)} for ${name} ${kind}, not ${JSON.stringify(want)}: ${before}`)
    if (JSON.stringify(value) !== before) throw new Error(`${contender} changes what it is given`)
  }
}

const plain = (value) => (typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value)
/** Members may come in another order. */
const sameText = (got, want) => isDeepStrictEqual(JSON.parse(got), JSON.parse(want))

// Made twice: by the second time the engine knows which members hold integers only, and no shape changes any more.
valuesOf(name, kind)
const values = valuesOf(name, kind)
const running = []
const missing = {}
for (const { contender, functions, lacks } of await contenders(only)) {
  const call = functions[name]
  if (call === undefined) {
    missing[contender] = lacks[name]
    continue
  }
  check(contender, call, values)
  running.push({ contender, loop: loopOf(contender, used(call), values), count: 0, times: [] })
}

/** Nanoseconds of the processor's time, not of the clock's: others on the machine do not count. Its compiler and collector do. */
const time = ({ loop }, count) => {
  const start = process.cpuUsage()
  loop(count)
  const { user, system } = process.cpuUsage(start)
  return Math.max(1, user + system) * 1000
}

/** Until turns get no shorter: engines compile what is hot beside it, later where the machine is busy. */
function warm(one) {
  one.count = 16
  let best = Number.POSITIVE_INFINITY
  for (let turn = 0, since = 0, calls = 0; calls < LEAST_CALLS || (since < STEADY_TURNS && turn < MOST_TURNS); turn++) {
    const took = time(one, one.count)
    calls += one.count
    const each = took / one.count
    since = each < best * 0.97 ? 0 : since + 1
    best = Math.min(best, each)
    one.count = Math.max(16, Math.ceil(Math.min((TURN_MS * 1e6) / each, one.count * 4)))
  }
}

for (const one of running) warm(one)
for (let round = 0; round < rounds; round++)
  for (let i = 0; i < running.length; i++) {
    const one = running[(i * (round % 2 === 0 ? 1 : running.length - 1) + round) % running.length]
    one.times.push(time(one, one.count) / one.count)
  }
console.log(
  JSON.stringify({ missing, nanoseconds: Object.fromEntries(running.map(({ contender, times }) => [contender, median(times)])) }),
)
