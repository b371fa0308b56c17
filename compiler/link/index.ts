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
import { type Bundle, bundle, isBuildFailure, OUTPUT_FOLDER, outputFile, requiresAtRunTime } from './bundle.ts'
import { unmarkComments } from './comments.ts'
import { type CopiedPackage, copyPackages, type Output } from './copies.ts'
import { failure } from './failures.ts'
import { type Framework, findFramework } from './framework.ts'
import { findPackage } from './packages.ts'
import { presented } from './presentation.ts'
import { readableHeadings, readableSourceMap } from './source-map.ts'
import { NO_BINARIES, transportBinaries } from './transport-binaries.ts'

export interface LinkInput {
  /** The app's folder. */
  readonly root: string
  readonly ir: Pick<AppIR, 'config'>
  /** As {@link emitServer} gives them, the entry first. */
  readonly files: readonly EmittedFile[]
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
}

export type { CopiedPackage, Output }

/** Bundled CommonJS code has no `require` in an ES module unless it is made. */
const REQUIRE_BANNER =
  "import { createRequire as createRequireOfServer } from 'node:module'\nconst require = createRequireOfServer(import.meta.url)"

export async function link({ root: linked, ir, files, platforms, external = [] }: LinkInput): Promise<LinkResult> {
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
    linkedBundle = await bundleUntilStable({ root, files, framework, external: unbundled })
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return { outputs: [], copied: [], diagnostics: error.errors.map(failure) }
  }
  const copies = await copyPackages(unbundled)
  const binaries = ir.config.transport === 'node' ? NO_BINARIES : transportBinaries(root, platforms)
  const diagnostics = [...copies.diagnostics, ...binaries.diagnostics]
  if (diagnostics.some(({ severity }) => severity === 'error')) return { outputs: [], copied: [], diagnostics }
  return {
    outputs: [...serverFiles(linkedBundle, root, framework, files[0]!.path), ...binaries.outputs, ...copies.outputs],
    copied: [...binaries.copied, ...copies.copied],
    diagnostics,
  }
}

/** Bundles again while bundling finds packages that must stay outside, and once more where the bundle needs a `require`. */
async function bundleUntilStable(input: {
  readonly root: string
  readonly files: readonly EmittedFile[]
  readonly framework: Framework
  readonly external: Map<string, string>
}): Promise<Bundle> {
  const header = headerOf(input.files)
  let known: number
  let result: Bundle
  do {
    known = input.external.size
    result = await bundle({ ...input, banner: header })
  } while (input.external.size > known && hasBundledExternal(result, input))
  return requiresAtRunTime(result) ? bundle({ ...input, banner: `${header}\n${REQUIRE_BANNER}` }) : result
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

function serverFiles(result: Bundle, root: string, framework: Framework, entry: string): Output[] {
  const headed = readableHeadings(outputFile(result, 'server.mjs'), Object.keys(result.metafile.inputs), root, framework)
  const named = readableSourceMap(outputFile(result, 'server.mjs.map'), join(root, OUTPUT_FOLDER), root, framework)
  const { code, map } = presented(unmarkComments(headed), named, `// ${entry}`)
  return [
    { path: 'server.mjs', contents: code },
    { path: 'server.mjs.map', contents: map },
  ]
}
