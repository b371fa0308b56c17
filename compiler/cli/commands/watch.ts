/**
 * `gatic watch`: builds and runs the app, again after each change. This process listens; while a version is built, started and looked
 * after, the one before serves, and goes on if anything is wrong. Then the new one gets the connections, with what the modules hand
 * over, and the old one finishes what it is answering. TypeScript's own check comes last: nobody has to wait for it.
 */
import { rmSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Compiler } from '../../compile.ts'
import { type Diagnostic, renderDiagnostics, serverStartFailed, unwritableFolder } from '../../diagnostics/index.ts'
import { type AppIR, servedAt } from '../../ir/index.ts'
import { appFolder, shownPath } from '../app-folder.ts'
import { type Build, buildWatched, type Linked, type Server, type Timing } from '../build-app.ts'
import type { Input } from '../command-line.ts'
import { writeGenerated } from '../generated-files.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { type LinkThread, startLinkThread } from '../link-thread/index.ts'
import { Refusal, systemReason } from '../refusal.ts'
import { duration, hasErrors, readSource, reportDiagnostics } from '../report.ts'
import {
  type Changes,
  carryOver,
  errorPage,
  type FrontDoor,
  frontDoor,
  generationFolder,
  isEnvironment,
  listenAddress,
  type RunningServer,
  removeStaleGenerations,
  routeChanges,
  type Spare,
  sinceSnapshot,
  spareProcess,
  watchChanges,
  writeGeneration,
} from '../watch/index.ts'

/** A version of the app that was built, and lies in a folder of its own. */
interface Generation {
  readonly folder: string
  readonly server: Server
  readonly routes: readonly { readonly id: string }[]
  /** Which of its files the next is likely to have as well. */
  readonly loadAhead?: string | undefined
}

interface Watching {
  readonly host: Host
  readonly root: string
  readonly compiler: Compiler
  readonly changes: Changes
  readonly signal: AbortSignal
  readonly door: FrontDoor
  readonly inspectPort: number | undefined
  readonly linker: LinkThread
  spare: Spare
  /** Counts generations, that of the spare included. */
  generations: number
  current?: Generation | undefined
  /** What was linked last. */
  linked?: Linked | undefined
  running?: RunningServer | undefined
  /** What was told last of changes since the last snapshot. */
  since?: string | undefined
  /** Those that finish what they were asked. */
  readonly leaving: Set<RunningServer>
}

/** Milliseconds for requests in flight when all ends: in development a waiting person matters more. */
const STOP_LIMIT = 3_000
/** Milliseconds for a version that was replaced, whose own deadline for what is in flight comes first. */
const LEAVE_LIMIT = 60_000
/** Milliseconds for which new requests wait until the modules of the version before have handed over. */
const HANDOVER_LIMIT = 1_000

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const inspectPort = options['inspect'] === undefined ? undefined : debuggerPort(String(options['inspect']))
  const root = appFolder(host, positionals[0])
  removeStaleGenerations(root)
  const signal = stopSignal()
  const linker = startLinkThread(root, { watched: true })
  const spare = spareProcess(root, generationFolder(root, 1), host.env)
  const compiling = import('../../compile.ts')
  const changes = await watchChanges(root, signal, (error) => {
    host.stderr.write(`Some files cannot be watched: ${error instanceof Error ? error.message : error}\n`)
  })
  const { createCompiler } = await compiling
  const start = { host, root, compiler: createCompiler(root), changes, signal, door: frontDoor(), inspectPort, spare, linker }
  const watching: Watching = { ...start, generations: 1, leaving: new Set() }
  let changed: readonly string[] = []
  for (let burst: typeof changed | undefined = []; burst !== undefined; burst = await changes.next()) {
    changed = [...changed, ...burst]
    if (await rebuild(watching, changed)) changed = []
  }
  await end(watching)
  return 0
}

async function end({ door, running, leaving, spare, linker, current }: Watching): Promise<void> {
  door.close()
  const servers = running === undefined ? [...leaving] : [running, ...leaving]
  await Promise.all([spare.stop(), ...servers.map((server) => server.stop(STOP_LIMIT))])
  await linker.close()
  for (const folder of [current?.folder, spare.folder]) if (folder !== undefined) discard(folder)
}

function debuggerPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new UsageError(`\`--inspect\` takes a port, not \`${text}\``)
  return port
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

/**
 * Whether its outcome was told: what is wrong only until the next file is saved is not. Never throws: whatever is wrong with the app, or
 * goes wrong with this build, the next change is tried again.
 */
