/** Where a file lies that a client named: below its folder, or nowhere. */
import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** The real path of the file; undefined: there is none that may be sent. */
export async function locate(folder: string, path: string, dotfiles: boolean): Promise<string | undefined> {
  if (!isPlain(path, dotfiles)) return undefined
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    // A link may lead anywhere: what counts is where it ends.
    return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : undefined
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

/** No way up, no other root, nothing that some system reads as one. */
function isPlain(path: string, dotfiles: boolean): boolean {
  if (/[\0\\]/.test(path) || (sep === '\\' && path.includes(':'))) return false
  return path.split('/').every((segment) => segment !== '..' && segment !== '.' && (dotfiles || !segment.startsWith('.')))
}

const ABSENCES = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'EISDIR'])

export const isAbsence = (error: unknown): boolean => ABSENCES.has((error as NodeJS.ErrnoException).code ?? '')
