/** Where gatic itself is installed: its version, its templates, and the versions that belong to it. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface GaticPackage {
  readonly folder: string
  readonly version: string
  /** The version of `@gati-framework/core` that this compiler emits code for. */
  readonly core: string
}

/** Found upwards from this module, which lies elsewhere in the sources than in the bundle. */
export function gaticPackage(): GaticPackage {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  const { version, dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { folder, version, core: dependencies['@gati-framework/core'] }
}
