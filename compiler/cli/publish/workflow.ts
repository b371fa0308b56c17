/** `.github/workflows/publish-sdk.yml` of the repository that an app is in: installs, packs and publishes by itself, with provenance. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { gaticPackage } from '../gatic-package.ts'

export interface Workflow {
  /** Absolute path. */
  readonly file: string
  readonly text: string
}

export function publishWorkflow(root: string): Workflow {
  const repository = above(root, '.git') ?? root
  const app = relative(repository, root).split(sep).join('/') || '.'
  const { install, run } = MANAGERS.find(({ lock }) => above(root, lock, repository) !== undefined) ?? MANAGERS[0]
  const template = readFileSync(join(gaticPackage().folder, 'templates/publish-sdk.yml'), 'utf8')
  const text = template
    .replace('working-directory: .', () => `working-directory: ${JSON.stringify(app)}`)
    .replace('npm ci', install)
    .replace('npx gatic', `${run} gatic`)
  return { file: join(repository, '.github/workflows/publish-sdk.yml'), text }
}

/** By the lock file of the app, or of the workspace that it is in. Corepack comes with Node.js 24. */
const MANAGERS = [
  { lock: 'package-lock.json', install: 'npm ci', run: 'npx' },
  { lock: 'pnpm-lock.yaml', install: 'corepack enable && pnpm install --frozen-lockfile', run: 'pnpm exec' },
  { lock: 'yarn.lock', install: 'corepack enable && yarn install --immutable', run: 'yarn run' },
  { lock: 'bun.lock', install: 'npm install --global bun && bun install --frozen-lockfile', run: 'bunx' },
] as const

/** The nearest folder that has it, from the app upwards. */
function above(from: string, name: string, end?: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder
    if (folder === end || folder === dirname(folder)) return undefined
  }
}
