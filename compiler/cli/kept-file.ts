/** Files that spare the next run some work, and that nobody misses where they cannot be written. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whole or not at all; whether it could be written. */
export function keepFile(place: string, content: string | Uint8Array): boolean {
  const temporary = `${place}.${process.pid}`
  try {
    mkdirSync(dirname(place), { recursive: true })
  } catch {
    return false // Sources and packages may be on a read-only file system.
  }
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, place)
    return true
  } catch {
    rmSync(temporary, { force: true }) // No space is left, or the folder belongs to somebody else.
    return false
  }
}
