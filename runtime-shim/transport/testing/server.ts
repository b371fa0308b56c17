/** The app of app.ts as a child process on one transport, and what it reports. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type Event = Readonly<Record<string, unknown>> & { readonly event: string }

export interface AppProcess {
  readonly port: number
  readonly events: readonly Event[]
  /** The first event that matches, whether it came already or not. */
  until(matches: (event: Event) => boolean): Promise<Event>
  command(line: 'close' | 'abort' | 'inFlight' | 'listen6' | 'listenAgain'): void
  /** What it wrote to standard error. */
  complaints(): string
  exited: Promise<number | null>
  stop(): Promise<void>
}

export interface BuiltApp {
  start(node: string, transport: 'uws' | 'node'): Promise<AppProcess>
  remove(): void
}

/** Bundles the app with the transports as an emitted server does, with the native files beside it. */
export async function buildApp(): Promise<BuiltApp> {
  const folder = mkdtempSync(join(tmpdir(), 'gati-transport-'))
  const entry = fileURLToPath(new URL('app.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'app.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
  })
  for (const file of nativeFiles()) copyFileSync(file, join(folder, file.slice(dirname(file).length + 1)))
  return {
    start: (node, transport) => start(node, [join(folder, 'app.mjs'), transport, folder]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Those of Node 20 and of Node 24, by ABI, and of the Node that runs this. */
function nativeFiles(): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('uWebSockets.js/package.json'))
  const abis = new Set(['115', '137', process.versions.modules])
  return [...abis]
    .map((abi) => join(folder, `uws_${process.platform}_${process.arch}_${abi}.node`))
    .filter((file) => exists(file))
}

function exists(file: string): boolean {
  try {
    createRequire(import.meta.url).resolve(file)
    return true
  } catch {
    return false
  }
}

async function start(node: string, args: readonly string[]): Promise<AppProcess> {
  const child = spawn(node, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const events: Event[] = []
  const waiters = new Set<() => void>()
  const wake = (): void => {
    for (const waiter of waiters) waiter()
  }
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints += text
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as Event)
    wake()
  })
  void exited.then(wake)
  const until = (matches: (event: Event) => boolean): Promise<Event> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = events.find(matches)
        if (found === undefined && child.exitCode === null && child.signalCode === null) return
        waiters.delete(look)
        if (found === undefined) reject(new Error(`the server ended: ${complaints}`))
        else resolve(found)
      }
      waiters.add(look)
      look()
    })
  const listening = await until(({ event }) => event === 'listening')
  return {
    port: listening['port'] as number,
    events,
    until,
    command: (line) => void child.stdin.write(`${line}\n`),
    complaints: () => complaints,
    exited,
    stop: () => stop(child, exited),
  }
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await exited
}
