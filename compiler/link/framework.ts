/** Where the one copy of the shim is that an emitted server gets: the app's own, else the one that came with gatic. */
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Folder whose doors are `index`, and the `index` of `auth`, `redis`, `server`, `wire` and `transport`. */
export interface Framework {
  readonly folder: string
  readonly extension: '.ts' | '.js'
}

export function findFramework(root: string): Framework {
  const manifest = resolved(join(root, 'package.json')) ?? resolved(import.meta.url)
  if (manifest === undefined) throw new Error('@gati-framework/core is not installed with gatic')
  const folder = realpathSync(dirname(manifest))
  // A checkout of the framework itself has the sources, which are newer than whatever was built of them.
  if (existsSync(join(folder, 'server/index.ts'))) return { folder, extension: '.ts' }
  return { folder: join(folder, 'dist'), extension: '.js' }
}

function resolved(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@gati-framework/core/package.json')
  } catch {
    return undefined // Not installed there: the caller looks elsewhere.
  }
}

/** '@gati-framework/core/server' -> '<folder>/server/index.js' */
export function frameworkFile({ folder, extension }: Framework, specifier: string): string {
  const door = specifier.slice('@gati-framework/core'.length)
  return join(folder, door, `index${extension}`)
}
