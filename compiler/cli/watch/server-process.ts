/** One run of an emitted server as a child process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface RunningServer {
  /** Asks it to finish; ends it when it takes too long. Resolves when it is gone. */
  stop(): Promise<void>
  /** Whether it was asked to. */
  stopping(): boolean
  /** Resolves when the process has ended, for whichever reason. */
  readonly ended: Promise<string>
}

/** Milliseconds for modules and startup hooks before a server counts as one that does not start. */
const START_LIMIT = 30_000
/** Milliseconds for requests in flight: in development a waiting person matters more. */
const STOP_LIMIT = 3_000

/** Resolves once the server says that it listens. Its log lines go to our standard output. */
export async function startServer(
  folder: string,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<RunningServer | { readonly failed: string }> {
  const child = spawn(process.execPath, [join(folder, 'server.mjs')], {
    cwd: root,
    env: { ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Its own process group: Ctrl-C reaches us, and we end it once, in order. A second signal would cut that short.
    detached: process.platform !== 'win32',
  })
  const withUs = () => void child.kill()
  process.once('exit', withUs)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  void ended.then(() => process.off('exit', withUs))
  let stopping = false
  const server: RunningServer = {
    stopping: () => stopping,
    ended,
    stop: () => {
      stopping = true
      return stop(child, ended)
    },
  }
  const outcome = await started(child, ended, signal)
  if (outcome === 'ready') return server
  await server.stop()
  return outcome
}

type Start = 'ready' | { readonly failed: string }

async function started(child: ChildProcess, ended: Promise<string>, signal: AbortSignal): Promise<Start> {
  let timer: NodeJS.Timeout | undefined
  const outcomes = [
    new Promise<Start>((resolve) => child.on('message', (message) => message === 'ready' && resolve('ready'))),
    new Promise<Start>((resolve) =>
      signal.addEventListener('abort', () => resolve({ failed: 'it was interrupted' }), { once: true }),
    ),
    ended.then((reason) => ({ failed: `it ended with ${reason}` })),
    new Promise<Start>((resolve) => {
      timer = setTimeout(() => resolve({ failed: `it does not listen after ${START_LIMIT / 1000} s` }), START_LIMIT)
    }),
  ]
  const outcome = await Promise.race(outcomes)
  clearTimeout(timer)
  return outcome
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT)
  await ended
  clearTimeout(timer)
}
