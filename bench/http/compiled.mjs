/** Clients in C, for what wrk cannot do. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** 'bench/http/paced.c' -> the path of the program; undefined: there is no C compiler. */
export function compiled(source) {
  if (spawnSync('cc', ['--version']).error !== undefined) return undefined
  const folder = join(root, '.cache/bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, basename(source, '.c'))
  execFileSync('cc', ['-O2', '-o', file, join(root, source)])
  return file
}
