/**
 * Lookups among 1,000 routes of one method, by strings that are made for each lookup as a server makes them: routers that split or hash
 * a constant string are quicker than any server sees. The time to make the string is measured by itself and subtracted.
 *
 * Every router hands on the number of the route, and its parameters as an object. Those of gatic, find-my-way and hono are percent-decoded;
 * memoirist and rou3 leave that to their callers, and have the less to do.
 */
import { isDeepStrictEqual } from 'node:util'
import findMyWay from 'find-my-way'
import { LinearRouter } from 'hono/router/linear-router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { TrieRouter } from 'hono/router/trie-router'
import { Memoirist } from 'memoirist'
import { addRoute, createRouter, findRoute } from 'rou3'
import { compileRouter } from 'rou3/compiler'
import { names } from '../../emitters/code/index.ts'
import { emitRouter } from '../../emitters/router/index.ts'
import { segmentTable } from '../../runtime-shim/server/segments.ts'
import { decodeParam } from '../../runtime-shim/wire/percent.ts'
import { resourceNames } from '../peers/work.mjs'
import { timed } from './timed.mjs'

const resources = resourceNames(250)
const routes = resources.flatMap((name) => [
  `/api/v1/${name}`,
  `/api/v1/${name}/:id`,
  `/api/v1/${name}/:id/parts`,
  `/api/v1/${name}/:id/parts/:part`,
])

/** [number, params] or undefined */
const routers = {
  gatic: emitted,
  'find-my-way': () => {
    const router = findMyWay()
    for (const [number, route] of routes.entries()) router.on('GET', route, () => number)
    return (path) => {
      const found = router.find('GET', path)
      return found === null ? undefined : [found.handler(), found.params]
    }
  },
  memoirist: () => {
    const router = new Memoirist()
    for (const [number, route] of routes.entries()) router.add('GET', route, number)
    return (path) => {
      const found = router.find('GET', path)
      return found === null ? undefined : [found.store, found.params]
    }
  },
  rou3: () => {
    const router = createRouter()
    for (const [number, route] of routes.entries()) addRoute(router, 'GET', route, number)
    return (path) => {
      const found = findRoute(router, 'GET', path)
      return found === undefined ? undefined : [found.data, found.params ?? {}]
    }
  },
  'rou3, compiled': () => {
    const router = createRouter()
    for (const [number, route] of routes.entries()) addRoute(router, 'GET', route, number)
    const find = compileRouter(router)
    return (path) => {
      const found = find('GET', path)
      return found === undefined ? undefined : [found.data, found.params ?? {}]
    }
  },
  'hono, RegExpRouter': () => honoRouter(new RegExpRouter()),
  'hono, TrieRouter': () => honoRouter(new TrieRouter()),
  'hono, LinearRouter': () => honoRouter(new LinearRouter()),
}

/** As in an app: the route's function is called with the raw parameters. */
function emitted() {
  const segment = (text) => (text.startsWith(':') ? { kind: 'param', name: text.slice(1) } : { kind: 'static', value: text })
  const entries = routes.map((route, number) => ({
    method: 'GET',
    segments: route.slice(1).split('/').map(segment),
    call: `route${number}`,
  }))
  const functions = routes.map((route, number) => {
    const params = [...route.matchAll(/:(\w+)/g)].map(([, name]) => name)
    const members = params.map((name) => `${name}: decodeParam(${name})`).join(', ')
    return `function route${number}(${['exchange', ...params].join(', ')}) { exchange.found = [${number}, { ${members} }] }`
  })
  const { code, name } = emitRouter(entries, names(), (name) => name)
  const body = `'use strict'\n${functions.join('\n')}\n${code}\nreturn ${name}`
  const router = new Function('decodeParam', 'allowOf', 'segmentTable', body)(decodeParam, () => undefined, segmentTable)
  const exchange = { found: undefined }
  return (path) => {
    exchange.found = undefined
    return router.GET(exchange, path) ? exchange.found : undefined
  }
}

function honoRouter(router) {
  for (const [number, route] of routes.entries()) router.add('GET', route, number)
  return (path) => {
    const [matched, stash] = router.match('GET', path)
    if (matched.length === 0) return undefined
    const [number, indices] = matched[0]
    const params = {}
    for (const name in indices) params[name] = decodeParam(stash === undefined ? indices[name] : stash[indices[name]])
    return [number, params]
  }
}

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath']
const many = (make) => Array.from({ length: 1024 }, (_, i) => make(resources[(i * 37) % 250], words[i % 8], i))
const kinds = {
  static: many((name) => `/api/v1/${name}`),
  '1 param': many((name, word, i) => `/api/v1/${name}/${word}${i}`),
  '2 params': many((name, word, i) => `/api/v1/${name}/${word}${i}/parts/${i}`),
  miss: many((name, word, i) => (i % 2 === 0 ? `/api/v1/${name}/${word}${i}/pieces/${i}` : `/api/v2/${name}`)),
}

const finders = Object.fromEntries(Object.entries(routers).map(([name, make]) => [name, make()]))
for (const paths of Object.values(kinds))
  for (const path of paths.slice(0, 200)) {
    const wanted = finders.memoirist(path)
    for (const [name, find] of Object.entries(finders)) {
      const found = find(path)
      const same = found?.[0] === wanted?.[0] && isDeepStrictEqual({ ...found?.[1] }, { ...wanted?.[1] })
      if (!same) throw new Error(`${name} finds ${JSON.stringify(found)} for ${path}, not ${JSON.stringify(wanted)}`)
    }
  }

let sum = 0
const rows = Object.keys(finders).map((name) => [name])
let making = 0
for (const paths of Object.values(kinds)) {
  const bytes = Buffer.from(paths.join(''), 'latin1')
  const ends = []
  for (const path of paths) ends.push((ends.at(-1) ?? 0) + path.length)
  const lookup = (find) => {
    let at = 0
    return () => {
      at = (at + 1) & 1023
      const found = find(bytes.latin1Slice(at === 0 ? 0 : ends[at - 1], ends[at]))
      if (found !== undefined) sum += found[0]
    }
  }
  const cases = Object.fromEntries(Object.entries(finders).map(([name, find]) => [name, lookup(find)]))
  const times = await timed({ nothing: lookup((path) => (path.charCodeAt(3) === 0 ? [1] : undefined)), ...cases })
  making = Math.max(making, times.nothing)
  for (const row of rows) row.push(Math.max(0, times[row[0]] - times.nothing))
}
if (sum === 0) throw new Error('nothing was found')

const of = (name) => rows.find(([own]) => own === name)
const goals = Object.keys(kinds).flatMap((kind, i) => [
  { what: `${kind}: gatic / find-my-way`, value: of('gatic')[i + 1] / of('find-my-way')[i + 1], atMost: 0.6 },
  { what: `${kind}: gatic / memoirist`, value: of('gatic')[i + 1] / of('memoirist')[i + 1], atMost: 1 },
])
const slowest = Math.max(...of('gatic').slice(1))
const table = {
  key: 'lookups',
  title: 'Routing: 1,000 routes, fresh strings',
  columns: ['ns', ...Object.keys(kinds)],
  rows,
  notes: [`Making the string, at most ${making.toFixed(0)} ns, is subtracted.`],
  goals: [...goals, { what: 'seed budget: a lookup, in ms', value: slowest / 1e6, atMost: 0.5 }],
  bars: [
    { file: 'routing', title: 'Lookup with 2 params among 1,000 routes', unit: 'ns', bars: rows.map((row) => [row[0], row[3]]) },
  ],
}
process.stdout.write(JSON.stringify([table]))
