/** An app's folder -> everything that its server consists of, in memory, or what is wrong with it. */
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { emitOpenApi } from '../../emitters/openapi/index.ts'
import { emitServer } from '../../emitters/server/index.ts'
import type { Compiler, SdkSettings, Timings } from '../compile.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { compileInPlace } from '../in-place/index.ts'
import type { AppIR } from '../ir/index.ts'
import { link, type PackageLink, type WatchedLinks, warmUp } from '../link/index.ts'
import { gaticPackage } from './gatic-package.ts'
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
  /** To be called when the machine has time: makes the next build faster. */
  readonly ready?: () => void
  readonly address?: { readonly host: string; readonly port: number }
  readonly timings: readonly Timing[]
}

export interface Server {
  readonly outputs: readonly OutputFile[]
  readonly copied: readonly { readonly name: string; readonly version: string; readonly reason: string }[]
}

export interface Timing {
  readonly phase: string
  readonly ms: number
}

/** For `gatic watch`: without TypeScript's own check, which follows when the new version serves, and warm. */
export async function buildWatched(compiler: Compiler, changed: readonly string[], watched: WatchedLinks): Promise<Build> {
  const { ir, diagnostics, files: generated, build, address, timings } = compiler.update(changed)
  const compiled: Build = { diagnostics, generated, timings: phases(timings), ...(ir && { ir }), ...(address && { address }) }
  if (ir === undefined) return compiled
  const emitting = performance.now()
  const { files, edited } = emitted(compiler, ir, true)
  const linking = performance.now()
  const linked = await link({ root: compiler.root, ir, files, edited, watched, ...build })
  const timing = [
    ...compiled.timings,
    { phase: 'emit', ms: linking - emitting },
    { phase: 'link', ms: performance.now() - linking },
  ]
  const found = { ...compiled, diagnostics: [...diagnostics, ...linked.diagnostics], timings: timing }
  if (hasErrors(linked.diagnostics)) return found
  return {
    ...found,
    server: described(linked, ir),
    links: linked.links ?? [],
    ready: () => warmUp(watched, { root: compiler.root, files, edited }),
  }
}

/** `compiler` is kept between builds of the same app; `changed` is what changed since its last one. */
export async function buildApp(compiler: Compiler, changed: readonly string[], progress: Progress): Promise<Build> {
  progress.step('Compiling')
  compiler.update(changed)
  const { ir, diagnostics, files: generated, build, timings } = compiler.checked()
  const compiled: Build = { diagnostics, generated, timings: phases(timings), ...(ir !== undefined && { ir }) }
  if (ir === undefined) return compiled
  const emitting = performance.now()
  const { files, edited } = emitted(compiler, ir, false)
  const linking = performance.now()
  progress.step('Linking')
  const linked = await link({ root: compiler.root, ir, files, edited, ...build })
  return {
    ...compiled,
    diagnostics: [...diagnostics, ...linked.diagnostics],
    timings: [...compiled.timings, { phase: 'emit', ms: linking - emitting }, { phase: 'link', ms: performance.now() - linking }],
    ...(!hasErrors(linked.diagnostics) && { server: described(linked, ir), ...(build.sdk && { sdk: build.sdk }) }),
  }
}

/** The server, and its description beside it. */
function described({ outputs, copied }: Server, ir: AppIR): Server {
  const { path, text } = emitOpenApi(ir)
  return { outputs: [...outputs, { path, contents: text }], copied }
}

/** The server, and what stands in the app's own files for each `validator<T>()`. */
function emitted(compiler: Compiler, ir: AppIR, watched: boolean) {
  const server = emitServer(ir, { gaticVersion: gaticPackage().version, watched })
  const edited = compileInPlace(ir, {
    source: compiler.source,
    specifierOf: (module) => `gatic:${module}`,
    importOf: (file) => `./${file}`,
  })
  return { files: [...server, ...edited.map(({ module }) => module)], edited }
}

const phases = (timings: Timings): Timing[] => Object.entries(timings).map(([phase, ms]) => ({ phase, ms }))
