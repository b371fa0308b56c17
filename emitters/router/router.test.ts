import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PathSegment } from '../../compiler/ir/index.ts'
import { allowOf } from '../../runtime-shim/server/allow.ts'
import { segmentTable } from '../../runtime-shim/server/segments.ts'
import { names } from '../code/index.ts'
import { emitRouter, type RouterEntry } from './index.ts'

type Match = readonly [call: string, ...params: string[]]
type Route = (exchange: Match[], path: string) => boolean
type Router = { readonly allow: (path: string) => string } & { readonly [method: string]: Route }

const segmentsOf = (path: string): PathSegment[] =>
  path
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '')
    .map((segment) => {
      if (segment.startsWith(':')) return { kind: 'param', name: segment.slice(1) }
      return segment.startsWith('*') ? { kind: 'rest', name: segment.slice(1) } : { kind: 'static', value: segment }
    })

const entriesOf = (routes: readonly string[]): RouterEntry[] =>
  routes.map((route, index) => {
    const [method, path] = route.split(' ') as [string, string]
    return { method, segments: segmentsOf(path), call: `route${index}` }
  })

function compiled(entries: readonly RouterEntry[]): Router {
  const { code, name } = emitRouter(entries, names(), (name) => name)
  const functions = entries.map(({ call }) => `const ${call} = (matches, ...params) => matches.push(['${call}', ...params])`)
  const body = `'use strict'\n${[...new Set(functions)].join('\n')}\n${code}\nreturn ${name}`
  return new Function('allowOf', 'segmentTable', body)(allowOf, segmentTable) as Router
}

function lookup(router: Router, method: string, path: string): Match | undefined {
  const matches: Match[] = []
  const found = router[method]?.(matches, path) ?? false
  expect(matches).toHaveLength(found ? 1 : 0)
  return matches[0]
}

/** Tries every route on the split path, and takes the most specific match: static before parameter before rest, from the left. */
function naive(entries: readonly RouterEntry[], method: string, path: string): Match | undefined {
  const given = path === '/' ? [] : path.slice(1).split('/')
  let best: { rank: string; match: Match } | undefined
  for (const { method: own, segments, call } of entries) {
    const match = own === method ? matched(segments, given) : undefined
    if (match === undefined) continue
    const rank = segments.map(({ kind }) => ({ static: 'a', param: 'b', rest: 'c' })[kind]).join('')
    if (best === undefined || rank < best.rank) best = { rank, match: [call, ...match] }
  }
  return best?.match
}

function matched(segments: readonly PathSegment[], given: readonly string[]): string[] | undefined {
  const params: string[] = []
  for (const [index, segment] of segments.entries()) {
    const text = given[index]
    if (text === undefined || text === '') return undefined
    if (segment.kind === 'rest') return given.slice(index).includes('') ? undefined : [...params, given.slice(index).join('/')]
    if (segment.kind === 'static' && segment.value !== text) return undefined
    if (segment.kind === 'param') params.push(text)
  }
  return segments.length === given.length ? params : undefined
}

const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 300)
const methods = ['GET', 'POST', 'DELETE']
const word = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'ab',
    'abc',
    'users',
    'posts',
    'user',
    '%C3%A9',
    '%2F',
    'é',
    '.',
    '@me',
    'a.b',
    "it's",
    '*x',
    '(',
    '\u{1f600}',
  ),
  fc.stringMatching(/^[a-z]{1,3}$/),
)
const segment: fc.Arbitrary<PathSegment> = fc.oneof(
  { weight: 3, arbitrary: word.map((value) => ({ kind: 'static' as const, value })) },
  { weight: 2, arbitrary: fc.constantFrom('id', 'name').map((name) => ({ kind: 'param' as const, name })) },
)
const segments = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.boolean())
  .map(([list, isRest]): PathSegment[] => (isRest && list.length < 4 ? [...list, { kind: 'rest', name: 'rest' }] : list))

const shape = (segment: PathSegment): string => (segment.kind === 'static' ? segment.value : `:${segment.kind}`)

/** No two routes with the same method and shape: lowering refuses those. */
const table = fc
  .uniqueArray(fc.record({ method: fc.constantFrom(...methods), segments }), {
    maxLength: 25,
    selector: ({ method, segments }) => `${method} ${segments.map(shape).join('/')}`,
  })
  .map((routes): RouterEntry[] => routes.map((route, index) => ({ ...route, call: `route${index}` })))

