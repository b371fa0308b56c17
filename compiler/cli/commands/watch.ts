/**
 * `gatic watch`: builds and runs the app, again after each change. What is wrong is printed, and what ran before goes on running:
 * a server is stopped only for one that was built without errors, and is started again if that one does not come up.
 */
import { rmSync } from 'node:fs'
import { type Compiler, createCompiler } from '../../compile.ts'
import { serverStartFailed, unwritableFolder } from '../../diagnostics/index.ts'
import type { Route } from '../../ir/index.ts'
import { appFolder, shownPath } from '../app-folder.ts'
import { type Build, buildApp, type Server } from '../build-app.ts'
import type { Input } from '../command-line.ts'
import { writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { writeFiles } from '../output-folder.ts'
import { Refusal, systemReason } from '../refusal.ts'
import { duration, reportDiagnostics, SILENT } from '../report.ts'
import {
  generationFolder,
  isEnvironment,
  type RunningServer,
  removeStaleGenerations,
  routeChanges,
  startServer,
  watchChanges,
} from '../watch/index.ts'

/** A version of the app that was built, and lies in a folder of its own. */
interface Generation {
  readonly folder: string
  readonly server: Server
  readonly routes: readonly Route[]
}

interface Watching {
  readonly host: Host
  readonly root: string
  readonly compiler: Compiler
  readonly signal: AbortSignal
  /** Counts generations. */
  generations: number
  current?: Generation | undefined
  running?: RunningServer | undefined
}

export async function run(host: Host, { positionals }: Input): Promise<ExitCode> {
  const root = appFolder(host, positionals[0])
  removeStaleGenerations(root)
  const signal = stopSignal()
  const changes = await watchChanges(root, signal, (error) => {
    host.stderr.write(`Some files cannot be watched: ${error instanceof Error ? error.message : error}\n`)
  })
  const watching: Watching = { host, root, compiler: createCompiler(root), signal, generations: 0 }
  let burst: readonly string[] | undefined = []
  while (burst !== undefined) {
    await rebuild(watching, burst)
    burst = await changes.next()
  }
  await watching.running?.stop()
  discard(watching.current)
  return 0
}

/** The first Ctrl-C (or SIGTERM) ends in order, the second at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  return stopping.signal
}

/** Never throws: whatever is wrong with the app, or goes wrong with this build, the next change is tried again. */
async function rebuild(watching: Watching, changed: readonly string[]): Promise<void> {
  const { host, root } = watching
  try {
    await tryRebuild(watching, changed)
  } catch (error) {
    if (error instanceof Refusal) reportDiagnostics(host, root, [error.diagnostic])
    else
      host.stderr.write(
        `gatic failed by a mistake of its own, please report it.\n${error instanceof Error ? error.stack : error}\n`,
      )
    say(watching, `${watching.running ? 'The previous version goes on.' : 'No server is running.'} Waiting for changes.`)
  }
}

async function tryRebuild(watching: Watching, changed: readonly string[]): Promise<void> {
  const { host, root, running, current } = watching
  const began = performance.now()
  const build = await buildApp(watching.compiler, changed, SILENT)
  await writeGenerated(host, root, build.generated, build.diagnostics)
  reportDiagnostics(host, root, build.diagnostics)
  if (build.ir === undefined || build.server === undefined) {
    return say(watching, `${running ? 'The previous version goes on.' : 'No server is running.'} Waiting for changes.`)
  }
  const took = `${duration(performance.now() - began)}${phases(build)}`
  for (const line of current ? routeChanges(current.routes, build.ir.routes) : []) host.stdout.write(`  ${line}\n`)
  if (current !== undefined && sameOutputs(current.server, build.server)) {
    if (running !== undefined && !changed.some(isEnvironment)) return say(watching, `Nothing changed in the server, ${took}`)
    await replace(watching, current)
  } else {
    await replace(watching, await write(watching, build.server, build.ir.routes))
  }
  say(watching, `Built ${build.ir.routes.length} routes in ${took}, answering after ${duration(performance.now() - began)}`)
}

async function write(watching: Watching, server: Server, routes: readonly Route[]): Promise<Generation> {
  const folder = generationFolder(watching.root, ++watching.generations)
  try {
    await writeFiles(folder, server.outputs)
  } catch (error) {
    throw new Refusal(unwritableFolder({ folder: shownPath(watching.host, folder), reason: systemReason(error) }, []), error)
  }
  return { folder, server, routes }
}

/** The port is free only when the old server has gone, so the new one, built and written, starts then. */
async function replace(watching: Watching, next: Generation): Promise<void> {
  const previous = watching.current
  await watching.running?.stop()
  const outcome = await start(watching, next)
  if (outcome === 'started') {
    if (previous !== next) discard(previous)
    return
  }
  if (previous !== next) discard(next)
  if (previous !== undefined && previous !== next && !watching.signal.aborted) await start(watching, previous)
  throw new Refusal(serverStartFailed({ reason: outcome.failed }, []))
}

async function start(watching: Watching, generation: Generation): Promise<'started' | { readonly failed: string }> {
  const { host, root, signal } = watching
  watching.running = undefined
  const server = await startServer(generation.folder, root, host.env, signal)
  if ('failed' in server) return server
  watching.current = generation
  watching.running = server
  void server.ended.then((reason) => {
    if (watching.running !== server || signal.aborted || server.stopping()) return
    watching.running = undefined
    say(watching, `The server ended with ${reason}. The next change starts it again.`)
  })
  return 'started'
}

const discard = (generation: Generation | undefined) =>
  generation && rmSync(generation.folder, { recursive: true, force: true, maxRetries: 5 })

const sameOutputs = (a: Server, b: Server): boolean =>
  a.outputs.length === b.outputs.length &&
  a.outputs.every(({ path, contents }, index) => {
    const other = b.outputs[index]
    return other?.path === path && Buffer.compare(Buffer.from(contents as string), Buffer.from(other.contents as string)) === 0
  })

const phases = ({ timings }: Build): string => ` (${timings.map(({ phase, ms }) => `${phase} ${duration(ms)}`).join(', ')})`

function say({ host }: Watching, text: string): void {
  host.stdout.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`)
}
