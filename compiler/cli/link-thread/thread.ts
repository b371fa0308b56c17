/** Runs in a thread of its own: links one app when told to. Its first work is to read ahead. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Linker, linkClientRuntime, openLinker } from '../../link/index.ts'
import type { Answer, Task } from './index.ts'

const port = parentPort!
let opened = open()
// What fails here fails again, and is told, when something is to be linked.
let work: Promise<unknown> = opened.then((linker) => linker.prepare()).catch(() => {})

port.on('message', (task: Task) => {
  work = work.then(() => perform(task)).then((answer) => port.postMessage(answer))
})

async function perform({ id, input }: Task): Promise<Answer> {
  try {
    if (input === 'renew') return { id, done: await renew() }
    if (input === 'close') return { id, done: await (await opened).dispose() }
    if ('client' in input) return { id, done: await linkClientRuntime(workerData.root, input.client) }
    return { id, done: await (await opened).link(input) }
  } catch (error) {
    return { id, failed: error }
  }
}

async function renew(): Promise<void> {
  const before = opened
  opened = open()
  await before.then((linker) => linker.dispose()).catch(() => {})
}

function open(): Promise<Linker> {
  const linker = openLinker(workerData.root, { watched: workerData.watched })
  linker.catch(() => {})
  return linker
}
