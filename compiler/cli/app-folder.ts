/** The folder that a command was pointed at, known to be a readable folder. */
import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { folderNotFound, notAFolder, unreadableFolder } from '../diagnostics/index.ts'
import type { Host } from './host.ts'
import { Refusal, systemReason } from './refusal.ts'

export function appFolder(host: Host, argument: string | undefined): string {
  const root = resolve(host.cwd, argument ?? '.')
  const folder = shownPath(host, root)
  const stats = statSync(root, { throwIfNoEntry: false })
  if (stats === undefined) throw new Refusal(folderNotFound({ folder }, []))
  if (!stats.isDirectory()) throw new Refusal(notAFolder({ folder }, []))
  for (const part of [root, join(root, 'src')]) assertListable(host, part)
  return root
}

function assertListable(host: Host, path: string): void {
  try {
    readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw new Refusal(unreadableFolder({ folder: shownPath(host, path), reason: systemReason(error) }, []), error)
  }
}

/** As a person would type it: relative where that is shorter, `/` separators everywhere. */
export function shownPath(host: Host, path: string): string {
  const short = relative(host.cwd, path)
  const shown = short === '' ? '.' : short.length < path.length && !short.startsWith(`..${sep}..`) ? short : path
  return shown.split(sep).join('/')
}