/** Two of them have the same hash, as `Aa` and `BB` have. */
const resource = fc.oneof(fc.stringMatching(/^[a-z]{1,4}(-[0-9])?$/), fc.constantFrom('Aa', 'BB', 'Aaé', 'BBé'))

/** Many resources below which routes are the same, as apps have them: a table finds the resource, and what is below some of them is emitted once. */
const alike = fc
  .record({
    below: fc.uniqueArray(segments, { minLength: 2, maxLength: 9, selector: (list) => JSON.stringify(list.map(shape)) }),
    before: fc.array(segment, { maxLength: 2 }),
    resources: fc.uniqueArray(resource, { minLength: 12, maxLength: 20 }),
    parts: fc.uniqueArray(resource, { minLength: 12, maxLength: 20 }),
    // Resources that have many of their own.
    isDeep: fc.boolean(),
    others: table,
  })
  .map(({ below, before, resources, parts, isDeep, others }): RouterEntry[] => {
    const under = (prefix: readonly PathSegment[], values: readonly string[]) =>
      values.flatMap((value) => below.map((list) => [...prefix, { kind: 'static' as const, value }, ...list]))
    const deep = [...before, { kind: 'static' as const, value: resources[0]! }, { kind: 'param' as const, name: 'whole' }]
    const own = [...under(before, resources), ...(isDeep ? under(deep, parts) : [])]
    const all = [...own.map((segments) => ({ method: 'GET', segments })), ...others]
    const routes = new Map(all.map((route) => [`${route.method} ${route.segments.map(shape).join('/')}`, route]))
    return [...routes.values()].map((route, index) => ({ ...route, call: `route${index}` }))
  })

const path = fc
  .array(fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: fc.constant('') }), { maxLength: 6 })
  .map((list) => `/${list.join('/')}`)

/** Paths that a table is likely to route: its own, with parameters filled in, and sometimes something appended. */
const pathOf = (entries: readonly RouterEntry[]): fc.Arbitrary<string> => {
  if (entries.length === 0) return path
  const own = fc
    .constantFrom(...entries)
    .chain(({ segments }) =>
      fc
        .tuple(
          fc.tuple(...segments.map((s) => (s.kind === 'static' ? fc.constant(s.value) : word))),
          fc.constantFrom('', '', '', '/', '/a', 'x'),
        )
        .map(([list, tail]) => `/${(list as string[]).join('/')}${tail}`),
    )
  return fc.oneof(own, path)
}

/** V8 optimizes no function of more than 60 KB of bytecode, which is shorter than its text without what indents it. */
function longestFunction(entries: readonly RouterEntry[]): number {
  const { code } = emitRouter(entries, names(), (name) => name)
  const functions = code.slice(0, code.indexOf('allow:')).split(/^(?:function|const) /m)
  return Math.max(...functions.map((text) => text.replace(/^ +/gm, '').length))
}

