/** Where does the app begin? The nearest folder, from where one stands upwards, that has handlers. */
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Folders whose files are routes, in the order in which they are read. */
export const ROUTE_FOLDERS = ['src/api', 'src/handlers'] as const

export const CONFIG_FILE = 'gati.config.ts'

/** A folder with a config is an app as well: all of its routes may be explicit ones. */
export function findAppRoot(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_FILE)) || ROUTE_FOLDERS.some((name) => isFolder(join(folder, name)))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
