/**
 * Values of a declared type to JSON text, in UTF-8 bytes as they are sent: text alone flatters whoever joins pieces that are copied only
 * when they are written. Each value has a property that is not declared and must not be in the text.
 */
import { isDeepStrictEqual } from 'node:util'
import fastJsonStringify from 'fast-json-stringify'
import { schemas, storedArticles } from '../peers/work.mjs'
import { timed } from './timed.mjs'

/** What the compiler emits for bench/app: its serializers, with the start of the server left out. */
const { stringifyGetArticlesReply, stringifyReceipt } = await import(process.env.GATI_BENCH_EMITTED)

const receipts = Array.from({ length: 64 }, (_, i) => ({
  ok: true,
  customerId: i,
  city: `City ${i}`,
  count: i,
  total: i / 4,
  express: i % 2 === 0,
  secret: i,
}))
const kinds = {
  'flat, 6 fields': {
    values: receipts,
    gatic: stringifyReceipt,
    'JSON.stringify by hand': ({ ok, customerId, city, count, total, express }) =>
      JSON.stringify({ ok, customerId, city, count, total, express }),
    'fast-json-stringify': fastJsonStringify(schemas.receipt),
  },
  'list of 100': {
    values: [storedArticles(), storedArticles().toReversed()],
    gatic: stringifyGetArticlesReply,
    'JSON.stringify by hand': (list) =>
      JSON.stringify(
        list.map(({ id, slug, title, views, score, published, tags, author }) => ({
          id,
          slug,
          title,
          views,
          score,
          published,
          tags,
          author: { id: author.id, name: author.name },
        })),
      ),
    'fast-json-stringify': fastJsonStringify(schemas.articles),
  },
}
const CONTENDERS = ['gatic', 'JSON.stringify by hand', 'fast-json-stringify']

const out = Buffer.alloc(1 << 16)
const rows = CONTENDERS.map((name) => [name])
for (const { values, ...all } of Object.values(kinds)) {
  const wanted = JSON.parse(all['JSON.stringify by hand'](values[0]))
  for (const name of CONTENDERS)
    if (!isDeepStrictEqual(JSON.parse(all[name](values[0])), wanted)) throw new Error(`${name} writes another text`)
  const write = (stringify) => {
    let at = 0
    return () => {
      at = (at + 1) % values.length
      out.write(stringify(values[at]))
    }
  }
  const times = await timed(Object.fromEntries(CONTENDERS.map((name) => [name, write(all[name])])))
  for (const row of rows) row.push(times[row[0]])
}
const goals = Object.keys(kinds).map((kind, i) => ({
  what: `${kind}: gatic / fast-json-stringify`,
  value: rows[0][i + 1] / rows[2][i + 1],
  atMost: 1,
}))
const table = { key: 'json', title: 'Serialising, written as UTF-8', columns: ['ns', ...Object.keys(kinds)], rows, goals }
process.stdout.write(JSON.stringify([table]))
