/**
 * How does an emitted module become a server that runs in an empty folder? esbuild puts it, the app's sources, their packages
 * and the shim into one file; what cannot be bundled is copied beside it. Nothing is written here.
 *
 *   server.entry.mjs + src/** + packages -> server.mjs, server.mjs.map, uws_*.node, node_modules/<what holds native code>
 */
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { type Diagnostic, externalNotFound } from '../diagnostics/index.ts'
import type { AppIR } from '../ir/index.ts'
import {
  type Bundle,
  type BundleInput,
  type Bundler,
  bundledCode,
  type EditedSource,
  isBuildFailure,
  OUTPUT_FOLDER,
  openBundler,
} from './bundle.ts'
import { unmarkComments } from './comments.ts'
import { type CopiedPackage, copyPackages, type Output } from './copies.ts'
import { failure } from './failures.ts'
import { type Framework, findFramework } from './framework.ts'
import { findPackage, readPackage } from './packages.ts'
import { presented } from './presentation.ts'
import { rehearsal } from './rehearsal.ts'
import { type BundledCode, readableHeadings, readableSourceMap } from './source-map.ts'
import { staticFiles } from './static-files.ts'
import { NO_BINARIES, transportBinaries } from './transport-binaries.ts'
import { openWatchedBundler } from './watched-bundle.ts'

/** Ends esbuild's process. Left alone it outlives this one by some 400 ms, and who reads what was printed waits for it. */
export { stop as endBundler } from 'esbuild'

export interface LinkInput {
  readonly ir: { readonly config: Pick<AppIR['config'], 'transport' | 'static'> }
  /** As {@link emitServer} gives them, the entry first. */
  readonly files: readonly EmittedFile[]
  /** Sources of the app that are not bundled as they are on disk. */
  readonly edited?: readonly EditedSource[]
  /** `build.platforms` of the configuration. */
  readonly platforms?: readonly string[] | undefined
  /** `build.external` of the configuration. */
  readonly external?: readonly string[] | undefined
}

export interface LinkResult {
  /** Empty when a diagnostic is an error. */
  readonly outputs: readonly Output[]
  readonly copied: readonly CopiedPackage[]
  readonly diagnostics: readonly Diagnostic[]
  /** Absolute paths of the files that were bundled. */
  readonly inputs: readonly string[]
  /** Of a watched server: where its packages lie, by their place beside it: `node_modules/pg`. */
  readonly links?: readonly PackageLink[]
  /** Of a watched server: which output a process may load, and call its `prepare`, before there is a server to run. */
  readonly loadAhead?: string
}

export interface PackageLink {
  readonly path: string
  readonly folder: string
}

export { type ClientRuntime, linkClientRuntime } from './client-runtime.ts'
export type { CopiedPackage, Output }

/** Links one app again and again, faster than the first time. To be made anew when packages or settings may have changed. */
export interface Linker {
  /** Reads ahead, while nobody knows yet what will be linked. */
  prepare(): Promise<void>
  link(input: LinkInput): Promise<LinkResult>
  dispose(): Promise<void>
}

interface App {
  readonly root: string
  readonly framework: Framework
  readonly bundler: Bundler
  readonly watched: boolean
  /** Packages that stayed outside the last time. */
  external: ReadonlyMap<string, string>
}

/**
 * `folder`: the app's. `watched`, for `gatic watch`: packages are linked to and not copied, node:http serves, and nobody reads the file.
 * Throws where `@gati-framework/core` is nowhere to be found.
 */
export async function openLinker(folder: string, { watched = false } = {}): Promise<Linker> {
  const root = realpathSync(folder)
  const framework = findFramework(root)
  const bundler = await (watched ? openWatchedBundler : openBundler)(root, framework)
  const app: App = { root, framework, bundler, watched, external: new Map() }
  return {
    async prepare() {
      // What is wrong with the app is said when it is linked.
      await app.bundler.bundle({ files: rehearsal(root), external: new Map() }).catch(() => {})
    },
    link: (input) => link(app, input),
    dispose: () => app.bundler.dispose(),
  }
}

const NOTHING = { outputs: [], copied: [], inputs: [] } as const

