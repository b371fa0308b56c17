/** Twelve transforms of an answer: as they are compiled, called by hand one inside the other, and written as one function. */
import { isDeepStrictEqual } from 'node:util'
import { timed } from './timed.mjs'

const { compiled, project, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11 } = await import(process.env.GATI_BENCH_EMITTED)

const values = Array.from({ length: 64 }, (_, i) => ({
  id: i,
  name12: `name ${i}`,
  tags: [`tag ${i}`],
  active: i % 2 === 0,
  secret: i,
}))
const cases = {
  compiled(value) {
    const res = { statusCode: 200, content: 'json', body: value }
    compiled(res)
    return res
  },
  'the functions, called by hand'(value) {
    const body = t0(t1(t2(t3(t4(t5(t6(t7(t8(t9(t10(t11(project(value)))))))))))))
    return { statusCode: 200, content: 'json', body }
  },
  'one function by hand'(value) {
    const { id, name12, tags, active } = project(value)
    return { statusCode: 200, content: 'json', body: { id, name0: name12, tags, active } }
  },
}
const wanted = { id: 1, name0: 'name 1', tags: ['tag 1'], active: false }
for (const [name, run] of Object.entries(cases))
  if (!isDeepStrictEqual(run(values[1]).body, wanted)) throw new Error(`${name} answers something else`)

/** All values in one call: what it takes to call a case would be a part of each figure. */
const kept = []
const all = (run) => () => {
  for (let i = 0; i < values.length; i++) kept[i] = run(values[i])
}
const times = await timed(Object.fromEntries(Object.entries(cases).map(([name, run]) => [name, all(run)])))
if (kept.length !== values.length) throw new Error('nothing was answered')
const rows = Object.keys(cases).map((name) => [name, times[name] / values.length])
const goals = Object.keys(cases)
  .slice(1)
  .map((name) => ({ what: `a chain of 12: compiled / ${name}`, value: times.compiled / times[name], atMost: 1.3 }))
process.stdout.write(
  JSON.stringify([{ key: 'chains', title: 'Twelve transforms of an answer', columns: ['', 'ns'], rows, goals }]),
)
