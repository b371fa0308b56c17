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
  bundle,
  type EditedSource,
  isBuildFailure,
  OUTPUT_FOLDER,
  outputFile,
  requiresAtRunTime,
} from './bundle.ts'
import { unmarkComments } from './comments.ts'
import { type CopiedPackage, copyPackages, type Output } from './copies.ts'
import { failure } from './failures.ts'
import { type Framework, findFramework } from './framework.ts'
import { findPackage, readPackage } from './packages.ts'
import { presented } from './presentation.ts'
import { readableHeadings, readableSourceMap } from './source-map.ts'
import { staticFiles } from './static-files.ts'
import { NO_BINARIES, transportBinaries } from './transport-binaries.ts'
import { type WarmBundle, warmBundle } from './warm-bundle.ts'

export interface LinkInput {
  /** The app's folder. */
  readonly root: string
  readonly ir: Pick<AppIR, 'config'>
  /** As {@link emitServer} gives them, the entry first. */
  readonly files: readonly EmittedFile[]
  /** Sources of the app that are not bundled as they are on disk. */
  readonly edited?: readonly EditedSource[]
  /** `build.platforms` of the configuration. */
  readonly platforms?: readonly string[] | undefined
  /** `build.external` of the configuration. */
  readonly external?: readonly string[] | undefined
  /** For `gatic watch`: packages are linked to and not copied, node:http serves, and nobody reads the file. */
  readonly watched?: WatchedLinks
}

export interface LinkResult {
  /** Empty when a diagnostic is an error. */
  readonly outputs: readonly Output[]
  readonly copied: readonly CopiedPackage[]
  readonly diagnostics: readonly Diagnostic[]
  /** Of a watched server: where its packages lie, by their place beside it: `node_modules/pg`. */
  readonly links?: readonly PackageLink[]
}

export interface PackageLink {
  readonly path: string
  readonly folder: string
}

export { linkClientRuntime } from './client-runtime.ts'
export type { CopiedPackage, Output }

/** Bundled CommonJS code has no `require` in an ES module unless it is made. */
const REQUIRE_BANNER =
  "import { createRequire as createRequireOfServer } from 'node:module'\nconst require = createRequireOfServer(import.meta.url)"

export async function link(input: LinkInput): Promise<LinkResult> {
  const { root: linked, ir, files, edited = [], platforms, external = [], watched } = input
  const root = realpathSync(linked)
  const unbundled = new Map<string, string>()
  const missing = external.flatMap((name) => {
    const folder = findPackage(name, root)
    if (folder === undefined) return [externalNotFound({ package: name }, [])]
    unbundled.set(realpathSync(folder), 'build.external')
    return []
  })
  if (missing.length > 0) return { outputs: [], copied: [], diagnostics: missing }

  const framework = findFramework(root)
  let linkedBundle: Bundle
  try {
    const bundled = { root, files, edited, framework, external: unbundled }
    linkedBundle = watched ? await bundleAgain(watched, bundled) : (await bundleUntilStable(bundled)).bundle
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return { outputs: [], copied: [], diagnostics: error.errors.map(failure) }
  }
  if (watched) {
    const packages = [...watched.external.keys()].map((folder) => ({ path: `node_modules/${readPackage(folder).name}`, folder }))
    const assets = (ir.config.static ?? []).map(({ folder, output }) => ({ path: output, folder: join(root, folder) }))
    const links = [...packages, ...assets]
    return { outputs: runnableFiles(linkedBundle, root, framework), copied: [], diagnostics: [], links }
  }
  const copies = await copyPackages(unbundled)
  const binaries = ir.config.transport === 'node' ? NO_BINARIES : transportBinaries(root, platforms)
  const diagnostics = [...copies.diagnostics, ...binaries.diagnostics]
  if (diagnostics.some(({ severity }) => severity === 'error')) return { outputs: [], copied: [], diagnostics }
  const assets = await staticFiles(root, ir.config.static)
  return {
    outputs: [...serverFiles(linkedBundle, root, framework, files[0]!.path), ...assets, ...binaries.outputs, ...copies.outputs],
    copied: [...binaries.copied, ...copies.copied],
    diagnostics,
  }
}

