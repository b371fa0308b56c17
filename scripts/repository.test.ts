/**
 * What holds for the repository as a whole. The numbers are guards: one that grows is changed here, in the same commit as what made
 * it grow, with the reason in its message.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Packages installed with each published package besides itself, platform binaries counted once. */
const INSTALLED_WITH = {
  'runtime-shim/types': 0,
  'runtime-shim': 6,
  compiler: 23,
}

interface LockedPackage {
  readonly resolved?: string
  readonly link?: boolean
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const lock: Readonly<Record<string, LockedPackage>> = JSON.parse(read('package-lock.json')).packages

describe('dependencies', () => {
  test.each(Object.entries(INSTALLED_WITH))('%s installs with %i others', (workspace, count) => {
    const names = installedWith(workspace)
    expect(names.length, `installed: ${names.join(', ')}`).toBe(count)
  })

  test('the shim depends on its types and on the libraries of docs/decisions/0011 and 0015, and nothing else', () => {
    const manifest: Manifest = JSON.parse(read('runtime-shim/package.json'))
    expect(Object.keys(manifest.dependencies ?? {})).toEqual([
      '@fastify/busboy',
      '@gati-framework/types',
      '@redis/client',
      'jose',
      'mime',
      'ws',
    ])
  })

  test('versions are exact', () => {
    const manifests = ['package.json', ...Object.keys(INSTALLED_WITH).map((workspace) => `${workspace}/package.json`)]
    const loose = manifests.flatMap((path) => {
      const { dependencies, devDependencies }: Manifest = JSON.parse(read(path))
      return Object.entries({ ...dependencies, ...devDependencies }).filter(
        ([, range]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(range),
      )
    })
    expect(loose, 'install with npm install --save-exact').toEqual([])
  })

  test('the lock file has the packages of every platform', () => {
    const missing = Object.entries(lock).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => lock[`node_modules/${name}`] === undefined && lock[`${path}/node_modules/${name}`] === undefined,
      ),
    )
    expect(missing, 'npm leaves out what its registry does not have, and then `npm ci` fails: add these by hand').toEqual([])
  })

  test('the lock file names no registry', () => {
    const addresses = Object.entries(lock).filter(([, locked]) => /^https?:/.test(locked.resolved ?? ''))
    expect(
      addresses.map(([path]) => path),
      'npm install in this folder, whose .npmrc leaves addresses out',
    ).toEqual([])
  })
})

describe('files', () => {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '')

  test('are named for what they hold', () => {
    const vague = tracked.filter((path) =>
      /^(utils?|helpers?|common|misc|manager|engine|orchestrator|types)\.[cm]?[jt]s$/i.test(basename(path)),
    )
    expect(vague, 'name the concept, or keep it beside its one caller').toEqual([])
  })

  test('that can be fuzzed are, by npm run fuzz', () => {
    const rooms = [...read('scripts/fuzz.mjs').matchAll(/'((?:compiler|emitters|fixtures|runtime-shim)\/[^']+)'/g)].map(
      ([, room]) => room!,
    )
    const fuzzed = tracked.filter((file) => file.endsWith('.test.ts') && /env(?:\.|\[')FUZZ_RUNS|FUZZ_RUNS \} =/.test(read(file)))
    expect(fuzzed).not.toEqual([])
    expect(fuzzed.filter((file) => !rooms.some((room) => file === room || file.startsWith(`${room}/`)))).toEqual([])
  })

  test('are not reports of how they came to be', () => {
    const reports = tracked.filter((path) => /(^|\/)(status|summary|progress|plan|todo|notes)\.md$/i.test(path))
    expect(reports, 'git and docs/decisions are the history').toEqual([])
  })
})

describe('commands', () => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    return { status, output: `${stdout}${stderr}` }
  }

  test('generated files are what their generator writes', () => {
    const { status, output } = run('scripts/diagnostics.mjs', '--check')
    expect(status, output).toBe(0)
  })

  test('npm run check passes', { timeout: 300_000 }, () => {
    const { status, output } = run('scripts/check.mjs')
    expect(status, output).toBe(0)
  })
})

/** Names of all packages that npm installs for one workspace, without optional platform packages. */
function installedWith(workspace: string): string[] {
  const seen = new Set<string>()
  const visit = (path: string) => {
    for (const name of Object.keys(lock[path]?.dependencies ?? {})) {
      const found = resolveFrom(path, name)
      if (seen.has(found)) continue
      seen.add(found)
      visit(found)
    }
  }
  visit(workspace)
  return [...seen].sort()
}

/** Node's lookup, on the lock file: the nearest node_modules upwards; links are followed to their workspace. */
function resolveFrom(path: string, name: string): string {
  for (let folder = path; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    const locked = lock[candidate]
    if (locked !== undefined) return locked.link === true ? (locked.resolved ?? candidate) : candidate
    if (folder === '') throw new Error(`${name}, needed by ${path}, is not in package-lock.json`)
  }
}
