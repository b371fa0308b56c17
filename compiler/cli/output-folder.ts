/**
 * The output folder changes as a whole or not at all: everything is written into a temporary folder beside it, which then takes
 * its place. Whatever happens before that (an error, Ctrl-C, a full disk) leaves the previous output as it was.
 */
import { constants, existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { foreignOutput, unwritableFolder } from '../diagnostics/index.ts'
import { Refusal, systemReason } from './refusal.ts'

/** `path` is below the folder, with `/` separators. */
export type OutputFile =
  | { readonly path: string; readonly contents: string }
  | { readonly path: string; readonly from: string; readonly bytes: number }

/** Refuses folders whose contents were not made by a build: replacing them would destroy somebody's files. */
export function assertReplaceable(root: string, out: string, shown: string): void {
  const fromOut = relative(out, root)
  const holdsApp = fromOut === '' || (fromOut !== '..' && !fromOut.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(fromOut))
  if (holdsApp || !(isNewOrEmpty(out, shown) || isEarlierBuild(out))) throw new Refusal(foreignOutput({ folder: shown }, []))
}

/** Of a build, or of `gatic generate`, which leaves the description alone there. */
const isEarlierBuild = (folder: string) =>
  ['server.mjs', 'server.mjs.map'].every((file) => existsSync(join(folder, file))) ||
  readdirSync(folder).every((name) => name === 'openapi.json')

function isNewOrEmpty(folder: string, shown: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw new Refusal(unwritableFolder({ folder: shown, reason: systemReason(error) }, []), error)
  }
}

/** `shown` names the folder in messages. */
export async function replaceFolder(folder: string, files: readonly OutputFile[], shown: string): Promise<void> {
  // A link stays a link: what it points to is replaced.
  const place = existsSync(folder) ? realpathSync(folder) : folder
  const temporary = besides(place, 'new')
  const removeTemporary = () => rmSync(temporary, { recursive: true, force: true })
  const stopGuarding = beforeSignalDeath(removeTemporary)
  try {
    removeTemporary()
    await writeFiles(temporary, files)
    swap(temporary, place)
  } catch (error) {
    removeTemporary()
    throw new Refusal(unwritableFolder({ folder: shown, reason: systemReason(error) }, []), error)
  } finally {
    stopGuarding()
  }
}

export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))))
  await mkdir(folder, { recursive: true })
  for (const one of folders) await mkdir(one, { recursive: true })
  // All must have ended before anybody removes the folder.
  const outcomes = await Promise.allSettled(files.map((file) => write(join(folder, file.path), file)))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

const write = (place: string, file: OutputFile): Promise<void> =>
  'from' in file ? copyFile(file.from, place, constants.COPYFILE_FICLONE) : writeFile(place, file.contents)

/** Synchronous throughout, so that no signal is handled while neither folder is in place. */
function swap(temporary: string, place: string): void {
  if (!existsSync(place)) return renameSync(temporary, place)
  const previous = besides(place, 'old')
  renameSync(place, previous)
  try {
    renameSync(temporary, place)
  } catch (error) {
    renameSync(previous, place)
    throw error
  }
  // Windows keeps a folder for a moment while a virus scanner looks at it.
  rmSync(previous, { recursive: true, force: true, maxRetries: 5 })
}

const besides = (place: string, role: 'new' | 'old') => join(dirname(place), `.${basename(place)}.${role}-${process.pid}`)

/** Runs `cleanUp` when Ctrl-C or a supervisor ends the process; the process still dies of that signal. */
function beforeSignalDeath(cleanUp: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const onSignal = (signal: NodeJS.Signals) => {
    cleanUp()
    stop()
    process.kill(process.pid, signal)
  }
  const stop = () => {
    for (const signal of signals) process.off(signal, onSignal)
  }
  for (const signal of signals) process.on(signal, onSignal)
  return stop
}

/** One file of bytes, as {@link replaceFile}. */
export async function replaceBytes(file: string, bytes: Uint8Array): Promise<boolean> {
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false
  return replace(file, bytes)
}

/** One file, replaced at once, and only when its text differs: editors and watchers see no change that is none. */
export async function replaceFile(file: string, text: string, current: string | undefined): Promise<boolean> {
  return current === text ? false : replace(file, text)
}

async function replace(file: string, contents: string | Uint8Array): Promise<true> {
  const temporary = besides(file, 'new')
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(temporary, contents)
    renameSync(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return true
}
