/**
 * What is asked of every contender. Each workload is a list of requests that differ, so that nothing is constant; wrk sends them in turn.
 *
 *   name         the row in the results; key: its name in files
 *   requests     must be answered alike by all: status, JSON, and the `headers` that it names
 *   refused      must be refused by all, with a 4xx: whoever measures well without checking is found out here
 *   app          '1000' for the app of 1,000 routes
 *   contenders   where not all take part
 *   goals        of the contender `of`: at least this part of the requests that `to` answers in the same processor time
 */
import { resourceNames, sign } from '../peers/work.mjs'

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath']
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i))
const get = (path, headers = {}) => ({ method: 'GET', path, headers })
const post = (path, value) => ({
  method: 'POST',
  path,
  body: typeof value === 'string' ? value : JSON.stringify(value),
  headers: {},
})

const order = (i) => ({
  customer: {
    id: i + 1,
    name: `Customer ${words[i % 8]} ${i}`,
    email: `customer${i}@example.com`,
    address: { street: `${i} Main Street`, city: words[(i + 3) % 8], zip: `1${i}234`.slice(0, 5), country: 'DE' },
  },
  items: [
    { sku: `sku-${i}`, qty: (i % 9) + 1, price: i + 0.5 },
    { sku: `sku-${i + 1}`, qty: 2, price: 19.25 },
  ],
  express: i % 2 === 0,
})

const person = (i) => ({ id: i + 1, name: `Person ${words[i % 8]} ${i}` })
const section = (i, s) => ({
  heading: `Section ${s} of ${words[(i + s) % 8]}`,
  paragraphs: many(4, (p) => `${`${words[(s + p) % 8]} and ${words[(i + p) % 8]} `.repeat(5)}"${p}"`),
  comments: many(6, (c) => ({ author: person(c + s), text: `${words[c]} says ${words[(c + i) % 8]}`, likes: c * i })),
})
/** Some 10 KB. */
const document = (i) => ({
  title: `Document ${i}`,
  author: person(i),
  published: i % 2 === 0,
  sections: many(12, (s) => section(i, s)),
})

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (claims) => {
  const text = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`
  return { authorization: `Bearer ${text}.${sign(text)}` }
}
const claims = (i) => ({ sub: `user-${i}`, role: 'admin', iat: 1_700_000_000, exp: 4_000_000_000 })
const strangers = (path) => [
  get(path),
  get(path, token({ ...claims(1), role: 'guest' })),
  get(path, token({ ...claims(1), exp: 1_700_000_001 })),
  get(path, { authorization: `${token(claims(1)).authorization.slice(0, -2)}AA` }),
]

const names = resourceNames(247)
const byHand = (atLeast) => [
  { of: 'gatic', to: 'uws', atLeast },
  { of: 'gatic-node', to: 'node', atLeast: 0.97 },
]
const peers = (fastify) => [
  { of: 'gatic', to: 'fastify', atLeast: fastify },
  { of: 'gatic', to: 'elysia', atLeast: 1.1 },
  { of: 'gatic-node', to: 'fastify', atLeast: 1.1 },
]

export const workloads = [
  {
    key: 'static',
    name: 'static JSON',
    requests: many(16, (i) => get(`/json?n=${i}`)),
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'params',
    name: '2 params, 50 routes',
    requests: many(64, (i) => get(`/users/${1000 + i * 7}/posts/${words[i % 8]}-${i}`)),
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'post',
    name: 'POST 300 B, validated',
    requests: many(64, (i) => post('/orders', order(i))),
    refused: [
      post('/orders', { ...order(1), express: 'yes' }),
      post('/orders', { ...order(1), items: [] }),
      post('/orders', { ...order(1), customer: { ...order(1).customer, email: 'nobody' } }),
      post('/orders', '{"customer":'),
    ],
    goals: [...byHand(0.97), ...peers(3)],
  },
  {
    key: 'post10k',
    name: 'POST 10 KB nested, validated',
    requests: many(16, (i) => post('/documents', document(i))),
    refused: [
      post('/documents', { ...document(1), published: 1 }),
      post('/documents', { ...document(1), sections: [...document(1).sections, { ...section(1, 1), paragraphs: [7] }] }),
    ],
    goals: [...byHand(0.97), ...peers(3)],
  },
  {
    key: 'list',
    name: 'GET list of 100, projected',
    requests: many(4, (i) => get(`/articles?page=${i}`)),
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'async',
    name: 'async, one awaited turn',
    requests: many(64, (i) => get(`/async/${words[i % 8]}${i}`)),
    goals: [...byHand(0.93), ...peers(2.2)],
  },
  {
    key: 'chain',
    name: '5 middlewares with JWT',
    requests: many(16, (i) => get('/guarded', token(claims(i)))),
    headers: ['x-served-by', 'cache-control'],
    refused: strangers('/guarded'),
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'unchained',
    name: 'the same without middleware: the handler checks the token',
    requests: many(16, (i) => get('/flat', token(claims(i)))),
    headers: ['x-served-by', 'cache-control'],
    refused: strangers('/flat'),
    contenders: ['uws', 'gatic', 'gatic-node', 'node'],
    goals: byHand(0.97),
  },
  { key: 'miss', name: '404', requests: many(32, (i) => get(`/nothing/${words[i % 8]}/${i}`)), status: 404, goals: byHand(0.97) },
  {
    key: 'connections',
    name: 'static JSON, 1,000 connections',
    requests: many(16, (i) => get(`/json?n=${i}`)),
    connections: 1000,
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'routes',
    name: '1,000 routes: static, 1 and 2 params',
    app: '1000',
    requests: many(96, (i) =>
      get(
        [
          `/api/v1/${names[(i * 37) % 247]}`,
          `/api/v1/${names[(i * 53) % 247]}/${words[i % 8]}${i}`,
          `/users/${1000 + i * 7}/posts/${words[i % 8]}-${i}`,
        ][i % 3],
      ),
    ),
    goals: [...byHand(0.97), ...peers(2.2)],
  },
  {
    key: 'instrumentation',
    name: 'instrumentation: static JSON, counted and not',
    requests: many(16, (i) => get(`/json?n=${i}`)),
    contenders: ['gatic-bare', 'gatic'],
    goals: [{ of: 'gatic', to: 'gatic-bare', atLeast: 0.97 }],
  },
]
