/** Files of static folders beside the server: public/logo.svg -> dist/static/public/logo.svg. */
import { readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { StaticFolder } from '../ir/index.ts'
import { copiedFile, type Output } from './copies.ts'

export async function staticFiles(root: string, folders: readonly StaticFolder[] = []): Promise<Output[]> {
  const places = new Map(folders.map(({ folder, output, dotfiles = false }) => [output, { folder, dotfiles }]))
  const outputs = await Promise.all(
    [...places].map(([output, { folder, dotfiles }]) => filesBelow(join(root, folder), output, dotfiles)),
  )
  return outputs.flat()
}

async function filesBelow(folder: string, output: string, dotfiles: boolean): Promise<Output[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const served = files.map((path) => path.replaceAll(sep, '/')).filter((path) => dotfiles || !/(?:^|\/)\./.test(path))
  return Promise.all(served.map((path) => copiedFile(`${output}/${path}`, join(folder, path))))
}
