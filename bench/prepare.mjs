/** What the benchmarks need on a machine: wrk, taskset, the peers, and a Node that loads uWebSockets.js. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname

/** What may be lacking is got where apt can be asked, else named before anything is measured; the peers are installed on the first run. */
export function prepare() {
  const missing = ['wrk', 'taskset'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  if (missing.length > 0 && spawnSync('apt-get', ['install', '-y', 'wrk', 'util-linux'], { stdio: 'ignore' }).status !== 0)
    throw new Error(`the benchmarks need ${missing.join(' and ')}: on Debian, apt-get install wrk util-linux`)
  installPeers(join(here, 'peers'))
}

/** Where they are not, or are not those of the lock file. */
function installPeers(folder) {
  const wanted = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  const installed = join(folder, 'node_modules/.installed-lock.json')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return
  execFileSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' })
  writeFileSync(installed, wanted)
}

/** Its path: every Node contender runs on it. */
export function nodeForAll() {
  const found = spawnSync(process.execPath, [join(here, '..', 'scripts', 'uws-node.mjs')], { encoding: 'utf8' })
  if (found.status !== 0) throw new Error(found.stderr.trim())
  return found.stdout.trim()
}
