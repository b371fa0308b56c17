/** Small apps written to a temporary folder, and what is linked of them run where nothing else lies. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { linkApp as linkOnce } from '../../../fixtures/link-app.ts'
import type { LinkInput, LinkResult, Output } from '../index.ts'

export const work = mkdtempSync(join(tmpdir(), 'gatic-link-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
  return folder
}

export const app = (files: Readonly<Record<string, string>>): string =>
  write(mkdtempSync(join(work, 'app-')), { 'package.json': '{"type":"module"}', ...files })
export const manifest = (name: string, more: object = {}) => JSON.stringify({ name, version: '1.0.0', main: 'index.js', ...more })

export const HEADER = '// Emitted by gatic 1 from test. Do not edit.'
export const inputOf = (entry: string, more: Partial<LinkInput> = {}): LinkInput => ({
  ir: { config: { transport: 'node' } },
  files: [{ path: 'server.entry.mjs', text: `${HEADER}\n${entry}` }],
  ...more,
})
export const linkApp = (root: string, entry: string, more: Partial<LinkInput> = {}): Promise<LinkResult> =>
  linkOnce(root, inputOf(entry, more))

export const contentsOf = (output: Output) => ('from' in output ? readFileSync(output.from) : output.contents)
export const textOf = (result: LinkResult, path: string) =>
  String(contentsOf(result.outputs.find((output) => output.path === path)!))
export function run(result: LinkResult): string {
  const empty = mkdtempSync(join(work, 'empty-'))
  write(empty, Object.fromEntries(result.outputs.map((output) => [output.path, contentsOf(output)])))
  return execFileSync(process.execPath, [join(empty, 'server.mjs')], { cwd: empty, encoding: 'utf8' }).trim()
}