async function link(app: App, input: LinkInput): Promise<LinkResult> {
  const { root } = app
  const external = new Map<string, string>()
  const missing = (input.external ?? []).flatMap((name) => {
    const folder = findPackage(name, root)
    if (folder === undefined) return [externalNotFound({ package: name }, [])]
    external.set(realpathSync(folder), 'build.external')
    return []
  })
  if (missing.length > 0) return { ...NOTHING, diagnostics: missing }
  try {
    const bundle = await bundleUntilStable(app, { files: input.files, edited: input.edited ?? [], external, known: app.external })
    app.external = external
    return app.watched ? watchedResult(app, input, bundle) : await standaloneResult(app, input, bundle)
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return { ...NOTHING, diagnostics: error.errors.map(failure) }
  }
}

/** Bundles again while bundling finds packages that must stay outside. */
async function bundleUntilStable({ root, bundler }: App, input: BundleInput): Promise<Bundle> {
  let known: number
  let result: Bundle
  do {
    known = input.external.size
    result = await bundler.bundle(input)
  } while (input.external.size > known && hasBundledExternal(result, root, input.external))
  return result
}

/** Packages that were known to be external when they were first imported are not in the bundle. */
function hasBundledExternal({ inputs }: Bundle, root: string, external: ReadonlyMap<string, string>): boolean {
  const folders = [...external.keys()].map((folder) => `${folder}/`)
  return inputs.some((path) => folders.some((folder) => join(root, path).startsWith(folder)))
}

async function standaloneResult(app: App, { ir, files, platforms }: LinkInput, bundle: Bundle): Promise<LinkResult> {
  const copies = await copyPackages(app.external)
  const binaries = ir.config.transport === 'node' ? NO_BINARIES : await transportBinaries(app.root, platforms)
  const diagnostics = [...copies.diagnostics, ...binaries.diagnostics]
  if (diagnostics.some(({ severity }) => severity === 'error')) return { ...NOTHING, diagnostics }
  const assets = await staticFiles(app.root, ir.config.static)
  return {
    outputs: [...serverFiles(app, bundle, files), ...assets, ...binaries.outputs, ...copies.outputs],
    copied: [...binaries.copied, ...copies.copied],
    diagnostics,
    inputs: inputsOf(app, bundle),
  }
}

function watchedResult(app: App, { ir, files }: LinkInput, bundle: Bundle): LinkResult {
  const packages = [...app.external.keys()].map((folder) => ({ path: `node_modules/${readPackage(folder).name}`, folder }))
  const assets = (ir.config.static ?? []).map(({ folder, output }) => ({ path: output, folder: join(app.root, folder) }))
  const { path, contents, evaluates = true } = bundle.packages ?? {}
  return {
    outputs: [...runnableFiles(app, bundle, files), ...(path && contents ? [{ path, contents }] : [])],
    copied: [],
    diagnostics: [],
    inputs: inputsOf(app, bundle),
    links: [...packages, ...assets],
    ...(path && !evaluates && { loadAhead: path }),
  }
}

const inputsOf = ({ root }: App, { inputs }: Bundle): readonly string[] =>
  inputs.filter((path) => !path.startsWith('gatic:')).map((path) => join(root, path))

/** From `.gati/watch/<version>`, where a watched server lies, to the app. */
const WATCH_ROOT = '../../../'

/** As esbuild made them, with the names that stacks and debuggers show. */
function runnableFiles({ root, framework }: App, bundle: Bundle, files: readonly EmittedFile[]): Output[] {
  const { code, map } = bundledCode(bundle, files)
  const named = readableSourceMap(map, join(root, OUTPUT_FOLDER), root, framework, WATCH_ROOT)
  // The emitted code is nowhere else.
  const sourcesContent = named.sources.map((source) => files.find(({ path }) => path === source)?.text ?? null)
  return outputsOf({ code, map: { ...named, sourcesContent } })
}

function serverFiles({ root, framework }: App, bundle: Bundle, files: readonly EmittedFile[]): Output[] {
  const bundled = bundledCode(bundle, files)
  const code = unmarkComments(readableHeadings(bundled.code, bundle.inputs, root, framework))
  const map = readableSourceMap(bundled.map, join(root, OUTPUT_FOLDER), root, framework)
  return outputsOf(presented({ code, map }, `// ${files[0]!.path}`))
}

const outputsOf = ({ code, map }: BundledCode): Output[] => [
  { path: 'server.mjs', contents: code },
  { path: 'server.mjs.map', contents: JSON.stringify(map) },
]
