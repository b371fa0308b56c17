/** `gatic create DIR`: copies a template, names it, and installs its packages with the package manager that ran us. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderNotEmpty, installFailed, notAFolder, unwritableFolder } from '../../diagnostics/index.ts'
import { shownPath } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { gaticPackage } from '../gatic-package.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { writeFiles } from '../output-folder.ts'
import { install, packageManager } from '../package-manager.ts'
import { Refusal, systemReason } from '../refusal.ts'
import { packedVersions, publishedVersions, templateFiles } from '../template.ts'

interface Answers {
  readonly folder: string
  readonly template: string
  readonly install: boolean
}

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const answers = await answersFor(host, positionals[0], options)
  if (answers === undefined) {
    host.stdout.write('Nothing was written.\n')
    return 1
  }
  const root = resolve(host.cwd, answers.folder)
  const shown = shownPath(host, root)
  assertEmpty(root, shown)
  const gatic = gaticPackage()
  const packages = options['packages']
  const versions = typeof packages === 'string' ? packedVersions(resolve(host.cwd, packages), packages) : publishedVersions(gatic)
  await write(root, shown, templateFiles(join(gatic.folder, 'templates', answers.template), root, versions))
  host.stdout.write(`Created ${shown} from the ${answers.template} template.\n`)
  return answers.install ? installPackages(host, root, shown) : finish(host, shown, [`${packageManager(host.env)} install`])
}

/** Undefined: the person thought better of it. */
async function answersFor(host: Host, folder: string | undefined, options: Input['options']): Promise<Answers | undefined> {
  const install = options['skip-install'] !== true
  const template = options['template']
  if (host.interactive && options['yes'] !== true) {
    const { ask } = await import('../create-prompts.ts')
    return ask({
      folder,
      template: typeof template === 'string' ? template : undefined,
      install,
      manager: packageManager(host.env),
    })
  }
  if (folder === undefined) throw new UsageError('`gatic create` needs DIR, the folder of the new app')
  return { folder, template: typeof template === 'string' ? template : 'default', install }
}

function assertEmpty(root: string, shown: string): void {
  try {
    if (readdirSync(root).every((entry) => entry === '.git')) return
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    if (code === 'ENOTDIR') throw new Refusal(notAFolder({ folder: shown }, [], ['Choose another name.']), error)
    throw new Refusal(unwritableFolder({ folder: shown, reason: systemReason(error) }, []), error)
  }
  throw new Refusal(folderNotEmpty({ folder: shown }, []))
}

async function write(root: string, shown: string, files: Parameters<typeof writeFiles>[1]): Promise<void> {
  try {
    await writeFiles(root, files)
  } catch (error) {
    const hints = ['Check permissions and free space, or create the app elsewhere.']
    throw new Refusal(unwritableFolder({ folder: shown, reason: systemReason(error) }, [], hints), error)
  }
}

async function installPackages(host: Host, root: string, shown: string): Promise<ExitCode> {
  const manager = packageManager(host.env)
  const command = `${manager} install`
  host.stdout.write(`Installing its packages with ${manager} ...\n`)
  const outcome = await install(manager, root)
  if (outcome === 'installed') {
    // Editors know `gctx` from the first minute.
    const { run: generate } = await import('./generate.ts')
    await generate(host, { positionals: [root], options: {} })
    return finish(host, shown, [])
  }
  const steps = [...enter(shown), command, `${manager} run dev`].map((step) => `\`${step}\``).join(', ')
  throw new Refusal(installFailed({ command, reason: outcome.failed, steps }, []))
}

function finish(host: Host, shown: string, left: readonly string[]): ExitCode {
  const steps = [...enter(shown), ...left, `${packageManager(host.env)} run dev`]
  host.stdout.write(`\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}`)
  return 0
}

const enter = (shown: string) => (shown === '.' ? [] : [`cd ${/\s/.test(shown) ? JSON.stringify(shown) : shown}`])
