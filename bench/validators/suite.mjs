/**
 * Emitted validators, parsers and serialisers beside their peers, on this Node and on the one of the other suites. Each case is a
 * process, see case.mjs; several passes over all cases, of which the medians count, so that a disturbance of seconds spoils none.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../median.mjs'
import { compileTable } from './compile.mjs'
import { emitContender } from './emit.mjs'
import { sizeTable } from './size.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const both = ['valid', 'invalid']
const CASES = [
  ['assertLoose', both],
  ['assertStrict', both],
  ['parseSafe', both],
  ['parseStrict', both],
  ['simple', both],
  ['nested', both],
  ['list', both],
  ['explainSimple', ['invalid']],
  ['explainNested', ['invalid']],
  ['stringifyNested', ['valid']],
  ['stringifyList', ['valid']],
].flatMap(([name, kinds]) => kinds.map((kind) => ({ name, kind })))

/** Everything on one thread: code is compiled when it is hot, not when another thread gets round to it, and what is counted is all there is. */
const FLAGS = ['--no-concurrent-recompilation', '--single-threaded-gc']

/** What is not measured twice alike is not told apart. */
const NOISE = 1.05

export async function run(setting) {
  const contender = await emitContender()
  const nodes = setting.node === process.execPath ? [setting.node] : [process.execPath, setting.node]
  const cases = CASES.filter(({ name }) => setting.workload === undefined || name.includes(setting.workload))
  const tables = nodes.map((node) => speedTable(node, cases, setting))
  return setting.workload === undefined ? [...tables, await sizeTable(contender), await compileTable(contender)] : tables
}

function speedTable(node, cases, setting) {
  const passes = setting.quick ? 1 : 3
  const only = setting.only === undefined ? undefined : [...new Set(['hand', 'gatic', ...setting.only])].join(',')
  const measured = new Map(cases.map((one) => [one, []]))
  const missing = {}
  for (let pass = 0; pass < passes; pass++)
    for (const one of cases) {
      const input = JSON.stringify({ ...one, rounds: setting.rounds ?? (setting.quick ? 7 : 11), only })
      const result = JSON.parse(execFileSync(node, [...FLAGS, `${here}case.mjs`, input], { encoding: 'utf8', timeout: 120_000 }))
      measured.get(one).push(result.nanoseconds)
      for (const [who, why] of Object.entries(result.missing)) missing[who] = [...(missing[who] ?? []), why]
    }
  return tableOf(node, measured, missing)
}

const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

function tableOf(node, measured, missing) {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)
  const results = [...measured].map(([{ name, kind }, passes]) => {
    const names = Object.keys(passes[0])
    // Ratios of each pass: what disturbs a pass disturbs all of its contenders.
    const ratio = Object.fromEntries(names.map((who) => [who, median(passes.map((one) => one[who] / one.hand))]))
    const peers = names.filter((who) => who !== 'hand' && who !== 'gatic')
    const best = peers.toSorted((a, b) => ratio[a] - ratio[b])[0]
    return { title: `${name}, ${kind}`, hand: median(passes.map((one) => one.hand)), ratio, best }
  })
  const peers = [...new Set(results.flatMap(({ ratio }) => Object.keys(ratio)))].filter((who) => who !== 'hand')
  const beside = results.filter(({ best }) => best !== undefined)
  const behind = beside.filter(({ ratio, best }) => ratio.gatic > ratio[best] * NOISE)
  return {
    key: `node${version.split('.')[0]}`,
    title: `Validators, parsers and serialisers, Node ${version}: time as a ratio to hand-written (lower is better)`,
    columns: ['case', 'hand ns', ...peers],
    rows: results.map(({ title, hand, ratio }) => [title, hand, ...peers.map((who) => ratio[who] ?? '-')]),
    notes: [
      'Each contender is checked for the same answers first; explain gives a list of all that is wrong, in the form of each.',
      ...Object.entries(missing).map(([who, lacks]) => `${who} ${[...new Set(lacks)].join(' and ')}.`),
      ...behind.map(
        ({ title, best, ratio }) =>
          `Behind in ${title}: ${best} takes ${ratio[best].toFixed(2)}, gatic ${ratio.gatic.toFixed(2)}.`,
      ),
    ],
    goals: [
      {
        what: `cases in which gatic is first or within ${Math.round((NOISE - 1) * 100)} % of the best peer`,
        value: beside.length - behind.length,
        atLeast: beside.length,
      },
      {
        what: 'best peer / gatic, geometric mean',
        value: geometricMean(beside.map((one) => one.ratio[one.best] / one.ratio.gatic)),
        atLeast: 1.15,
      },
      {
        what: 'hand-written / gatic, geometric mean',
        value: geometricMean(results.map(({ ratio }) => 1 / ratio.gatic)),
        atLeast: 0.95,
      },
    ],
  }
}
