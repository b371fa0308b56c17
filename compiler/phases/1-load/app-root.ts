/** Is a folder an app? It has handlers, or a config that names them. */
import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Diagnostic, noAppFound } from '../../diagnostics/index.ts'

/** Folders whose files are routes, in the order in which they are read. */
export const ROUTE_FOLDERS = ['src/api', 'src/handlers'] as const

export const CONFIG_FILE = 'gati.config.ts'

/** Says where the app is when one stands inside it. */
export function appIsMissing(root: string): Diagnostic | undefined {
  if (isApp(root)) return undefined
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder))
    if (isApp(folder)) return noAppFound({ folder: root }, [], [`The app begins at \`${relative(root, folder)}\`.`])
  return noAppFound({ folder: root }, [])
}

/** All routes of a folder with a config may be explicit ones. */
const isApp = (folder: string): boolean =>
  existsSync(join(folder, CONFIG_FILE)) || ROUTE_FOLDERS.some((name) => isFolder(join(folder, name)))

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
