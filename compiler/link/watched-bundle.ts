/**
 * A server that is bundled again after each edit: what edits do not change, packages and the shim, is bundled once, as a file beside it.
 * That file evaluates nothing by itself. Each package is evaluated where it is first imported, as it is within one bundle.
 *
 *   server.entry.mjs + src/** -> server.mjs     import { packages as gaticPackages } from './packages-3f1c.mjs'
 *   packages, shim -> packages-3f1c.mjs         export const packages = { '/app/node_modules/pg/lib/index.js': () => require_pg(), ... }
 *
 * Packages that cannot be evaluated late, by a top-level await, are bundled with the app as `gatic build` does it.
 */
import { statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { type BuildContext, context, type OnResolveResult, type Plugin } from 'esbuild'
import {
  appSources,
  type Built,
  type Bundle,
  type BundleInput,
  type Bundler,
  bundleOptions,
  isBuildFailure,
  OWN_FILES,
  oneFramework,
  openBundler,
  outputFile,
  ownFilesFinder,
  PACKAGES,
  type PackagesFile,
  requireOf,
  unbundledPackages,
} from './bundle.ts'
import { type Framework, frameworkFile } from './framework.ts'

export async function openWatchedBundler(root: string, framework: Framework): Promise<Bundler> {
  let current: BundleInput = { files: [], external: new Map() }
  const imported = new Set<string>()
  const packages = await openPackages(root, framework)
  const apart = (found: OnResolveResult): OnResolveResult => {
    imported.add(found.path!)
    return { path: `${found.path}${STAND_IN}`, namespace: 'package', ...(found.sideEffects === false && { sideEffects: false }) }
  }
  const plugins = [
    ...appSources(root, () => current),
    oneFramework(framework, apart),
    unbundledPackages(() => current, apart),
    standIns(packages.isModule),
  ]
  const building: BuildContext = await context({ ...bundleOptions(root), sourcesContent: false, plugins })
  let together: Promise<Bundler> | undefined
  const tryApart = async (input: BundleInput, isCurrent: () => boolean): Promise<Bundle | undefined> => {
    current = input
    imported.clear()
    const rebuilding = building.rebuild() as Promise<Built>
    // While esbuild is at work.
    const isKept = isCurrent()
    const built = await rebuilding
    const bundled = isKept ? packages.bundled(imported, input.external) : undefined
    return bundled && { built, inputs: [...ownInputs(built), ...bundled.inputs], packages: bundled.file }
  }
  return {
    async bundle(input) {
      const bundle = await tryApart(input, packages.isCurrent)
      if (bundle !== undefined) return bundle
      const again = (await packages.bundle(imported, input)) ? await tryApart(input, () => true) : undefined
      if (again !== undefined) return again
      together ??= openBundler(root, framework)
      return (await together).bundle(input)
    },
    async dispose() {
      await Promise.all([building.dispose(), packages.dispose(), together?.then((bundler) => bundler.dispose())])
    },
  }
}

const ownInputs = ({ metafile }: Built): string[] => Object.keys(metafile.inputs).filter((path) => !path.startsWith('package:'))

/** Behind a file's path: by `.mjs` at its end, or `.cjs`, esbuild would tell what may stand in it. */
const STAND_IN = '?'
const EXPORTS = '?exports'

/**
 * What the app imports in place of a file of a package. It gets by esbuild's own rules what it would get of the file itself: of CommonJS the
 * exports, of an ES module its names, each of which is looked up when it is used.
 */
function standIns(isModule: (file: string) => boolean): Plugin {
  const exportsOf = (file: string) => `module.exports = ${PACKAGES}[${JSON.stringify(file)}]()`
  const namesOf = (file: string) => {
    const exports = JSON.stringify(`${file}${EXPORTS}`)
    return `export * from ${exports}\nexport { default } from ${exports}`
  }
  return {
    name: 'stand-ins',
    setup(build) {
      build.onResolve({ filter: /\?exports$/, namespace: 'package' }, ({ path, namespace }) => ({
        path,
        namespace,
        sideEffects: false,
      }))
      build.onLoad({ filter: /\?exports$/, namespace: 'package' }, ({ path }) => ({
        contents: exportsOf(path.slice(0, -EXPORTS.length)),
      }))
      build.onLoad({ filter: /\?$/, namespace: 'package' }, ({ path }) => {
        const file = path.slice(0, -STAND_IN.length)
        return { contents: isModule(file) ? namesOf(file) : exportsOf(file) }
      })
    },
  }
}

interface Packages {
  /** Whether a file is an ES module, as far as it was bundled before. */
  isModule(file: string): boolean
  /** Whether all that was bundled is still what lies there. */
  isCurrent(): boolean
  /** What was bundled, if it holds all `files` and nothing that is external by now; those that it found to be external are added. */
  bundled(files: ReadonlySet<string>, external: Map<string, string>): BundledPackages | undefined
  /** False: these cannot be bundled apart from the app. */
  bundle(files: ReadonlySet<string>, input: BundleInput): Promise<boolean>
  dispose(): Promise<void>
}

interface BundledPackages {
  readonly files: ReadonlySet<string>
  readonly external: ReadonlyMap<string, string>
  readonly inputs: readonly string[]
  readonly modules: ReadonlySet<string>
  readonly file: PackagesFile
  /** By the system's clock, when it was begun. */
  readonly began: number
}

async function openPackages(root: string, framework: Framework): Promise<Packages> {
  let files: readonly string[] = []
  let current: BundleInput = { files: [], external: new Map() }
  const entry = registryEntry(root, framework, () => files)
  const plugins = [entry, oneFramework(framework), unbundledPackages(() => current)]
  const building = await context({
    ...bundleOptions(root),
    sourcemap: false,
    legalComments: 'none',
    define: PLACE_OF_SERVER,
    // What is evaluated late is not waited for.
    supported: { 'top-level-await': false },
    plugins,
  })
  const packagesWithOwnFiles = ownFilesFinder(root, framework)
  let last: BundledPackages | undefined
  let refused: string | undefined
  const tryBundle = async (wanted: ReadonlySet<string>, input: BundleInput): Promise<BundledPackages> => {
    files = [...wanted].sort()
    current = { ...input, external: new Map() }
    const began = Date.now()
    const built = (await building.rebuild()) as Built
    for (const folder of await packagesWithOwnFiles(built)) current.external.set(folder, OWN_FILES)
    const entries = Object.entries(built.metafile.inputs)
    const modules = entries.filter(([, { format }]) => format === 'esm').map(([path]) => join(root, path))
    const inputs = entries.map(([path]) => path).filter((path) => !path.startsWith('gatic:'))
    return { files: wanted, external: current.external, inputs, modules: new Set(modules), file: packagesFile(built), began }
  }
  return {
    isModule: (file) => last?.modules.has(file) ?? false,
    isCurrent: () => last === undefined || last.inputs.every((path) => isOlder(join(root, path), last!.began)),
    bundled(wanted, external) {
      if (last === undefined || ![...wanted].every((file) => last!.files.has(file))) return undefined
      for (const [folder, reason] of last.external) external.set(folder, reason)
      return last
    },
    async bundle(wanted, input) {
      const key = [...wanted].sort().join('\n')
      if (key === refused) return false
      try {
        last = await tryBundle(new Set(wanted), input)
        return true
      } catch (error) {
        if (!isBuildFailure(error)) throw error
        last = undefined
        refused = key
        return false
      }
    },
    dispose: () => building.dispose(),
  }
}

/** Milliseconds by which the times of files may lag behind the system's clock. */
const COARSE = 50

/** No program can set back the time of a file's last change. */
const isOlder = (path: string, than: number): boolean => {
  const changed = statSync(path, { throwIfNoEntry: false })?.ctimeMs
  return changed !== undefined && changed < than - COARSE
}

/** In place of each `import.meta`: the shim looks for what lies beside the server, and in stacks for the server's own places. */
const PLACE_OF_SERVER = {
  'import.meta.url': 'gaticServerUrl',
  'import.meta.filename': 'gaticServerFile',
  'import.meta.dirname': 'gaticServerFolder',
}

const MAKE_PLACE = [
  "import { fileURLToPath as gaticPathOf } from 'node:url'",
  "const gaticServerUrl = new URL('./server.mjs', import.meta.url).href",
  'const gaticServerFile = gaticPathOf(gaticServerUrl)',
  'const gaticServerFolder = import.meta.dirname',
]

/** Named by what it holds: a process that loaded it ahead need not do so again. */
function packagesFile(built: Built): PackagesFile {
  const { text, hash } = outputFile(built, 'server.mjs')
  const imports = Object.values(built.metafile.outputs).flatMap((output) => output.imports)
  return {
    path: `packages-${hash.replaceAll(/\W/g, '_')}.mjs`,
    contents: [...requireOf(built), ...MAKE_PLACE, text].join('\n'),
    evaluates: imports.some(({ kind, path }) => kind === 'import-statement' && !isBuiltin(path)),
  }
}

/** Doors of the shim that look at nothing while they are evaluated, neither at the environment nor at the app. */
const PURE_DOORS = ['', '/server', '/wire']

function registryEntry(root: string, framework: Framework, files: () => readonly string[]): Plugin {
  const pure = new Set(PURE_DOORS.map((door) => frameworkFile(framework, `@gati-framework/core${door}`)))
  const text = () => {
    const entries = files().map((file) => `  ${JSON.stringify(file)}: () => require(${JSON.stringify(file)}),\n`)
    const doors = files().filter((file) => pure.has(file))
    const calls = doors.map((file) => `  packages[${JSON.stringify(file)}]()\n`)
    return `export const packages = {\n${entries.join('')}}\nexport function prepare() {\n${calls.join('')}}\n`
  }
  return {
    name: 'packages',
    setup(build) {
      build.onResolve({ filter: /^gatic:/ }, ({ path }) => ({ path, namespace: 'gatic' }))
      build.onLoad({ filter: /.*/, namespace: 'gatic' }, () => ({ contents: text(), loader: 'js', resolveDir: root }))
    },
  }
}
