/**
 * esbuild over the emitted files and everything they import, in memory. One bundler bundles an app again and again: what was parsed, and
 * where imports of packages lead, is kept from one bundle to the next.
 */
import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import {
  type BuildContext,
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  context,
  type OnResolveArgs,
  type OnResolveResult,
  type OutputFile,
  type Plugin,
} from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { markComments } from './comments.ts'
import { type Framework, frameworkFile } from './framework.ts'
import { obstacle, packageFolder, readsOwnFiles } from './packages.ts'
import type { BundledCode, SourceMap } from './source-map.ts'

/** A source file of the app as it was changed before it is bundled. */
export interface EditedSource {
  /** Relative to the app's root, `/` separators. */
  readonly file: string
  readonly code: string
  /** From the changed text to the author's, as a data URL. */
  readonly map: string
}

export interface BundleInput {
  /** The bundle begins with the first. */
  readonly files: readonly EmittedFile[]
  readonly edited?: readonly EditedSource[]
  /** Package folder -> why it is not bundled. Grows while bundling: what grew it is to be bundled anew. */
  readonly external: Map<string, string>
  /** What is known of packages from earlier bundles, in the same form. */
  readonly known?: ReadonlyMap<string, string>
}

export type Built = BuildResult<{ write: false; metafile: true }>

export interface Bundle {
  readonly built: Built
  /** Relative to the app's root. */
  readonly inputs: readonly string[]
  readonly packages?: PackagesFile
}

/** Packages and the shim, where they are a file of their own beside the server. It exports `packages` and `prepare`. */
export interface PackagesFile {
  readonly path: string
  readonly contents: string
  /** Whether packages are evaluated when it is loaded: those that it imports itself. */
  readonly evaluates: boolean
}

export interface Bundler {
  /** One at a time. Rejects with esbuild's {@link BuildFailure}. */
  bundle(input: BundleInput): Promise<Bundle>
  dispose(): Promise<void>
}

/** Where esbuild believes that the bundle will lie; nothing is written. */
export const OUTPUT_FOLDER = 'dist'

/** Everything as one file. */
export async function openBundler(root: string, framework: Framework): Promise<Bundler> {
  let current: BundleInput = { files: [], external: new Map() }
  const plugins = [...appSources(root, () => current), oneFramework(framework), unbundledPackages(() => current)]
  const building: BuildContext = await context({ ...bundleOptions(root), plugins })
  const packagesWithOwnFiles = ownFilesFinder(root, framework)
  return {
    async bundle(input) {
      current = input
      const built = (await building.rebuild()) as Built
      for (const folder of await packagesWithOwnFiles(built)) input.external.set(folder, OWN_FILES)
      return { built, inputs: Object.keys(built.metafile.inputs) }
    },
    dispose: () => building.dispose(),
  }
}

export const OWN_FILES = 'looks for files beside itself'

const ENTRY = 'gatic:entry'

export const bundleOptions = (root: string) =>
  ({
    entryPoints: { server: ENTRY },
    outdir: OUTPUT_FOLDER,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    charset: 'utf8',
    sourcemap: 'linked',
    legalComments: 'inline',
    logLevel: 'silent',
    // What is imported and used but not exported is undefined at run time: a server that cannot work is not linked. While an app is
    // watched this also keeps a file that was read half saved from being served.
    logOverride: { 'import-is-undefined': 'error' },
  }) as const satisfies BuildOptions

export const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error

/** What is emitted for an app, and the app's own files. */
export const appSources = (root: string, current: () => BundleInput): Plugin[] => [
  emittedFiles(root, () => current().files),
  editedSources(root, () => current().edited ?? []),
]

/** The emitted files are in memory only; they import the app's sources relative to its root. */
function emittedFiles(root: string, current: () => readonly EmittedFile[]): Plugin {
  return {
    name: 'emitted-files',
    setup(build) {
      build.onResolve({ filter: /^gatic:/ }, ({ path }) => ({
        path: path === ENTRY ? current()[0]!.path : path.slice('gatic:'.length),
        namespace: 'gatic',
      }))
      build.onResolve({ filter: /^\.\//, namespace: 'gatic' }, ({ path }) => {
        const emitted = current().some((file) => `./${file.path}` === path)
        return emitted ? { path: path.slice(2), namespace: 'gatic' } : undefined
      })
      build.onLoad({ filter: /.*/, namespace: 'gatic' }, ({ path }) => {
        const files = current()
        const { text } = files.find((file) => file.path === path)!
        const body = path === files[0]!.path ? text.replace(/^\/\/.*/, '') : text
        return { contents: markComments(body), loader: 'js', resolveDir: root }
      })
    },
  }
}

/** In place of what is on disk. To be left out where nothing is edited: it is asked for every source file. */
function editedSources(root: string, current: () => readonly EditedSource[]): Plugin {
  return {
    name: 'edited-sources',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?tsx?$/, namespace: 'file' }, ({ path }) => {
        const edited = current().find(({ file }) => join(root, file) === path)
        if (edited === undefined) return undefined
        const loader = path.endsWith('x') ? 'tsx' : 'ts'
        return { contents: `${edited.code}//# sourceMappingURL=${edited.map}\n`, loader }
      })
    },
  }
}

