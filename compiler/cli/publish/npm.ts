/** The npm of whoever runs us: it knows their registries, proxies and tokens. One call, and what it said. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Host } from '../host.ts'

export type NpmOutcome =
  | { readonly ok: true; readonly stdout: string; readonly stderr: string }
  | {
      readonly ok: false
      /** npm's own: `E404`, `ENEEDAUTH`, `EOTP`, or one of a system call. `ENOENT`: there is no npm. */
      readonly code: string
      readonly summary: string
    }

/** Failing at once is better than the minutes that npm waits for a registry that is not there. */
const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=1000']

export async function npm(host: Host, folder: string, args: readonly string[]): Promise<NpmOutcome> {
  const { code, stdout, stderr } = await run(host, folder, [...args, '--json', '--loglevel=notice', ...PATIENCE])
  if (code === 0) return { ok: true, stdout, stderr }
  return { ok: false, ...errorOf(stdout, stderr, code) }
}

/** With the person's own terminal: npm asks them for a second factor. Whether it went well. */
export function npmAsking({ env }: Host, folder: string, args: readonly string[]): Promise<boolean> {
  const [command, ...first] = npmCommand()
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], { cwd: folder, env, stdio: 'inherit' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

interface Said {
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

function run({ env }: Host, folder: string, args: readonly string[]): Promise<Said> {
  const [command, ...first] = npmCommand()
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text
      })
    child.once('error', (error: NodeJS.ErrnoException) => resolve({ ...said, code: error.code ?? error.message }))
    child.once('close', (code, signal) => resolve({ ...said, code: code ?? signal ?? 1 }))
  })
}

/** On Windows npm is a .cmd file, which only a shell runs, by quoting rules of its own: its program stands beside Node's. */
function npmCommand(): readonly [string, ...string[]] {
  const program = join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')
  return process.platform === 'win32' && existsSync(program) ? [process.execPath, program] : ['npm']
}

function errorOf(stdout: string, stderr: string, code: Said['code']): { readonly code: string; readonly summary: string } {
  const told = jsonError(stdout)
  if (told?.code !== undefined) return { code: told.code, summary: told.summary || told.detail || told.code }
  const lines = stderr.split('\n').flatMap((line) => /^npm (?:error|ERR!) (.+)$/.exec(line)?.[1] ?? [])
  const named = lines.flatMap((line) => /^code (\S+)$/.exec(line)?.[1] ?? [])[0]
  const summary = lines.find((line) => !/^(code|errno|syscall|path) /.test(line))
  return { code: named ?? String(code), summary: summary ?? (code === 'ENOENT' ? 'npm is not installed' : `exit code ${code}`) }
}

interface JsonError {
  readonly code?: string
  readonly summary?: string
  readonly detail?: string
}

function jsonError(stdout: string): JsonError | undefined {
  const start = stdout.indexOf('{')
  if (start === -1) return undefined
  try {
    return (JSON.parse(stdout.slice(start)) as { readonly error?: JsonError }).error
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined // Something else was printed there: the lines of standard error say what is wrong.
  }
}
