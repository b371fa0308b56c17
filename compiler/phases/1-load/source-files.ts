/** Which files make up an app? Everything below src, and the config: found by their names, before any of them is read. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, unreadableSource } from '../../diagnostics/index.ts'
import { CONFIG_FILE } from './app-root.ts'

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', '__tests__', '__mocks__'])

export interface FoundFiles {
  /** Relative to the root, `/` separators, sorted. */
  readonly files: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

export function findSourceFiles(root: string): FoundFiles {
  const files: string[] = []
  const diagnostics: Diagnostic[] = []
  const visit = (folder: string) => {
    for (const entry of readFolder(root, folder, diagnostics)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith('.')) visit(path)
      } else if (isSource(entry.name)) files.push(path)
    }
  }
  visit('src')
  if (readFolder(root, '', diagnostics).some(({ name }) => name === CONFIG_FILE)) files.push(CONFIG_FILE)
  return { files: files.sort(), diagnostics }
}

/** Tests belong to the app's own test runner. */
const isSource = (name: string): boolean => /\.[mc]?tsx?$/.test(name) && !/\.(test|spec)\.[mc]?tsx?$/.test(name)

export const isDeclarationFile = (name: string): boolean => /\.d\.([^/]+\.)?[mc]?ts$/.test(name)

function readFolder(root: string, folder: string, diagnostics: Diagnostic[]) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') diagnostics.push(unreadableSource({ file: folder, reason: code ?? message }, []))
    return []
  }
}
