/** Which of 1,000 versions is meant, by what clients write: a text that is known, one that is to be read, one that changes each time. */
import { versionTable } from '../../runtime-shim/server/version-table.ts'
import { timed } from './timed.mjs'

const VERSIONS = 1000
const START = Date.UTC(2020, 0, 1)
const DAY = 86_400_000
const iso = (time) => new Date(time).toISOString().replace('.000Z', 'Z')
const rows = Array.from({ length: VERSIONS }, (_, i) => ({
  id: iso(START + i * 2 * DAY + 36_000_000),
  semver: `${Math.floor(i / 100)}.${Math.floor(i / 10) % 10}.${i % 10}`,
  tags: i % 100 === 0 ? [`tag-${i}`] : [],
}))
const table = versionTable(rows, 'oldest')

/** As a header comes: a string that nobody has seen before, though its text may be known. */
const fresh = (texts) => {
  const bytes = texts.map((text) => Buffer.from(text, 'latin1'))
  let turn = 0
  return () => {
    turn = (turn + 1) % bytes.length
    return bytes[turn].latin1Slice()
  }
}
const resolving = (texts) => {
  const next = fresh(texts)
  return () => {
    if (table.resolve(next()) < 0) throw new Error('a version is not found')
  }
}
const reading = (texts) => {
  const next = fresh(texts)
  return () => void next()
}

/** More different texts than are kept, so that each is read anew. */
const days = Array.from({ length: 2048 }, (_, i) => iso(START + i * DAY).slice(0, 10))
const times = Array.from({ length: 2048 }, (_, i) => iso(START + i * DAY + i * 1000).replace('Z', '+02:00'))
const ranges = Array.from(
  { length: 1024 },
  (_, i) => `>=${Math.floor(i / 120)}.${i % 10} <${Math.floor(i / 120) + 1}.${i % 7}.${i}`,
)

const cases = {
  'always the same time': [rows[700].id],
  'times of all versions, in turn': rows.map(({ id }) => id),
  'numbers of all versions, in turn': rows.map(({ semver }) => semver),
  'tags, in turn': rows.flatMap(({ tags }) => tags),
  '300 ranges, in turn': ranges.slice(0, 300),
  '2,048 dates, each read anew': days,
  '2,048 times with offsets, each read anew': times,
  '1,024 ranges, each read anew': ranges,
}
const found = await timed({
  ...Object.fromEntries(Object.entries(cases).map(([name, texts]) => [name, resolving(texts)])),
  ...Object.fromEntries(Object.entries(cases).map(([name, texts]) => [`text of ${name}`, reading(texts)])),
})
const cost = (name) => Math.max(0, found[name] - found[`text of ${name}`])
const columns = ['', 'ns/request']
process.stdout.write(
  JSON.stringify([
    {
      key: 'resolution',
      title: 'Which of 1,000 versions is meant',
      columns,
      rows: Object.keys(cases).map((name) => [name, cost(name)]),
      notes: ['Without what it takes to make the string of the header, which a server without versions does not read.'],
      goals: Object.keys(cases).map((name) => ({ what: name, value: cost(name), atMost: 1000, unit: 'ns' })),
    },
  ]),
)
