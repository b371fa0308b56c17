/** `.gati/versions` of an app, as it is on disk. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { digest, readVersionFiles } from '../../compile.ts'
import { unwritableFolder, versionStoreDamaged } from '../../diagnostics/index.ts'
import {
  type Damage,
  decodeStore,
  decodeWaivers,
  type Store,
  type StoredFile,
  VERSIONS_FOLDER,
  WAIVERS_FILE,
  type Waiver,
} from '../../versions/index.ts'
import { replaceFile } from '../output-folder.ts'
import { Refusal, systemReason } from '../refusal.ts'

export { digest }

/** Empty where there is none. */
export function readStore(root: string): Store {
  const store = decodeStore(readVersionFiles(root), digest)
  if (!isDamaged(store)) return store
  const [{ file, reason }] = store as readonly [Damage]
  throw new Refusal(versionStoreDamaged({ file, reason }, []))
}

const isDamaged = (store: Store | readonly Damage[]): store is readonly Damage[] => Array.isArray(store)

export async function writeStored(root: string, files: readonly StoredFile[]): Promise<void> {
  for (const { path, text } of files) {
    const file = join(root, VERSIONS_FOLDER, path)
    try {
      await replaceFile(file, text, existsSync(file) ? readFileSync(file, 'utf8') : undefined)
    } catch (error) {
      throw new Refusal(unwritableFolder({ folder: VERSIONS_FOLDER, reason: systemReason(error) }, []), error)
    }
  }
}

export const removeStored = (root: string, path: string): void => rmSync(join(root, VERSIONS_FOLDER, path), { force: true })

export function readWaivers(root: string): readonly Waiver[] {
  const file = join(root, VERSIONS_FOLDER, WAIVERS_FILE)
  if (!existsSync(file)) return []
  const waivers = decodeWaivers(readFileSync(file, 'utf8'))
  if (!('reason' in waivers)) return waivers
  const hint = 'It is a list of `{ "route", "rule", "pointer"?, "reason" }`.'
  throw new Refusal(versionStoreDamaged({ file: WAIVERS_FILE, reason: waivers.reason }, [], [hint]))
}
