import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafType, sample, valueFor } from '../../../emitters/validator/testing/random-types.ts'
import { accepts, parsePart } from '../../interpret/index.ts'
import type { JsonValue, NamedTypes, Property, Type } from '../../ir/index.ts'
import type { Snapshot, SnapshotRoute } from '../snapshot.ts'
import { textsOf } from '../wire/index.ts'
import { edited } from '../wire/testing/edited.ts'
import { type Change, compareSnapshots } from './index.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150)

/** A route as far as it is random: of the query only what text can be. */
interface Contract {
  readonly path: string
  readonly query: readonly Property[]
  readonly body: Type | undefined
  readonly replies: readonly { readonly status: number; readonly body: Type }[]
}

const isText = ({ kind }: Type) => ['string', 'number', 'boolean', 'bigint', 'literal', 'date', 'template'].includes(kind)
const textType = leafType.filter((type) => isText(type) && !JSON.stringify(type).includes('"check"'))
const query = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c'), type: textType, optional: fc.boolean() }), {
  selector: ({ name }) => name,
  maxLength: 3,
})
const statuses = fc.uniqueArray(fc.constantFrom(200, 201, 202, 404, 409), { minLength: 1, maxLength: 3 })
const plain = sample.filter(({ type, types }) => !JSON.stringify([type, types]).includes('"check"'))

/** A contract, and it with something changed: types, members, statuses, or where it is. */
const pair = plain.chain(({ type, types }) =>
  fc
    .record({
      path: fc.constantFrom('a', 'b'),
      query,
      body: fc.constantFrom(type, undefined),
      replies: statuses.map((all) => all.map((status) => ({ status, body: type }))),
    })
    .chain((before: Contract) =>
      fc.record({
        before: fc.constant(before),
        types: fc.constant(types),
        after: fc.record({
          path: fc.oneof({ weight: 9, arbitrary: fc.constant(before.path) }, { weight: 1, arbitrary: fc.constant('c') }),
          query: fc.oneof(fc.constant(before.query), query),
          body: before.body === undefined ? fc.constant(undefined) : fc.oneof(fc.constant(before.body), edited(before.body)),
          replies: fc.oneof(
            fc.constant(before.replies),
            edited(type).map((body) => before.replies.map(({ status }) => ({ status, body }))),
            statuses.map((all) => all.map((status) => ({ status, body: type }))),
          ),
        }),
      }),
    ),
)

const snapshotOf = ({ path, query: members, body, replies }: Contract, types: NamedTypes): Snapshot => {
  const route: SnapshotRoute = {
    id: `POST /${path}`,
    method: 'POST',
    path: `/${path}`,
    segments: [{ kind: 'static', value: path }],
    request: { query: members, ...(body && { body: { content: 'json', type: body, optional: false } }) },
    replies: replies.map(({ status, body: type }) => ({ status, content: 'json', body: type })),
    guards: [],
  }
  return { format: 2, name: 'app', appVersion: '1.0.0', extraKeys: 'strip', bodyLimit: 1000, routes: [route], types }
}

/** As JSON, and nothing that is not declared: who sends or answers more is not meant. */
function valuesOf(type: Type, types: NamedTypes, seed: number): JsonValue[] {
  return fc.sample(valueFor(type, types), { numRuns: 15, seed }).flatMap((value) => {
    const text = JSON.stringify(value)
    if (text === undefined) return []
    const json = JSON.parse(text) as JsonValue
    return accepts(type, json, { types, extraKeys: 'strict' }) ? [json] : []
  })
}

/** What clients of the older version meet, whom nothing was told to break. */
function refutation(
  { before, after, types }: { before: Contract; after: Contract; types: NamedTypes },
  changes: readonly Change[],
  seed: number,
) {
  const breaks = (...rules: readonly string[]) => changes.some(({ level, rule }) => level === 'major' && rules.includes(rule))
  const meaning = { types, extraKeys: 'strip' } as const
  if (before.path !== after.path) return breaks('route-removed', 'route-renamed') ? undefined : 'the route is gone'
  if (before.body && after.body && !breaks('request-body'))
    for (const value of valuesOf(before.body, types, seed))
      if (!accepts(after.body, value, meaning)) return `the body ${JSON.stringify(value)} is refused`
  if (!breaks('request-query', 'request-default')) {
    const part: Type = { kind: 'object', properties: before.query, index: [], constraints: [] }
    for (const value of valuesOf(part, types, seed)) {
      const texts = textsOf(value)
      if (parsePart(before.query, 'query', texts, meaning) && !parsePart(after.query, 'query', texts, meaning))
        return `the query ${JSON.stringify(texts)} is refused`
    }
  }
  for (const { status, body } of after.replies) {
    const known = before.replies.find((reply) => reply.status === status)
    if (known === undefined) {
      if (status < 400 && !breaks('status-added', 'status-moved')) return `${status} is answered, which nobody knows`
    } else if (!breaks('reply-body'))
      for (const value of valuesOf(body, types, seed))
        if (!accepts(known.body, value, meaning)) return `${status} ${JSON.stringify(value)} is answered, which nobody expects`
  }
  return undefined
}

test('random contracts and edits: what is said not to break clients breaks none', { timeout: 60_000 + 100 * numRuns }, () => {
  const counts = { major: 0, minor: 0, none: 0 }
  fc.assert(
    fc.property(pair, fc.nat(), (contracts, seed) => {
      const { before, after, types } = contracts
      // What the app's own predicates say is not known here.
      if (JSON.stringify(contracts).includes('"check"')) return
      const changes = compareSnapshots(snapshotOf(before, types), snapshotOf(after, types))
      const level = changes[0]?.level ?? 'none'
      if (level !== 'patch') counts[level]++
      const found = refutation(contracts, changes, seed)
      if (found !== undefined) expect.fail(`${found}: ${JSON.stringify(contracts)}\n${JSON.stringify(changes)}`)
    }),
    { numRuns },
  )
  expect(counts.major).toBeGreaterThan(numRuns / 10)
  // Enough of what could be refuted.
  expect(counts.minor + counts.none).toBeGreaterThan(numRuns / 25)
})