/** What is to become of a file of a package, or of the shim, that can be bundled. */
type Placed = (found: OnResolveResult) => OnResolveResult

const inBundle: Placed = (found) => found

/** Two copies of the shim would be two classes of HttpError. */
export function oneFramework(framework: Framework, placed = inBundle): Plugin {
  return {
    name: 'one-framework',
    setup(build) {
      build.onResolve({ filter: /^@gati-framework\/core(\/(auth|client|redis|server|wire|transport))?$/ }, ({ path }) =>
        placed({ path: frameworkFile(framework, path), sideEffects: false }),
      )
    },
  }
}

/** Bare imports whose package cannot be bundled stay imports. */
export function unbundledPackages(current: () => BundleInput, placed = inBundle): Plugin {
  const resolve = rememberingResolver()
  const obstacles = new Map<string, string | undefined>()
  const obstacleOf = (folder: string) => {
    if (!obstacles.has(folder)) obstacles.set(folder, obstacle(folder))
    return obstacles.get(folder)
  }
  return {
    name: 'unbundled-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async (args) => {
        if (isAbsolute(args.path) || args.kind === 'entry-point') return undefined
        const found = await resolve(build, args)
        const folder = found?.path && found.namespace === 'file' ? packageFolder(found.path) : undefined
        if (found === undefined || folder === undefined) return found
        const { external, known } = current()
        const reason = external.get(folder) ?? known?.get(folder) ?? obstacleOf(folder)
        if (reason === undefined) return placed(found)
        external.set(folder, reason)
        return { path: args.path, external: true }
      })
    },
  }
}

/** Folders of bundled packages whose code looks for files beside itself. Each file is read once, and none while esbuild waits. */
export function ownFilesFinder(root: string, framework: Framework) {
  const known = new Map<string, boolean>()
  const looks = async (path: string): Promise<boolean> => {
    const found = known.get(path) ?? readsOwnFiles(await readFile(path, 'utf8'))
    known.set(path, found)
    return found
  }
  return async ({ metafile }: Built): Promise<ReadonlySet<string>> => {
    const scripts = Object.keys(metafile.inputs).filter((input) => /\.[cm]?js$/.test(input) && !input.startsWith('gatic:'))
    const folders = scripts.map(async (input) => {
      const path = join(root, input)
      const folder = packageFolder(path)
      // The shim looks for its source map and its native file beside the server, which is where it will be.
      return folder !== undefined && !path.startsWith(framework.folder) && (await looks(path)) ? [folder] : []
    })
    return new Set((await Promise.all(folders)).flat())
  }
}

/** What esbuild itself finds; undefined where it finds nothing, or asks only because it was asked: it looks itself then, and says so. */
function rememberingResolver() {
  const RESOLVING = Symbol('resolving')
  const known = new Map<string, OnResolveResult>()
  return async (build: Parameters<Plugin['setup']>[0], args: OnResolveArgs): Promise<OnResolveResult | undefined> => {
    const { path, pluginData, importer, namespace, resolveDir, kind, with: attributes } = args
    if (pluginData === RESOLVING) return undefined
    const key = JSON.stringify([kind, namespace, resolveDir, path])
    const before = known.get(key)
    if (before !== undefined) return before
    const found = await build.resolve(path, { importer, namespace, resolveDir, kind, with: attributes, pluginData: RESOLVING })
    if (found.errors.length > 0) return undefined
    const { external, sideEffects, suffix } = found
    const result = { path: found.path, external, sideEffects, suffix, namespace: found.namespace }
    known.set(key, result)
    return result
  }
}

/** Whether bundled CommonJS code calls `require` for what is not in the bundle. What was read and then left out does not count. */
const requiresAtRunTime = ({ metafile }: Built): boolean =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .some(([input]) => metafile.inputs[input]!.imports.some(({ kind, external }) => external === true && kind === 'require-call'))

/** Bundled CommonJS code has no `require` in an ES module unless it is made. */
const MAKE_REQUIRE = [
  "import { createRequire as createRequireOfServer } from 'node:module'",
  'const require = createRequireOfServer(import.meta.url)',
]

/** The name by which a server knows its packages where they are a file of their own. */
export const PACKAGES = 'gaticPackages'

/** The first comment of the entry, which says what the file is, stands above everything that is bundled. */
export function bundledCode({ built, packages }: Bundle, [entry]: readonly EmittedFile[]): BundledCode {
  const code = outputFile(built, 'server.mjs').text
  const map = JSON.parse(outputFile(built, 'server.mjs.map').text) as SourceMap
  const apart = packages ? [`import { packages as ${PACKAGES} } from './${packages.path}'`] : []
  const above = [...(/^\/\/.*/.exec(entry!.text) ?? []), ...apart, ...requireOf(built)]
  return { code: [...above, code].join('\n'), map: { ...map, mappings: `${';'.repeat(above.length)}${map.mappings}` } }
}

export const requireOf = (built: Built): readonly string[] => (requiresAtRunTime(built) ? MAKE_REQUIRE : [])

export const outputFile = (built: Built, name: string): OutputFile =>
  built.outputFiles.find(({ path }) => path.endsWith(join(OUTPUT_FOLDER, name)))!
