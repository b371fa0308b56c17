// Packages that some tests run, and that nobody needs otherwise: each would make `npm ci` slower for all, or brings a `tsc` or a `node`
// of its own. They are installed from npm below .cache when they are first asked for.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export async function cachedPackages(name, dependencies, more = {}) {
  const folder = fileURLToPath(new URL(`../.cache/${name}`, import.meta.url))
  const manifest = JSON.stringify({ private: true, dependencies, ...more }, undefined, 2)
  const installed = join(folder, 'installed.json')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === manifest) return { folder }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  try {
    // Without scripts: the binaries are there before they are linked to. npm puts no directory of another project's above them.
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
      timeout: 240_000,
      shell: process.platform === 'win32',
    })
  } catch (error) {
    const reason = `npm does not install ${Object.keys(dependencies).join(', ')}: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`
    if (process.env.GATI_REQUIRE_PLATFORMS) throw new Error(reason)
    return { reason }
  }
  writeFileSync(installed, manifest)
  return { folder }
}
