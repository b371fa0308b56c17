/**
 * A template's folder -> the files of a new app. Templates are real apps that are type-checked; only three things differ:
 * the app's name, the versions of our own packages, and `_gitignore`, since npm leaves `.gitignore` out of packages.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { missingPackages } from '../diagnostics/index.ts'
import type { GaticPackage } from './gatic-package.ts'
import type { OutputFile } from './output-folder.ts'
import { Refusal } from './refusal.ts'

/** What package.json says of each of our packages: a range, or `file:` and a tarball. */
export type Versions = Readonly<Record<string, string>>

export const publishedVersions = ({ version, core }: GaticPackage): Versions => ({
  gatic: `^${version}`,
  '@gati-framework/core': `^${core}`,
})

/** From a folder with what `npm pack` made; all three are named, for no registry need have them. */
export function packedVersions(folder: string, shown: string): Versions {
  const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
  const packed = ['gatic', '@gati-framework/core', '@gati-framework/types'].map((name) => {
    const prefix = `${name.replace('@', '').replace('/', '-')}-`
    const [tarball, ...more] = tarballs.filter((file) => file.startsWith(prefix) && /^\d/.test(file.slice(prefix.length)))
    if (tarball === undefined || more.length > 0) throw new Refusal(missingPackages({ folder: shown, package: name }, []))
    return [name, `file:${join(folder, tarball).split(sep).join('/')}`] as const
  })
  return Object.fromEntries(packed)
}

const LOCAL = new Set(['node_modules', 'dist', '.gati'])

export function templateFiles(template: string, target: string, versions: Versions): OutputFile[] {
  return filesBelow(template).map((file) => {
    const path = relative(template, file).split(sep).join('/')
    const contents = readFileSync(file, 'utf8')
    if (path === 'package.json') return { path, contents: packageJson(contents, packageName(target), versions) }
    return { path: path.replace(/(^|\/)_gitignore$/, '$1.gitignore'), contents }
  })
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LOCAL.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

function packageJson(template: string, name: string, versions: Versions): string {
  const manifest: Manifest = JSON.parse(template)
  const ours = (section: Readonly<Record<string, string>>) =>
    Object.entries(section).map(([dependency, version]) => [dependency, versions[dependency] ?? version])
  // What only tarballs name is needed by the other two, at the version that they name.
  const extra = Object.entries(versions).filter(
    ([dependency]) => !(dependency in { ...manifest.dependencies, ...manifest.devDependencies }),
  )
  const filled = {
    ...manifest,
    name,
    dependencies: Object.fromEntries(ours(manifest.dependencies)),
    devDependencies: Object.fromEntries(
      [...ours(manifest.devDependencies), ...extra].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
  }
  return `${JSON.stringify(filled, undefined, 2)}\n`
}

/** `My App!` -> `my-app`: what npm accepts as a name. */
export function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
  return name === '' ? 'app' : name
}
