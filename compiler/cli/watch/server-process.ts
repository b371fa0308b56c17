/** One run of an emitted server as a child process, which is sent its connections. */
import { type ChildProcess, type Serializable, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Receiver } from './front-door.ts'

type States = Readonly<Record<string, unknown>>
type Message = { readonly gatic: string; readonly values?: States; readonly checks?: readonly string[]; readonly open?: boolean }

export interface RunningServer extends Receiver {
  /** Page requests get this page; null: the app's answers. */
  cover(html: string | null): void
  /** Gives idle connections back and finishes what is in flight. */
  retire(giveBack: (socket: Socket) => void): Leaving
  /** What the version before handed over; resolves when the modules have taken it. */
  takeOver(values: States): Promise<void>
  /** Opens the inspector there, or closes it. False: the port is not free. */
  inspect(port: number | null): Promise<boolean>
  /** Asks it to finish; ends it when it takes longer than that. Resolves when it is gone. */
  stop(limit: number): Promise<void>
  /** Whether it was asked to. */
  stopping(): boolean
  /** Resolves when the process has ended, for whichever reason. */
  readonly ended: Promise<string>
}

export interface Leaving {
  /** What its modules hand over, which they do when all is answered; at once where none does. */
  readonly states: Promise<States>
  /** No connection is left. */
  readonly retired: Promise<unknown>
}

/** A process that waits for its server. */
export interface Spare {
  /** Where its server is to lie. */
  readonly folder: string
  /** Loads a file of its server ahead, which lies in the folder by now. */
  load(path: string): void
  /** Resolves once the server serves. Its log lines go to our standard output. */
  run(env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<RunningServer | Failed>
  stop(): Promise<void>
}

export interface Failed {
  readonly failed: string
}

/** Milliseconds for modules and startup hooks before a server counts as one that does not start. */
const START_LIMIT = 30_000

export function spareProcess(root: string, folder: string, env: Readonly<Record<string, string | undefined>>): Spare {
  const child = spawn(process.execPath, [childFile()], {
    cwd: root,
    env: { ...env, GATIC_WATCH: 'ipc' },
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
  const server = runningServer(child, ended)
  return {
    folder,
    load: (path) => void child.send({ load: join(folder, path) }, () => {}),
    stop: () => server.stop(0),
    async run(env, signal) {
      const outcome = started(child, ended, signal)
      child.send({ run: join(folder, 'server.mjs'), env })
      const result = await outcome
      if (result === 'ready') return server
      await server.stop(1_000)
      return result
    },
  }
}

/** Beside the bundle of the command line, see scripts/build.mjs. */
const childFile = () => fileURLToPath(new URL('./watch-child.mjs', import.meta.url))

function runningServer(child: ChildProcess, ended: Promise<string>): RunningServer {
  let stopping = false
  const isGone = () => child.exitCode !== null || child.signalCode !== null || !child.connected
  const tell = (gatic: string, fields: object = {}) => {
    if (!isGone()) child.send({ gatic, ...fields } as Serializable, () => {})
  }
  const answer = (gatic: string): Promise<Message | undefined> =>
    Promise.race([
      new Promise<Message>((resolve) => {
        const listen = (message: Message) => {
          if (message.gatic !== gatic) return
          child.off('message', listen)
          resolve(message)
        }
        child.on('message', listen)
      }),
      ended.then(() => undefined),
    ])
  return {
    ended,
    stopping: () => stopping,
    connection: (socket) => {
      if (isGone()) return void socket.destroy()
      child.send({ gatic: 'connection' }, socket, { keepOpen: false }, (error) => error && socket.destroy())
    },
    cover: (html) => tell('cover', { html }),
    retire(giveBack) {
      child.on('message', (message: Message, socket) => {
        if (message.gatic !== 'connection' || socket === undefined) return
        stopReading(socket as Socket)
        giveBack(socket as Socket)
      })
      const states = answer('state').then((message) => message?.values ?? {})
      const retired = answer('retired')
      tell('retire')
      return { states, retired }
    },
    async takeOver(values) {
      const taken = answer('taken')
      tell('state', { values })
      await taken
    },
    async inspect(port) {
      const done = answer('inspect')
      tell('inspect', { port })
      return (await done)?.open ?? true
    },
    stop(limit) {
      stopping = true
      return stop(child, ended, limit)
    },
  }
}

/** What comes from now on stays with the system, for the process that the connection is sent to. node:net has no other name for it. */
const stopReading = (socket: Socket & { readonly _handle?: { readStop(): void } | null }): void => socket._handle?.readStop()

async function started(child: ChildProcess, ended: Promise<string>, signal: AbortSignal): Promise<'ready' | Failed> {
  let timer: NodeJS.Timeout | undefined
  let interrupt = () => {}
  const outcomes = [
    new Promise<'ready' | Failed>((resolve) =>
      child.on('message', (message: 'ready' | Message) => {
        if (message === 'ready') resolve('ready')
        else if (message.gatic === 'unhealthy') resolve({ failed: `it is not healthy: ${message.checks?.join(', ')}` })
      }),
    ),
    new Promise<Failed>((resolve) => {
      interrupt = () => resolve({ failed: 'it was interrupted' })
      signal.addEventListener('abort', interrupt)
    }),
    ended.then((reason) => ({ failed: `it ended with ${reason}` })),
    new Promise<Failed>((resolve) => {
      timer = setTimeout(() => resolve({ failed: `it does not listen after ${START_LIMIT / 1000} s` }), START_LIMIT)
    }),
  ]
  const outcome = await Promise.race(outcomes)
  clearTimeout(timer)
  signal.removeEventListener('abort', interrupt)
  return outcome
}

async function stop(child: ChildProcess, ended: Promise<string>, limit: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (limit === 0) child.kill('SIGKILL')
  else child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  await ended
  clearTimeout(timer)
}
