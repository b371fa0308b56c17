/** `.gati/versions` of an app, as it is on disk. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { digest, readVersionFiles } from '../../compile.ts'
import { unwritableFolder, versionStoreDamaged } from '../../diagnostics/index.ts'
import { type Damage, decodeStore, type Store, type StoredFile, VERSIONS_FOLDER } from '../../versions/index.ts'
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

/** Written by people, read here: changes that somebody has looked at. */
const WAIVERS = 'waivers.json'

export interface Waiver {
  /** `*`: of the app as a whole. */
  readonly route: string
  readonly rule: string
  readonly pointer?: string
  readonly reason: string
}

export function readWaivers(root: string): readonly Waiver[] {
  const file = join(root, VERSIONS_FOLDER, WAIVERS)
  if (!existsSync(file)) return []
  const refuse = (reason: string): never => {
    throw new Refusal(
      versionStoreDamaged({ file: WAIVERS, reason }, [], ['It is a list of `{ "route", "rule", "pointer"?, "reason" }`.']),
    )
  }
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse(`it is not JSON: ${error.message}`)
  }
  if (!Array.isArray(value)) return refuse('it is not a list')
  for (const one of value as Partial<Waiver>[]) {
    if (typeof one?.route !== 'string' || typeof one.rule !== 'string') return refuse('a waiver names a route and a rule')
    if (typeof one.reason !== 'string' || one.reason.trim() === '') return refuse(`the waiver for ${one.route} gives no reason`)
  }
  return value as Waiver[]
}
