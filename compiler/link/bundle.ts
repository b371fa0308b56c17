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

export type Bundle = BuildResult<{ write: false; metafile: true }>

export interface Bundler {
  /** One at a time. Rejects with esbuild's {@link BuildFailure}. */
  bundle(input: BundleInput): Promise<Bundle>
  dispose(): Promise<void>
}

/** Where esbuild believes that the bundle will lie; nothing is written. */
export const OUTPUT_FOLDER = 'dist'

/** Of what is watched, the source map leaves the sources out: whoever debugs it has them. */
export async function openBundler(root: string, framework: Framework, watched: boolean): Promise<Bundler> {
  let current: BundleInput = { files: [], external: new Map() }
  const plugins = [
    emittedFiles(root, () => current.files),
    editedSources(root, () => current.edited ?? []),
    oneFramework(framework),
    unbundledPackages(() => current),
  ]
  const built: BuildContext = await context({ ...bundleOptions(root), sourcesContent: !watched, plugins })
  const packagesWithOwnFiles = ownFilesFinder(root, framework)
  return {
    async bundle(input) {
      current = input
      const bundle = (await built.rebuild()) as Bundle
      for (const folder of await packagesWithOwnFiles(bundle)) input.external.set(folder, 'looks for files beside itself')
      return bundle
    },
    dispose: () => built.dispose(),
  }
}

const ENTRY = 'gatic:entry'

const bundleOptions = (root: string) =>
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

/** Two copies of the shim would be two classes of HttpError. */
export function oneFramework(framework: Framework): Plugin {
  return {
    name: 'one-framework',
    setup(build) {
      build.onResolve({ filter: /^@gati-framework\/core(\/(auth|client|redis|server|wire|transport))?$/ }, ({ path }) => ({
        path: frameworkFile(framework, path),
        sideEffects: false,
      }))
    },
  }
}

/** Bare imports whose package cannot be bundled stay imports. */
function unbundledPackages(current: () => BundleInput): Plugin {
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
        if (reason === undefined) return found
        external.set(folder, reason)
        return { path: args.path, external: true }
      })
    },
  }
}

/** Folders of bundled packages whose code looks for files beside itself. Each file is read once, and none while esbuild waits. */
function ownFilesFinder(root: string, framework: Framework) {
  const known = new Map<string, boolean>()
  const looks = async (path: string): Promise<boolean> => {
    const found = known.get(path) ?? readsOwnFiles(await readFile(path, 'utf8'))
    known.set(path, found)
    return found
  }
  return async ({ metafile }: Bundle): Promise<ReadonlySet<string>> => {
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
const requiresAtRunTime = ({ metafile }: Bundle): boolean =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .some(([input]) => metafile.inputs[input]!.imports.some(({ kind, external }) => external === true && kind === 'require-call'))

/** Bundled CommonJS code has no `require` in an ES module unless it is made. */
const MAKE_REQUIRE = [
  "import { createRequire as createRequireOfServer } from 'node:module'",
  'const require = createRequireOfServer(import.meta.url)',
]

/** The first comment of the entry, which says what the file is, stands above everything that is bundled. */
export function bundledCode(result: Bundle, [entry]: readonly EmittedFile[]): BundledCode {
  const code = outputFile(result, 'server.mjs')
  const map = JSON.parse(outputFile(result, 'server.mjs.map')) as SourceMap
  const above = [...(/^\/\/.*/.exec(entry!.text) ?? []), ...(requiresAtRunTime(result) ? MAKE_REQUIRE : [])]
  return { code: [...above, code].join('\n'), map: { ...map, mappings: `${';'.repeat(above.length)}${map.mappings}` } }
}

const outputFile = (result: Bundle, name: string): string =>
  result.outputFiles.find(({ path }) => path.endsWith(join(OUTPUT_FOLDER, name)))!.text