async function rebuild(watching: Watching, changed: readonly string[]): Promise<boolean> {
  const { host } = watching
  try {
    return await tryRebuild(watching, changed)
  } catch (error) {
    if (error instanceof Refusal) return await broken(watching, () => [error.diagnostic])
    const stack = error instanceof Error ? error.stack : String(error)
    host.stderr.write(`gatic failed by a mistake of its own, please report it.\n${stack}\n`)
    return await broken(watching, () => [])
  }
}

async function tryRebuild(watching: Watching, changed: readonly string[]): Promise<boolean> {
  const { host, root, running, current, compiler, linker } = watching
  const began = performance.now()
  const noticed = noticeOf(changed)
  if (changed.some(isSettings)) await linker.renew()
  const build = await buildWatched(compiler, changed, linker, watching.linked)
  watching.linked = build.linked
  await writeGenerated(host, root, build.generated, build.diagnostics)
  const listening = await listen(watching, build)
  if (build.ir === undefined || build.server === undefined) return broken(watching, () => everything(compiler, build))
  for (const line of current ? routeChanges(current.routes, servedAt(build.ir)) : []) host.stdout.write(`  ${line}\n`)
  if (current !== undefined && sameOutputs(current.server, build.server) && running && !changed.some(isEnvironment))
    say(watching, `Nothing changed in the server, ${took(began, [...noticed, ...build.timings])}`)
  else {
    const lap = stopwatch()
    const written = write(watching, build)
    const start = [lap('write'), ...(await replace(watching, written, listening, lap))]
    const routes = servedAt(build.ir).length
    say(watching, `Built ${routes} routes, answering after ${took(began, [...noticed, ...build.timings, ...start])}`)
  }
  check(watching)
  tellSince(watching, build.ir)
  return true
}

const isSettings = (path: string): boolean => path.endsWith('.json')

/** Environment for the server: where this process listens for it. */
async function listen({ host, root, door }: Watching, build: Build): Promise<Readonly<Record<string, string>>> {
  const wanted = build.address && listenAddress(root, host.env, build.address)
  if (wanted === undefined) return {}
  try {
    const { host: HOST, port } = await door.listen(wanted)
    return { HOST, PORT: String(port) }
  } catch (error) {
    const reason = `cannot listen on ${wanted.host}:${wanted.port}: ${systemReason(error)}`
    throw new Refusal(serverStartFailed({ reason }, []), error)
  }
}

/** What TypeScript says of an app that compiles: the new version serves already. */
function check(watching: Watching): void {
  const began = performance.now()
  const { diagnostics } = watching.compiler.checked()
  reportDiagnostics(watching.host, watching.root, diagnostics)
  const ms = performance.now() - began
  if (!hasErrors(diagnostics)) return watching.running?.cover(null)
  watching.running?.cover(page(watching, diagnostics))
  say(watching, `The new version serves, but \`gatic build\` would refuse it (types ${duration(ms)}). Waiting for changes.`)
}

/** Against the last snapshot, whenever that is something else than before. */
function tellSince(watching: Watching, ir: AppIR): void {
  const now = sinceSnapshot(ir)
  if (now === watching.since) return
  watching.since = now
  say(watching, now ?? `Nothing changed since ${ir.history?.versions.at(-1)?.semver ?? 'the first version'}`)
}

/** Of an app that does not compile, TypeScript's errors as well: they may name the cause. */
function everything(compiler: Compiler, build: Build): readonly Diagnostic[] {
  return build.ir === undefined ? compiler.checked().diagnostics : build.diagnostics
}

async function broken(watching: Watching, wrong: () => readonly Diagnostic[]): Promise<boolean> {
  const { host, root, running, door, changes } = watching
  if (await changes.goOn()) return false
  const diagnostics = wrong()
  reportDiagnostics(host, root, diagnostics)
  if (running) running.cover(page(watching, diagnostics))
  else door.lead({ page: page(watching, diagnostics) })
  say(watching, `${running ? 'The previous version goes on.' : 'No server is running.'} Waiting for changes.`)
  return true
}

const page = ({ root }: Watching, diagnostics: readonly Diagnostic[]): string =>
  errorPage(renderDiagnostics(diagnostics, (file) => readSource(root, file), { color: false }))

function write({ host, spare: { folder } }: Watching, { server, ir, links = [], loadAhead }: Build): Generation {
  try {
    writeGeneration(folder, server!.outputs, links)
  } catch (error) {
    throw new Refusal(unwritableFolder({ folder: shownPath(host, folder), reason: systemReason(error) }, []), error)
  }
  return { folder, server: server!, routes: servedAt(ir!), loadAhead }
}

