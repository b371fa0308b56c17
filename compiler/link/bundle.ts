/** One run of esbuild over the emitted files and everything they import, in memory. */
import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { type BuildFailure, type BuildOptions, type BuildResult, build, type Plugin } from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { markComments } from './comments.ts'
import { type Framework, frameworkFile } from './framework.ts'
import { obstacle, packageFolder, readsOwnFiles } from './packages.ts'

/** A source file of the app as it was changed before it is bundled. */
export interface EditedSource {
  /** Relative to the app's root, `/` separators. */
  readonly file: string
  readonly code: string
  /** From the changed text to the author's. */
  readonly map: { toUrl(): string }
}

export interface BundleInput {
  readonly root: string
  readonly files: readonly EmittedFile[]
  readonly edited: readonly EditedSource[]
  readonly framework: Framework
  /** Package folder -> why it is not bundled. Grows while bundling: what grew it is bundled anew. */
  readonly external: Map<string, string>
  /** Stands first in the bundle. */
  readonly banner: string
}

export type Bundle = BuildResult<{ write: false; metafile: true }>

/** Where esbuild believes that the bundle will lie; nothing is written. */
export const OUTPUT_FOLDER = 'dist'

/** Rejects with esbuild's {@link BuildFailure}. */
export const bundle = ({ root, files, edited, framework, external, banner }: BundleInput): Promise<Bundle> =>
  build({
    ...bundleOptions(root, files[0]!.path, banner),
    plugins: [
      emittedFiles(root, () => files),
      ...(edited.length > 0 ? [editedSources(root, () => edited)] : []),
      oneFramework(framework),
      unbundledPackages(framework, external),
    ],
  })

/** `entry`: path of the emitted file that the bundle begins with. */
export const bundleOptions = (root: string, entry: string, banner: string) =>
  ({
    entryPoints: { server: `gatic:${entry}` },
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
    sourcesContent: true,
    legalComments: 'inline',
    logLevel: 'silent',
    // What is imported and used but not exported is undefined at run time: a server that cannot work is not linked. While an app is
    // watched this also keeps a file that was read half saved from being served.
    logOverride: { 'import-is-undefined': 'error' },
    banner: { js: banner },
  }) as const satisfies BuildOptions

export const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error

/** The emitted files are in memory only; they import the app's sources relative to its root. */
export function emittedFiles(root: string, current: () => readonly EmittedFile[]): Plugin {
  return {
    name: 'emitted-files',
    setup(build) {
      build.onResolve({ filter: /^gatic:/ }, ({ path }) => ({ path: path.slice('gatic:'.length), namespace: 'gatic' }))
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
export function editedSources(root: string, current: () => readonly EditedSource[]): Plugin {
  return {
    name: 'edited-sources',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?tsx?$/, namespace: 'file' }, ({ path }) => {
        const edited = current().find(({ file }) => join(root, file) === path)
        if (edited === undefined) return undefined
        const loader = path.endsWith('x') ? 'tsx' : 'ts'
        return { contents: `${edited.code}//# sourceMappingURL=${edited.map.toUrl()}\n`, loader }
      })
    },
  }
}

/** Two copies of the shim would be two classes of HttpError. */
export function oneFramework(framework: Framework): Plugin {
  return {
    name: 'one-framework',
    setup(build) {
      build.onResolve({ filter: /^@gati-framework\/core(\/(client|server|wire|transport))?$/ }, ({ path }) => ({
        path: frameworkFile(framework, path),
        sideEffects: false,
      }))
    },
  }
}

/** Bare imports whose package cannot be bundled stay imports; what turns out to be such a package while loading is noted. */
function unbundledPackages(framework: Framework, external: Map<string, string>): Plugin {
  const RESOLVING = Symbol('resolving')
  return {
    name: 'unbundled-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...rest }) => {
        if (pluginData === RESOLVING || isAbsolute(path) || rest.kind === 'entry-point') return undefined
        const { importer, namespace, resolveDir, kind } = rest
        const found = await build.resolve(path, { importer, namespace, resolveDir, kind, pluginData: RESOLVING })
        if (found.errors.length > 0 || found.external || found.namespace !== 'file') return undefined
        const folder = packageFolder(found.path)
        if (folder === undefined) return undefined
        const reason = external.get(folder) ?? obstacle(folder)
        if (reason === undefined) return undefined
        external.set(folder, reason)
        return { path, external: true }
      })
      build.onLoad({ filter: /\.[cm]?js$/, namespace: 'file' }, async ({ path }) => {
        // The shim looks for its source map and its native file beside the server, which is where it will be.
        if (path.startsWith(framework.folder)) return undefined
        const folder = packageFolder(path)
        if (folder !== undefined && readsOwnFiles(await readFile(path, 'utf8')))
          external.set(folder, 'looks for files beside itself')
        return undefined
      })
    },
  }
}

/** Whether bundled CommonJS code calls `require` for what is not in the bundle. What was read and then left out does not count. */
export const requiresAtRunTime = ({ metafile }: Bundle): boolean =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .some(([input]) => metafile.inputs[input]!.imports.some(({ kind, external }) => external === true && kind === 'require-call'))

export const outputFile = (result: Bundle, name: string): string =>
  result.outputFiles.find(({ path }) => path.endsWith(join(OUTPUT_FOLDER, name)))!.text
