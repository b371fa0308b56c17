/**
 * Bundling again and again, for `gatic watch`: what was parsed and where imports lead is kept from one bundle to the next. Which packages
 * stay outside was found out when the bundle was made from scratch; an import that was not seen then leads back there.
 */
import { sep } from 'node:path'
import { type BuildContext, context, type OnResolveResult, type Plugin, type ResolveResult } from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import {
  type Bundle,
  type BundleInput,
  bundleOptions,
  type EditedSource,
  editedSources,
  emittedFiles,
  oneFramework,
} from './bundle.ts'

export interface WarmBundle {
  /** Undefined: it must be made from scratch. Rejects with esbuild's failure. */
  again(files: readonly EmittedFile[], edited: readonly EditedSource[]): Promise<Bundle | undefined>
  dispose(): Promise<void>
}

/** `input`, as it was bundled: its external packages are known. */
export async function warmBundle({ root, files, edited, framework, external, banner }: BundleInput): Promise<WarmBundle> {
  const entry = files[0]!.path
  const edits = edited.length > 0
  let current = files
  let currentEdited = edited
  const packages = knownPackages(external)
  const built = (await context({
    ...bundleOptions(root, entry, banner),
    plugins: [
      emittedFiles(root, () => current),
      ...(edits ? [editedSources(root, () => currentEdited)] : []),
      oneFramework(framework),
      packages.plugin,
    ],
  })) as unknown as BuildContext<{ write: false; metafile: true }>
  // Parses everything, and sees every import, while nobody waits for it.
  await built.rebuild()
  packages.complete()
  return {
    async again(next, nextEdited) {
      if (nextEdited.length > 0 && !edits) return undefined
      current = next
      currentEdited = nextEdited
      const result = await built.rebuild()
      return packages.sawUnknown() ? undefined : result
    },
    dispose: () => built.dispose(),
  }
}

function knownPackages(external: ReadonlyMap<string, string>) {
  const RESOLVING = Symbol('resolving')
  const known = new Map<string, OnResolveResult | undefined>()
  const folders = [...external.keys()]
  let isComplete = false
  let unknown = false
  const plugin: Plugin = {
    name: 'known-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, importer, namespace, resolveDir, kind }) => {
        if (pluginData === RESOLVING || kind === 'entry-point') return undefined
        const key = `${kind}\0${resolveDir}\0${path}`
        if (known.has(key)) return known.get(key)
        if (isComplete) unknown = true
        const found = await build.resolve(path, { importer, namespace, resolveDir, kind, pluginData: RESOLVING })
        const isOutside = folders.some((folder) => found.path.startsWith(folder + sep))
        const result = isOutside ? { path, external: true } : inside(found)
        known.set(key, result)
        return result
      })
    },
  }
  return {
    plugin,
    complete() {
      isComplete = true
    },
    sawUnknown: () => unknown,
  }
}

/** Where nothing is found esbuild looks itself, and says so. */
const inside = ({ path, external, sideEffects, suffix, namespace, errors }: ResolveResult): OnResolveResult | undefined =>
  errors.length > 0 ? undefined : { path, external, sideEffects, suffix, namespace }