describe('an emitted router', () => {
  it.each([
    ['any routes', table],
    ['many resources alike', alike],
  ])('finds the route that trying them all finds: %s', { timeout: 30_000 + 100 * FUZZ_RUNS }, (_, tables) => {
    const samples = tables.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.array(pathOf(entries), { minLength: 10, maxLength: 30 })),
    )
    fc.assert(
      fc.property(samples, ([entries, paths]) => {
        const router = compiled(entries)
        for (const sample of paths) {
          const found = methods.filter((method) => {
            const expected = naive(entries, method, sample)
            expect({ sample, method, match: lookup(router, method, sample) }).toEqual({ sample, method, match: expected })
            return expected !== undefined
          })
          const allowed = found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
          expect(router.allow(sample)).toBe(allowed.length === 0 ? '' : [...allowed, 'OPTIONS'].join(', '))
        }
      }),
      { numRuns: FUZZ_RUNS },
    )
  })

  it('leaves what does not lead to a route for the next best', () => {
    const router = compiled(entriesOf(['GET /a/b/c', 'GET /a/:x/d', 'GET /:x/b/e', 'GET /*rest', 'GET /']))
    expect(lookup(router, 'GET', '/a/b/c')).toEqual(['route0'])
    expect(lookup(router, 'GET', '/a/b/d')).toEqual(['route1', 'b'])
    expect(lookup(router, 'GET', '/a/b/e')).toEqual(['route2', 'a'])
    expect(lookup(router, 'GET', '/a/b/f')).toEqual(['route3', 'a/b/f'])
    expect(lookup(router, 'GET', '/')).toEqual(['route4'])
    expect(lookup(router, 'GET', '/a//b')).toBeUndefined()
    expect(lookup(router, 'GET', '/a/')).toBeUndefined()
    expect(lookup(router, 'POST', '/a')).toBeUndefined()
    expect(router.allow('/a/b/c')).toBe('GET, HEAD, OPTIONS')
    expect(router.allow('//')).toBe('')
  })

  it('finds its way among a thousand routes, in functions of bounded size', () => {
    const nouns = ['users', 'teams', 'carts', 'orders', 'events', 'coupons']
    const resources = Array.from({ length: 250 }, (_, i) => `${nouns[i % 6]}${i < 6 ? '' : `-${Math.floor(i / 6)}`}`)
    const entries = entriesOf(
      resources.flatMap((name) => [
        `GET /api/${name}`,
        `GET /api/${name}/:id`,
        `GET /api/${name}/:id/parts`,
        `GET /api/${name}/:id/parts/:part`,
      ]),
    )
    const router = compiled(entries)
    for (const name of [...resources, 'user', 'users-', 'users-1000', 'zebras'])
      for (const path of [
        `/api/${name}`,
        `/api/${name}/7`,
        `/api/${name}/7/parts`,
        `/api/${name}/7/parts/8`,
        `/api/${name}/7/part`,
      ])
        expect(lookup(router, 'GET', path)).toEqual(naive(entries, 'GET', path))
    expect(longestFunction(entries)).toBeLessThan(60_000)
  })

  it('has functions of bounded size also where no table is worth its while', () => {
    const letters = [...'abcdefghijklmno']
    const entries = entriesOf(
      letters.flatMap((one) => letters.flatMap((two) => letters.map((three) => `GET /${one}/:id/${two}/:part/${three}`))),
    )
    const router = compiled(entries)
    for (const path of ['/a/1/b/2/c', '/o/1/o/2/o', '/h/1/h/2/p', '/p/1/a/2/a'])
      expect(lookup(router, 'GET', path)).toEqual(naive(entries, 'GET', path))
    expect(longestFunction(entries)).toBeLessThan(60_000)
  })

  it('serves an app without routes', () => {
    const router = compiled([])
    expect(router.allow('/')).toBe('')
    expect(router['GET']).toBeUndefined()
  })
})

const samples = {
  users: ['GET /users', 'POST /users', 'GET /users/:id', 'DELETE /users/:id', 'GET /users/:id/posts/:postId', 'GET /files/*path'],
  conduit: [
    'POST /api/users/login',
    'POST /api/users',
    'GET /api/user',
    'PUT /api/user',
    'GET /api/profiles/:username',
    'POST /api/profiles/:username/follow',
    'DELETE /api/profiles/:username/follow',
    'GET /api/articles',
    'GET /api/articles/feed',
    'GET /api/articles/:slug',
    'POST /api/articles',
    'PUT /api/articles/:slug',
    'DELETE /api/articles/:slug',
    'POST /api/articles/:slug/comments',
    'GET /api/articles/:slug/comments',
    'DELETE /api/articles/:slug/comments/:id',
    'POST /api/articles/:slug/favorite',
    'DELETE /api/articles/:slug/favorite',
    'GET /api/tags',
  ],
}

describe.each(Object.entries(samples))('golden: %s', (name, routes) => {
  it('reads like handwritten code', async () => {
    const entries = entriesOf(routes).map((entry, index) => ({
      ...entry,
      call: routes[index]!.replace(/ \/(api\/)?/, '/')
        .replace(/[/:*]+(\w)/g, (_, letter: string) => letter.toUpperCase())
        .replace(/^[A-Z]+(?=[A-Z])/, (verb) => verb.toLowerCase()),
    }))
    await expect(emitRouter(entries, names(), (name) => name).code).toMatchFileSnapshot(`./goldens/${name}.js`)
  })
})
