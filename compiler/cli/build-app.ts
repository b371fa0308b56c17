/** An app's folder -> everything that its server consists of, in memory, or what is wrong with it. */
import { isDeepStrictEqual } from 'node:util'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { emitOpenApi } from '../../emitters/openapi/index.ts'
import { emitServer } from '../../emitters/server/index.ts'
import type { Compiler, SdkSettings, Timings } from '../compile.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { compileInPlace } from '../in-place/index.ts'
import type { AppIR } from '../ir/index.ts'
import type { LinkInput, LinkResult, PackageLink } from '../link/index.ts'
import { gaticPackage } from './gatic-package.ts'
import type { LinkThread } from './link-thread/index.ts'
import type { OutputFile } from './output-folder.ts'
import { hasErrors, type Progress } from './report.ts'

export interface Build {
  /** Errors mean that there is no server. */
  readonly diagnostics: readonly Diagnostic[]
  /** For the app's own editor, below its root. */
  readonly generated: readonly EmittedFile[]
  readonly ir?: AppIR
  readonly server?: Server
  /** How the client of a server is packed; absent: there is to be none. */
  readonly sdk?: SdkSettings
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
  const input = { ir: linkedConfig(ir), ...withValidators(compiler, ir, server), ...build }
  const linking = performance.now()
  const linked = await (ahead && isDeepStrictEqual(input, last?.input) ? ahead : linker.link(input))
  const timing = [
    ...compiled.timings,
    { phase: 'emit', ms: linking - emitting },
    { phase: 'link', ms: performance.now() - linking },
  ]
  const found = { ...compiled, diagnostics: [...diagnostics, ...linked.diagnostics], timings: timing }
  if (hasErrors(linked.diagnostics)) return found
  const description = last?.ir === ir ? last.description : descriptionOf(ir)
  const linkedNow: Linked = { ir, server, input, description }
  const { links = [], loadAhead } = linked
  return { ...found, server: described(linked, description), links, ...(loadAhead && { loadAhead }), linked: linkedNow }
}

/** TypeScript's own check and linking go on at the same time; an app that does not pass it has no server. */
export async function buildApp(compiler: Compiler, linker: LinkThread, progress: Progress): Promise<Build> {
  progress.step('Compiling')
  const { ir, build } = compiler.update()
  const emitting = performance.now()
  const parts = ir && withValidators(compiler, ir, emittedServer(ir, false))
  const emittedAt = performance.now()
  const linking = ir && parts && linker.link({ ir: linkedConfig(ir), ...parts, ...build })
  const { ir: checked, diagnostics, files: generated, timings } = compiler.checked()
  const compiled: Build = { diagnostics, generated, timings: phases(timings), ...(checked && { ir: checked }) }
  const waiting = performance.now()
  if (linking === undefined) return compiled
  progress.step('Linking')
  const linked = await linking
  if (checked === undefined) return compiled
  const times = [
    { phase: 'emit', ms: emittedAt - emitting },
    { phase: 'link', ms: performance.now() - waiting },
  ]
  return {
    ...compiled,
    diagnostics: [...diagnostics, ...linked.diagnostics],
    timings: [...compiled.timings, ...times],
    ...(!hasErrors(linked.diagnostics) && {
      server: described(linked, descriptionOf(checked)),
      inputs: inputsOf(compiler, linked),
      ...(build.sdk && { sdk: build.sdk }),
    }),
  }
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

function descriptionOf(ir: AppIR): OutputFile {
  const { path, text } = emitOpenApi(ir)
  return { path, contents: text }
}

const emittedServer = (ir: AppIR, watched: boolean): readonly EmittedFile[] =>
  emitServer(ir, { gaticVersion: gaticPackage().version, watched })

/** The server, and what stands in the app's own files for each `validator<T>()`. */
function withValidators(compiler: Compiler, ir: AppIR, server: readonly EmittedFile[]) {
  const edited = compileInPlace(ir, {
    source: compiler.source,
    specifierOf: (module) => `gatic:${module}`,
    importOf: (file) => `./${file}`,
  })
  return {
    files: [...server, ...edited.map(({ module }) => module)],
    edited: edited.map(({ file, code, map }) => ({ file, code, map: map.toUrl() })),
  }
}

/** What linking needs to know: all of it would be copied to the thread. */
const linkedConfig = ({ config: { transport, static: folders } }: AppIR) => ({
  config: { transport, ...(folders && { static: folders }) },
})

const phases = (timings: Timings): Timing[] => Object.entries(timings).map(([phase, ms]) => ({ phase, ms }))
