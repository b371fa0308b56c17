/** Runs in a thread of its own: links one app when told to, or emits it first. Its first work is to read ahead. */
import { parentPort, workerData } from 'node:worker_threads'
import { endBundler, type Linker, linkClientRuntime, openLinker } from '../../link/index.ts'
import type { Answer, Task } from './index.ts'

const port = parentPort!
/** Not needed where an app is watched. */
const emitter = () => import('../emitted-server.ts')
let opened = open()
// What fails here fails again, and is told, when something is to be linked.
let work: Promise<unknown> = Promise.all([
  opened.then((linker) => linker.prepare()),
  workerData.watched ? undefined : emitter(),
]).catch(() => {})

port.on('message', (task: Task) => {
  // Whoever makes the client waits for its runtime while the server is linked.
  const inTurn = typeof task.input === 'string' || !('client' in task.input)
  const done = inTurn ? work.then(() => perform(task)) : perform(task)
  const told = done.then((answer) => port.postMessage(answer))
  if (inTurn) work = told
})

async function perform({ id, input }: Task): Promise<Answer> {
  try {
    if (input === 'renew') return { id, done: await renew() }
    if (input === 'close') return { id, done: await close() }
    if ('client' in input) return { id, done: await linkClientRuntime(workerData.root, input.client) }
    const { link } = await opened
    if ('link' in input) return { id, done: await link(input.link) }
    return { id, done: await (await emitter()).emitAndLink(input.app, link) }
  } catch (error) {
    return { id, failed: error }
  }
}

async function renew(): Promise<void> {
  const before = opened
  opened = open()
  await before.then((linker) => linker.dispose()).catch(() => {})
}

async function close(): Promise<void> {
  await (await opened).dispose()
  await endBundler()
}

function open(): Promise<Linker> {
  const linker = openLinker(workerData.root, { watched: workerData.watched })
  linker.catch(() => {})
  return linker
}
