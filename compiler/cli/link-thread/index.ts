/** Emitting and linking beside the type checker: esbuild is a process of its own, and its questions are answered while this thread is busy. */
import { Worker } from 'node:worker_threads'
import type { EmittedFile } from '../../../emitters/emitted-file.ts'
import type { ClientRuntime, LinkInput, LinkResult } from '../../link/index.ts'
import type { AppToLink, LinkedApp } from '../emitted-server.ts'

export interface LinkThread {
  link(input: LinkInput): Promise<LinkResult>
  /** {@link emitAndLink} */
  linkApp(app: AppToLink): Promise<LinkedApp>
  /** {@link linkClientRuntime} */
  clientRuntime(root: string, entries: readonly EmittedFile[]): Promise<ClientRuntime>
  /** Forgets everything: packages or settings may have changed. */
  renew(): Promise<void>
  close(): Promise<void>
  /** The process may end while it still works. */
  abandon(): void
}

export interface Task {
  readonly id: number
  readonly input:
    | { readonly link: LinkInput }
    | { readonly app: AppToLink }
    | { readonly client: readonly EmittedFile[] }
    | 'renew'
    | 'close'
}

export interface Answer {
  readonly id: number
  readonly done?: unknown
  readonly failed?: unknown
}

/** Starts at once to read what lies in the app's folder. Does not keep the process alive but for an answer. */
export function startLinkThread(root: string, { watched = false } = {}): LinkThread {
  const worker = new Worker(threadFile(), { workerData: { root, watched } })
  const waiting = new Map<number, PromiseWithResolvers>()
  let tasks = 0
  const settle = ({ id, done, failed }: Answer) => {
    const promise = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (failed === undefined) promise?.resolve(done)
    else promise?.reject(failed)
  }
  const fail = (error: unknown) => {
    for (const id of waiting.keys()) settle({ id, failed: error })
  }
  // In this order: a listener keeps the process alive as well.
  worker.on('message', settle).on('error', fail).unref()
  const ask = (input: Task['input']): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++tasks
      waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, input } satisfies Task)
    })
  return {
    link: (link) => ask({ link }) as Promise<LinkResult>,
    linkApp: (app) => ask({ app }) as Promise<LinkedApp>,
    clientRuntime: (_root, entries) => ask({ client: entries }) as Promise<ClientRuntime>,
    renew: () => ask('renew') as Promise<void>,
    async close() {
      await ask('close')
      await worker.terminate()
    },
    abandon: () => worker.unref(),
  }
}

interface PromiseWithResolvers {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** Beside the bundle that this is part of: scripts/build.mjs. */
const threadFile = () => new URL('./link-thread.mjs', import.meta.url)
