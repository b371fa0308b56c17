/**
 * Many connections, each asked once, on which then nothing is asked. The server must go on answering others meanwhile, and answer on
 * each of them in the end. Those on which nothing is ever asked are closed by design: they are not counted here.
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { builtApp, startServer, targets } from './server.mjs'

const MANY = 10_000
const QUICK = 500
/** Connections made at the same time: a listening socket's queue is bounded. */
const AT_ONCE = 100
/** Requests of another client while they are idle. */
const MEANWHILE = 200
const REQUEST = 'GET /greet?name=Ada HTTP/1.1\r\nHost: x\r\n\r\n'
const PATIENCE = 20_000

export async function soak({ quick, print }) {
  const app = await builtApp()
  const failures = []
  try {
    for (const target of await targets(print)) failures.push(...(await idleOn(app.folder, target, quick ? QUICK : MANY, print)))
  } finally {
    app.remove()
  }
  return failures
}

async function idleOn(folder, target, many, print) {
  const server = await startServer(folder, target)
  await inTurns(MEANWHILE, () => askOnNew(server.port)) // What a server needs anyway is not the connections'.
  const before = residentBytes(server.pid)
  const began = performance.now()
  const idle = await inTurns(many, () => opened(server.port))
  const made = idle.filter((socket) => socket !== null)
  const openedIn = Math.round(performance.now() - began)
  const first = await answersOf(made)
  const memory = residentBytes(server.pid) - before
  const meanwhile = await inTurns(MEANWHILE, () => askOnNew(server.port))
  const last = await answersOf(made)
  for (const socket of made) socket.destroy()
  server.signal('SIGTERM')
  const code = await server.exit()
  const lost =
    many - made.length + (made.length - first) + (made.length - last) + meanwhile.filter((answered) => !answered).length
  print(
    `${target.transport}: ${many} idle connections made in ${openedIn} ms · ${(memory / many / 1024).toFixed(1)} KiB each` +
      ` · ${MEANWHILE} others answered meanwhile · ${last} answered in the end · ${lost} lost`,
  )
  return lost === 0 && code === 0 ? [] : [`${target.transport}: ${lost} lost, exit code ${code}`]
}

/** Runs it so many times, a bounded number of times at once. */
async function inTurns(times, work) {
  const results = []
  for (let done = 0; done < times; done += AT_ONCE) {
    results.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, times - done) }, work))))
  }
  return results
}

/** A connection, or null when it was not taken. */
function opened(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket))
    socket.on('error', () => resolve(null))
  })
}

/** How many of the connections answer a request. */
async function answersOf(sockets) {
  let answered = 0
  for (let from = 0; from < sockets.length; from += AT_ONCE) {
    const results = await Promise.all(sockets.slice(from, from + AT_ONCE).map(ask))
    answered += results.filter(Boolean).length
  }
  return answered
}

function ask(socket) {
  return new Promise((resolve) => {
    const end = (answered) => {
      clearTimeout(late)
      socket.removeAllListeners('data').removeListener('close', closed)
      resolve(answered)
    }
    const closed = () => end(false)
    const late = setTimeout(closed, PATIENCE)
    let text = ''
    socket.on('close', closed)
    socket.on('data', (chunk) => {
      text += chunk
      if (text.includes('\r\n\r\n') && text.endsWith('}')) end(text.startsWith('HTTP/1.1 200 '))
    })
    if (socket.destroyed) closed()
    else socket.write(REQUEST)
  })
}

async function askOnNew(port) {
  const socket = await opened(port)
  const answered = socket !== null && (await ask(socket))
  socket?.destroy()
  return answered
}

/** Linux says; elsewhere it is not measured. */
function residentBytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return Number.NaN
  }
}