/** Until the new version is there and well, nothing changes for anybody. */
async function replace(
  watching: Watching,
  next: Generation,
  env: Readonly<Record<string, string>>,
  lap: (phase: string) => Timing,
): Promise<readonly Timing[]> {
  const { signal, spare, running: old, current: previous } = watching
  if (old === undefined) watching.door.lead('wait')
  const server = await spare.run(env, signal)
  const start = lap('start')
  if ('failed' in server) {
    renewSpare(watching, previous)
    discard(next.folder)
    throw new Refusal(serverStartFailed({ reason: server.failed }, []))
  }
  watching.current = next
  watching.running = server
  void server.ended.then((reason) => lost(watching, server, reason))
  const retired = await handOver(watching, old, server)
  const handover = lap('switch')
  renewSpare(watching, next)
  if (old === undefined) await inspect(watching, server)
  else void leave(watching, old, server, retired).then(() => previous && discard(previous.folder))
  return [start, handover]
}

/** Gets ready for the version after this one, which nobody waits for yet. */
function renewSpare(watching: Watching, latest: Generation | undefined): void {
  const { root, host } = watching
  const folder = generationFolder(root, ++watching.generations)
  watching.spare = spareProcess(root, folder, host.env)
  if (latest?.loadAhead === undefined) return
  try {
    carryOver(latest.loadAhead, latest.folder, folder)
    watching.spare.load(latest.loadAhead)
  } catch (error) {
    // The version itself is written there as well, which tells what is wrong with the folder.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** New connections go to the new version: at once, or when what the modules hand over has arrived there. */
async function handOver(
  { door }: Watching,
  old: RunningServer | undefined,
  server: RunningServer,
): Promise<() => Promise<unknown>> {
  if (old !== undefined) {
    door.lead('wait')
    const { states, retired } = old.retire(door.connection)
    const values = await Promise.race([states, passed(HANDOVER_LIMIT)])
    if (values !== undefined && Object.keys(values).length > 0) await server.takeOver(values)
    door.lead(server)
    return () => retired
  }
  door.lead(server)
  return async () => {}
}

async function leave(
  watching: Watching,
  old: RunningServer,
  server: RunningServer,
  retired: () => Promise<unknown>,
): Promise<void> {
  watching.leaving.add(old)
  if (watching.inspectPort !== undefined) void old.inspect(null).then(() => inspect(watching, server))
  await Promise.race([retired(), passed(LEAVE_LIMIT)])
  await old.stop(STOP_LIMIT)
  watching.leaving.delete(old)
}

/** The debugger's port passes from version to version; one that stands at a breakpoint keeps it until it goes on. */
async function inspect(watching: Watching, server: RunningServer): Promise<void> {
  const { inspectPort, running } = watching
  if (inspectPort === undefined || running !== server) return
  if (!(await server.inspect(inspectPort))) say(watching, `No debugger can attach: port ${inspectPort} is in use.`)
}

function lost(watching: Watching, server: RunningServer, reason: string): void {
  if (watching.running !== server || watching.signal.aborted || server.stopping()) return
  watching.running = undefined
  const text = `The server ended with ${reason}. The next change starts it again.`
  watching.door.lead({ page: errorPage(text) })
  say(watching, text)
}

const passed = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref()
  })

const discard = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

const sameOutputs = (a: Server, b: Server): boolean => isDeepStrictEqual(a.outputs, b.outputs)

/** `210 ms (notice 18 ms, load 30 ms, ...)` */
const took = (began: number, timings: readonly Timing[]): string =>
  `${duration(performance.now() - began)} (${timings.map(({ phase, ms }) => `${phase} ${duration(ms)}`).join(', ')})`

/** From the moment a file was saved until it is looked at; empty where times of files do not tell. */
function noticeOf(changed: readonly string[]): readonly Timing[] {
  const saved = changed.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  const ms = Date.now() - Math.max(0, ...saved)
  return ms >= 0 && ms < LEAVE_LIMIT ? [{ phase: 'notice', ms }] : []
}

function stopwatch(): (phase: string) => Timing {
  let last = performance.now()
  return (phase) => {
    const now = performance.now()
    const ms = now - last
    last = now
    return { phase, ms }
  }
}

function say({ host }: Watching, text: string): void {
  host.stdout.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`)
}
