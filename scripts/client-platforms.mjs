// What the tests of emitted clients run besides this Node and its TypeScript: other runtimes, other compilers, checkers of packages.
// They are installed from npm into .cache, and not among the devDependencies: each brings a `tsc` or a `node` of its own, and
// nobody needs them who does not work on clients.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const PACKAGES = {
  'typescript-5.9': 'npm:typescript@5.9.3',
  'typescript-7': 'npm:typescript@7.0.2',
  bun: '1.4.5',
  deno: '2.9.6',
  publint: '0.3.25',
  '@arethetypeswrong/cli': '0.18.5',
}
const folder = fileURLToPath(new URL('../.cache/client-platforms', import.meta.url))
const manifest = JSON.stringify({ private: true, dependencies: PACKAGES }, undefined, 2)

export async function clientPlatforms() {
  const path = join(folder, 'package.json')
  const installed = join(folder, 'installed.json')
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== manifest) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, manifest)
    try {
      // Without scripts: the binaries are there before they are linked to. npm puts no directory of another project's above them.
      await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
        cwd: folder,
        timeout: 240_000,
        shell: process.platform === 'win32',
      })
    } catch (error) {
      const reason = `npm does not install what clients are tested with: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`
      if (process.env.GATI_REQUIRE_PLATFORMS) throw new Error(reason)
      return { reason }
    }
    writeFileSync(installed, manifest)
  }
  const found = (below) => join(folder, 'node_modules', below)
  const { platform, arch } = process
  const exe = platform === 'win32' ? '.exe' : ''
  return {
    typescript: { 5.9: found('typescript-5.9/bin/tsc'), 7: found('typescript-7/bin/tsc') },
    bun: found(`@oven/bun-${platform === 'win32' ? 'windows' : platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun${exe}`),
    deno: found(`@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno${exe}`),
    publint: found('publint/src/cli.js'),
    attw: found('@arethetypeswrong/cli/dist/index.js'),
  }
}
