/** An app's folder -> everything that its server consists of, in memory, or what is wrong with it. */
import { isDeepStrictEqual } from 'node:util'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import type { Compilation, Compiler, Timings } from '../compile.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { AppIR } from '../ir/index.ts'
import type { LinkInput, LinkResult, PackageLink } from '../link/index.ts'
import { type AppToLink, descriptionOf, emittedServer, linkedConfig, withValidators } from './emitted-server.ts'
import type { LinkThread } from './link-thread/index.ts'
import type { OutputFile } from './output-folder.ts'
import { hasErrors, type Progress } from './report.ts'
import { makeSdk, type Sdk } from './sdk.ts'

export interface Build {
  /** Errors mean that there is no server. */
  readonly diagnostics: readonly Diagnostic[]
  /** For the app's own editor, below its root. */
  readonly generated: readonly EmittedFile[]
  readonly ir?: AppIR
  readonly server?: Server
  /** The client of the server; absent: there is to be none. */
  readonly sdk?: Sdk
  /** Beside the server, of one that is watched. */
  readonly links?: readonly PackageLink[]
  /** {@link LinkResult.loadAhead} */
  readonly loadAhead?: string
  /** What a watched server was linked from. */
  readonly linked?: Linked
  readonly address?: { readonly host: string; readonly port: number }
  readonly timings: readonly Timing[]
  /** Absolute paths of what was read; undefined where more was looked for than can be told. */
  readonly inputs?: readonly string[] | undefined
}

/** The IR of an app, and what is linked of it. */
export interface Linked {
  readonly ir: AppIR
  readonly server: readonly EmittedFile[]
  readonly input: LinkInput
  readonly description: OutputFile
}

export interface Server {
  readonly outputs: readonly OutputFile[]
  readonly copied: readonly { readonly name: string; readonly version: string; readonly reason: string }[]
}

export interface Timing {
  readonly phase: string
  readonly ms: number
}

/**
 * For `gatic watch`: without TypeScript's own check, which follows when the new version serves. Most edits change bodies and not what is
 * emitted for the app, so that `last`, what was linked the time before, is linked again while it is not yet known to be right.
 */
export async function buildWatched(
  compiler: Compiler,
  changed: readonly string[],
  linker: LinkThread,
  last: Linked | undefined,
): Promise<Build> {
  const ahead = last && linker.link(last.input)
  // Whoever asks for it hears of it.
  ahead?.catch(() => {})
  const { ir, diagnostics, files: generated, build, address, timings } = compiler.update(changed)
  const compiled: Build = { diagnostics, generated, timings: phases(timings), ...(ir && { ir }), ...(address && { address }) }
  if (ir === undefined) return compiled
  const emitting = performance.now()
  const server = last?.ir === ir ? last.server : emittedServer(ir, true)
  const input = { ir: linkedConfig(ir), ...withValidators(ir, server, compiler.source), ...build }
  const linking = performance.now()
  const pending = ahead && isDeepStrictEqual(input, last?.input) ? ahead : linker.link(input)
  const description = last?.ir === ir ? last.description : descriptionOf(ir)
  const linked = await pending
  const timing = [
    ...compiled.timings,
    { phase: 'emit', ms: linking - emitting },
    { phase: 'link', ms: performance.now() - linking },
  ]
  const found = { ...compiled, diagnostics: [...diagnostics, ...linked.diagnostics], timings: timing }
  if (hasErrors(linked.diagnostics)) return found
  const linkedNow: Linked = { ir, server, input, description }
  const { links = [], loadAhead } = linked
  return { ...found, server: described(linked, description), links, ...(loadAhead && { loadAhead }), linked: linkedNow }
}

export interface BuildOptions {
  /** Where it is said so, no client is made, whatever the app's configuration says. */
  readonly withoutSdk?: boolean
}

/**
 * The server is emitted and linked while TypeScript checks the app and while the client is made: each is half of what is left to do. An app
 * that does not pass the check has neither.
 */
export async function buildApp(
  compiler: Compiler,
  thread: Pick<LinkThread, 'linkApp' | 'clientRuntime' | 'abandon'>,
  progress: Progress,
  { withoutSdk = false }: BuildOptions = {},
): Promise<Build> {
  progress.step('Compiling')
  const before = compiler.update()
  const linking = before.ir && thread.linkApp(toLink(compiler, before.ir, before.build))
  // Of an app with errors nobody asks for it.
  linking?.catch(() => {})
  const { ir, diagnostics, files: generated, build, timings } = compiler.checked()
  const compiled: Build = { diagnostics, generated, timings: phases(timings), ...(ir && { ir }) }
  if (linking === undefined || ir === undefined) {
    thread.abandon()
    return compiled
  }
  const emitting = performance.now()
  const settings = withoutSdk ? undefined : build.sdk
  if (settings) progress.step('Packing the client')
  const sdk = settings && (await makeSdk(compiler.root, ir, settings, thread.clientRuntime))
  const waiting = performance.now()
  progress.step('Linking')
  const { linked, description } = await linking
  const times = [
    { phase: 'emit', ms: waiting - emitting },
    { phase: 'link', ms: performance.now() - waiting },
  ]
  return {
    ...compiled,
    diagnostics: [...diagnostics, ...linked.diagnostics],
    timings: [...compiled.timings, ...times],
    ...(!hasErrors(linked.diagnostics) && {
      server: described(linked, description),
      inputs: inputsOf(compiler, linked),
      ...(sdk && { sdk }),
    }),
  }
}

function toLink(compiler: Compiler, ir: AppIR, settings: Compilation['build']): AppToLink {
  const files = new Set(ir.validators?.map(({ source }) => source.file))
  return { ir, settings, sources: Object.fromEntries([...files].map((file) => [file, compiler.source(file)!])) }
}

function inputsOf(compiler: Compiler, { inputs, outputs }: LinkResult): readonly string[] | undefined {
  const copied = outputs.flatMap((file) => ('from' in file ? [file.from] : []))
  const read = compiler.inputs()
  return read && [...new Set([...read, ...inputs, ...copied])]
}

/** The server, and its description beside it. */
const described = ({ outputs, copied }: Server, description: OutputFile): Server => ({
  outputs: [...outputs, description],
  copied,
})

const phases = (timings: Timings): Timing[] => Object.entries(timings).map(([phase, ms]) => ({ phase, ms }))
