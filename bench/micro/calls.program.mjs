/**
 * What an emitted server does between the transport's call and its answer, without a socket: the routes of bench/app are called by their
 * router, with an exchange that only takes what they give.
 */
import { workloads } from '../http/workloads.mjs'
import { timed } from './timed.mjs'

const { router, Lctx, parseOrder } = await import(process.env.GATI_BENCH_EMITTED)

class SilentExchange {
  route = -1
  context = null
  trace = null
  kept = null
  common = null
  requestId = ''
  status = 0
  aborted = false
  answered = false

  constructor({ method, path, body = '', headers }) {
    this.method = method
    this.path = path.split('?')[0]
    this.text = body
    this.fields = body === '' ? headers : { 'content-type': 'application/json', 'content-length': '1', ...headers }
  }

  header(name) {
    return this.fields[name] ?? ''
  }

  remoteAddress() {
    return '192.0.2.1'
  }

  defer() {}

  onAbort() {}

  readText(_limit, done) {
    done(this.text)
  }

  send(status) {
    this.status = status
  }
}

const requestsOf = (wanted) => workloads.find(({ key }) => key === wanted).requests
const call = (request) => {
  const exchange = new SilentExchange(request)
  router[exchange.method](exchange, exchange.path)
  if (exchange.status !== 200) throw new Error(`${request.method} ${request.path} was answered with ${exchange.status}`)
}
const inTurn = (items, run) => {
  let at = 0
  return () => {
    at = (at + 1) % items.length
    run(items[at])
  }
}
const orders = requestsOf('post').map(({ body }) => JSON.parse(body))

const times = await timed({
  'GET /json': inTurn(requestsOf('static'), call),
  'GET /users/:userId/posts/:postId': inTurn(requestsOf('params'), call),
  'POST /orders, 300 B': inTurn(requestsOf('post'), call),
  'GET /guarded, 5 middlewares with JWT': inTurn(requestsOf('chain'), call),
  'GET /flat, the same in the handler': inTurn(requestsOf('unchained'), call),
  'the check of an order': inTurn(orders, (order) => {
    if (parseOrder(order) === undefined) throw new Error('an order does not fit')
  }),
  'a local context, with its request id': inTurn(requestsOf('static'), (request) => {
    if (new Lctx(new SilentExchange(request), '/json').requestId === '') throw new Error('no id')
  }),
})
const milliseconds = (name) => times[name] / 1e6
const chain = milliseconds('GET /guarded, 5 middlewares with JWT') - milliseconds('GET /flat, the same in the handler')
const table = {
  key: 'routes',
  title: 'From the router to the answer, without a socket',
  columns: ['', 'ns'],
  rows: Object.entries(times),
  goals: [
    { what: 'seed budget: a handler and all around it, in ms', value: milliseconds('GET /json'), atMost: 1 },
    { what: 'seed budget: a local context, in ms', value: milliseconds('a local context, with its request id'), atMost: 0.2 },
    { what: 'seed budget: five middlewares, their work aside, in ms', value: Math.max(0, chain), atMost: 5 },
    { what: 'seed budget: validation of a body, in ms', value: milliseconds('the check of an order'), atMost: 0.5 },
  ],
}
process.stdout.write(JSON.stringify([table]))