/** Bundles again while bundling finds packages that must stay outside, and once more where the bundle needs a `require`. */
async function bundleUntilStable(input: Omit<BundleInput, 'banner'>): Promise<{ bundle: Bundle; banner: string }> {
  const header = headerOf(input.files)
  let known: number
  let result: Bundle
  do {
    known = input.external.size
    result = await bundle({ ...input, banner: header })
  } while (input.external.size > known && hasBundledExternal(result, input))
  if (!requiresAtRunTime(result)) return { bundle: result, banner: header }
  const banner = `${header}\n${REQUIRE_BANNER}`
  return { bundle: await bundle({ ...input, banner }), banner }
}

/** What linking an app again keeps of the times before. To be made anew when packages or settings may have changed. */
export interface WatchedLinks {
  external: ReadonlyMap<string, string>
  banner: string
  warm?: Promise<WarmBundle | undefined> | undefined
}

export const watchedLinks = (): WatchedLinks => ({ external: new Map(), banner: '' })

async function bundleAgain(watched: WatchedLinks, input: Omit<BundleInput, 'banner'>): Promise<Bundle> {
  const warm = await watched.warm
  const again = await warm?.again(input.files, input.edited)
  if (again !== undefined) return again
  await warm?.dispose()
  watched.warm = undefined
  const cold = await bundleUntilStable(input)
  Object.assign(watched, { external: input.external, banner: cold.banner })
  return cold.bundle
}

/** Gets ready for the next time, after a bundle that was made from scratch. */
export function warmUp(
  watched: WatchedLinks,
  { root: linked, files, edited = [] }: Pick<LinkInput, 'root' | 'files' | 'edited'>,
): void {
  if (watched.warm !== undefined || watched.banner === '') return
  const root = realpathSync(linked)
  const framework = findFramework(root)
  const input = { root, files, edited, framework, external: new Map(watched.external), banner: watched.banner }
  // A failure here is said by the build that meets it next.
  watched.warm = warmBundle(input).catch(() => undefined)
}

/** The first comment of the entry, which says what the file is, stands above everything that is bundled. */
const headerOf = (files: readonly EmittedFile[]): string => /^\/\/.*/.exec(files[0]!.text)?.[0] ?? ''

/** Packages that were known to be external when they were first imported are not in the bundle. */
function hasBundledExternal(
  { metafile }: Bundle,
  { root, external }: { readonly root: string; readonly external: ReadonlyMap<string, string> },
): boolean {
  const folders = [...external.keys()].map((folder) => `${folder}/`)
  return Object.keys(metafile.inputs).some((path) => folders.some((folder) => join(root, path).startsWith(folder)))
}

/** From `.gati/watch/<version>`, where a watched server lies, to the app. */
const WATCH_ROOT = '../../../'

/** As esbuild made them, with the names that stacks and debuggers show. */
function runnableFiles(result: Bundle, root: string, framework: Framework): Output[] {
  const text = outputFile(result, 'server.mjs.map')
  const map = readableSourceMap(text, join(root, OUTPUT_FOLDER), root, framework, WATCH_ROOT)
  return [
    { path: 'server.mjs', contents: outputFile(result, 'server.mjs') },
    { path: 'server.mjs.map', contents: map },
  ]
}

function serverFiles(result: Bundle, root: string, framework: Framework, entry: string): Output[] {
  const headed = readableHeadings(outputFile(result, 'server.mjs'), Object.keys(result.metafile.inputs), root, framework)
  const named = readableSourceMap(outputFile(result, 'server.mjs.map'), join(root, OUTPUT_FOLDER), root, framework)
  const { code, map } = presented(unmarkComments(headed), named, `// ${entry}`)
  return [
    { path: 'server.mjs', contents: code },
    { path: 'server.mjs.map', contents: map },
  ]
}
