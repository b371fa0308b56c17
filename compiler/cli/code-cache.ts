/**
 * A large CommonJS file, loaded with the bytecode that V8 made of it the last time: TypeScript then loads in a third of the time, and
 * what a build calls of it is compiled already. For Node.js 20; newer ones keep compiled code themselves (main.ts).
 *
 *   node_modules/typescript/lib/typescript.js   ->   node_modules/.cache/gatic/typescript.js-v20.20.2-x64.bin
 *
 * It lies where the code itself does, for whoever can write there can change that as well: in a folder for temporary files it could be anybody's.
 */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { basename, dirname, join, sep } from 'node:path'
import { constants, Script } from 'node:vm'
import { keepFile } from './kept-file.ts'
import { statsOf } from './last-build/files.ts'

export interface Loaded {
  readonly exports: unknown
  /** Whether it was compiled before. */
  readonly wasKept: boolean
  /** Keeps what was compiled of it until now; whether that could be written. */
  keep(): boolean
}

/** As `require` of an import of gatic's own; what was compiled is kept when the process ends. */
export function requireKept(name: string): unknown {
  const require = createRequire(import.meta.url)
  const file = require.resolve(name)
  const isOff = 'enableCompileCache' in Module || process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined
  if (isOff || require.cache[file] !== undefined || !isInstalled(file)) return require(file)
  const { exports, wasKept, keep } = loadKept(file)
  if (!wasKept) process.once('exit', keep)
  return exports
}

/** `file`: an absolute path below a node_modules folder. */
export function loadKept(file: string): Loaded {
  const place = cacheFile(file)
  // Of the source V8 compares only the length.
  const key = JSON.stringify([process.version, process.arch, file, statsOf(file)])
  const cachedData = kept(place, key)
  const script = new Script(Module.wrap(textOf(file)), {
    filename: file,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const require = createRequire(file)
  const module = new Module(file)
  module.filename = file
  // Whoever requires it in this process gets the same.
  require.cache[file] = module
  script.runInThisContext().call(module.exports, module.exports, require, module, file, dirname(file))
  module.loaded = true
  const wasKept = cachedData !== undefined && script.cachedDataRejected === false
  return { exports: module.exports, wasKept, keep: () => keepFile(place, sealed(key, script.createCachedData())) }
}

const NODE_MODULES = `${sep}node_modules${sep}`

const isInstalled = (file: string): boolean => file.includes(NODE_MODULES)

function cacheFile(file: string): string {
  const folder = file.slice(0, file.lastIndexOf(NODE_MODULES) + NODE_MODULES.length)
  return join(folder, '.cache', 'gatic', `${basename(file)}-${process.version}-${process.arch}.bin`)
}

/** Reading what has no other characters as Latin-1 takes a fifth of the time. */
function textOf(file: string): string {
  const bytes = readFileSync(file)
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
}

const SEAL_BYTES = 32

/** Over the key as well: what was made of something else, or is damaged, does not fit. V8 itself would run it. */
const seal = (key: string, data: Uint8Array): Buffer => createHash('sha256').update(key).update(data).digest()

const sealed = (key: string, data: Buffer): Buffer => Buffer.concat([seal(key, data), data])

function kept(place: string, key: string): Buffer | undefined {
  try {
    const content = readFileSync(place)
    const data = content.subarray(SEAL_BYTES)
    return seal(key, data).equals(content.subarray(0, SEAL_BYTES)) ? data : undefined
  } catch {
    return undefined // None, or one that may not be read: compiled anew.
  }
}
