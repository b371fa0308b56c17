import { statSync } from 'node:fs'

/** Another one after each write, for the time of the last change no program can set back; empty where there is no file. */
export function fileStamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : ''
}
