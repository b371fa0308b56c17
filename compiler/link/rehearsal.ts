/**
 * What an app's server will most likely be made of, as an entry that imports all of it: esbuild parses it while the compiler still finds
 * out which of it is needed. Nothing of this bundle is kept but what was parsed.
 */
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { EmittedFile } from '../../emitters/emitted-file.ts'

const SHIM = ['server', 'wire', 'transport'].map((door) => `@gati-framework/core/${door}`)

export function rehearsal(root: string): readonly EmittedFile[] {
  const imports = [...SHIM, ...sources(join(root, 'src')).map((file) => `./src/${file}`)]
  return [{ path: 'server.entry.mjs', text: imports.map((specifier) => `import ${JSON.stringify(specifier)}\n`).join('') }]
}

function sources(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return names.filter(isSource).map((name) => name.replaceAll(sep, '/'))
  } catch {
    return [] // No such folder, or one that may not be read: the compiler has a message for each.
  }
}

const isSource = (name: string): boolean =>
  /\.[mc]?tsx?$/.test(name) && !/\.(?:d|test|spec)\.[mc]?tsx?$/.test(name) && !name.includes('node_modules')
