/**
 * Servers are told to end while clients ask as fast as they can, on kept connections and on new ones. Whoever was let in must get
 * the whole answer: a request may only fail by being refused before its connection was taken.
 */
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { builtApp, startServer, targets } from './server.mjs'

const CLIENTS = 12
/** Requests of one client, should the server never end. */
const LONGEST = 20_000
const note = JSON.stringify({ text: 'x'.repeat(600) })
const asked = [
  { method: 'GET', path: '/greet?name=Ada', status: 200 },
  { method: 'GET', path: '/slow?ms=15', status: 200 },
  { method: 'POST', path: '/private/notes', status: 201, body: note, headers: { authorization: 'Bearer ada' } },
]

export async function soak({ quick, print }) {
  const app = await builtApp()
  const failures = []
  try {
    for (const target of await targets(print)) {
      const counts = { servers: 0, sent: 0, answered: 0, refused: 0, lost: 0 }
      const rounds = quick ? 3 : 40
      for (let round = 0; round < rounds; round++) failures.push(...(await endUnderLoad(app.folder, target, counts, round)))
      print(
        `${target.transport}: ${counts.servers} servers ended under load · ${counts.sent} sent · ${counts.answered} answered` +
          ` · ${counts.refused} refused before they were let in · ${counts.lost} lost`,
      )
      failures.push(...(await endAtDeadline(app.folder, target, print)))
    }
  } finally {
    app.remove()
  }
  return failures
}

/** One server, ended once its clients are at it; the moment varies. */
async function endUnderLoad(folder, target, counts, round) {
  const server = await startServer(folder, target)
  const failures = []
  const clients = Array.from({ length: CLIENTS }, (_, index) => client(server.port, index, counts, failures))
  await wait(120 + (round % 10) * 7)
  server.signal('SIGTERM')
  const code = await server.exit()
  await Promise.all(clients)
  counts.servers++
  const clean = server.events.find(({ message }) => message === 'stopped')?.clean
  if (code !== 0 || clean !== true) failures.push(`${target.transport}: exit code ${code}, clean: ${clean}`)
  return failures
}

/** Asks until it is not let in any more. Odd clients keep their connection, even ones make one for each request. */
async function client(port, index, counts, failures) {
  const agent = new Agent({ keepAlive: index % 2 === 1, maxSockets: 1 })
  for (let number = index; number < LONGEST; number++) {
    counts.sent++
    const wanted = asked[number % asked.length]
    const { outcome, detail } = await ask(port, agent, wanted)
    counts[outcome]++
    if (outcome === 'lost')
      failures.push(`${wanted.method} ${wanted.path} on a ${index % 2 ? 'kept' : 'new'} connection: ${detail}`)
    if (outcome === 'refused') break
  }
  agent.destroy()
}

/**
 * answered: whole, with the right status; refused: no connection was made; lost: anything else.
 * @param {number} port
 * @param {Agent | undefined} agent
 * @param {{ method: string, path: string, status: number, body?: string, headers?: Record<string, string> }} wanted
 */
function ask(port, agent, { method, path, status, body, headers }) {
  return new Promise((resolve) => {
    let isConnected = false
    const lost = (detail) => resolve({ outcome: 'lost', detail })
    const fields =
      body === undefined ? headers : { ...headers, 'content-type': 'application/json', 'content-length': body.length }
    const sent = request({ host: '127.0.0.1', port, method, path, headers: fields, agent }, (answer) => {
      answer.on('data', () => {})
      answer.on('error', (error) => lost(`${codeOf(error)} in its answer`))
      answer.on('end', () =>
        answer.statusCode === status ? resolve({ outcome: 'answered' }) : lost(`status ${answer.statusCode}`),
      )
    })
    sent.on('socket', (socket) => {
      if (!socket.connecting) isConnected = true
      else socket.once('connect', () => (isConnected = true))
    })
    sent.on('error', (error) => (isConnected ? lost(codeOf(error)) : resolve({ outcome: 'refused' })))
    sent.setTimeout(10_000, () => sent.destroy(new Error('no answer')))
    sent.end(body)
  })
}

/** @param {NodeJS.ErrnoException} error */
const codeOf = (error) => error.code ?? error.message

/** What takes longer than a shutdown may is aborted, and the exit code says so. */
async function endAtDeadline(folder, target, print) {
  const server = await startServer(folder, target)
  const slow = ask(server.port, undefined, { method: 'GET', path: '/slow?ms=9000', status: 200 })
  await wait(150)
  const began = performance.now()
  server.signal('SIGTERM')
  const code = await server.exit()
  const { outcome } = await slow
  const took = Math.round(performance.now() - began)
  print(`${target.transport}: a request of 9000 ms was aborted, ended after ${took} ms with exit code ${code}`)
  return code === 1 && outcome === 'lost' && took < 4000
    ? []
    : [`${target.transport}: deadline: exit code ${code}, ${outcome} after ${took} ms`]
}
