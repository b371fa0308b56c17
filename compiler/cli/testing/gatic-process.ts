/** `gatic` as a user runs it: a process, in a folder of files made for the test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const repository = fileURLToPath(new URL('../../..', import.meta.url))
export const bin = join(repository, 'compiler/bin/gatic.mjs')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

export async function gatic(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return collect(start(args, options))
}

export function start(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  const { NO_COLOR, npm_config_user_agent, ...inherited } = process.env
  return spawn(process.execPath, [bin, ...args], { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

export async function collect(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}

/** Inside the repository, so that the framework's packages are found. Gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const parent = join(repository, '.cache/cli')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'app-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  writeAll(folder, files)
  return folder
}

export function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** One route, one module that nobody needs yet. */
export const SMALL_APP = {
  'package.json': '{ "name": "small", "version": "1.2.3", "type": "module" }\n',
  'src/api/hello.ts': "/** Greets. */\nexport const GET = () => ({ hello: 'world' })\n",
}

export const BROKEN_HANDLER = 'export const GET = () => ({ hello: notDeclared })\n'

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Asks until the answer is the wanted one; the last answer, or what went wrong, when that takes too long. */
export async function eventually(url: string, wanted: (answer: Answer) => boolean, limit = 40_000): Promise<Answer> {
  const end = Date.now() + limit
  for (;;) {
    const answer = await request(url)
    if (wanted(answer) || Date.now() > end) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Status 0: nothing listens. */
export async function request(url: string): Promise<Answer> {
  try {
    const response = await fetch(url, { headers: { connection: 'close' } })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    return { status: 0, body: String(error) }
  }
}
