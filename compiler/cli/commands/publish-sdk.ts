/** `gatic publish-sdk`: packs the client and publishes it through npm. Nothing leaves without `--yes`, but in CI, where nobody looks. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile } from '../../compile.ts'
import { clientSwitchedOff, sortDiagnostics, unwritableFolder, workflowExists } from '../../diagnostics/index.ts'
import { type AppIR, UNRELEASED } from '../../ir/index.ts'
import { appFolder, shownPath } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { replaceFile } from '../output-folder.ts'
import { type ClientVersion, clientVersion, type Outcome, type Publication, publish, publishWorkflow } from '../publish/index.ts'
import { Refusal, systemReason } from '../refusal.ts'
import { bytes, hasErrors, progress, reportDiagnostics, SILENT } from '../report.ts'
import { makeSdk, type Sdk, writeTarball } from '../sdk.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const root = appFolder(host, positionals[0])
  if (options['workflow'] === true) return writeWorkflow(host, root)
  const json = options['json'] === true
  const dryRun = isDryRun(host, options)
  const steps = json ? SILENT : progress(host.stderr)
  steps.step('Compiling')
  const { ir, diagnostics, build } = compile(root)
  if (ir === undefined || hasErrors(diagnostics)) {
    steps.done()
    if (json) host.stdout.write(documentOf({ diagnostics: sortDiagnostics(diagnostics) }))
    else reportDiagnostics(host, root, diagnostics)
    return 1
  }
  if (build.sdk === undefined) throw new Refusal(clientSwitchedOff({}, []))
  steps.step('Packing the client')
  const number = numbered(options['semver']) ?? clientVersion(root, ir)
  const sdk = await makeSdk(root, numberedAs(ir, number.semver), build.sdk)
  await writeTarball(host, root, sdk)
  steps.step(dryRun ? 'Asking the registry' : 'Publishing')
  const publication = publicationOf(root, sdk, number, options)
  const outcome = await publish(host, publication, dryRun).finally(steps.done)
  const { kind, ...where } = outcome
  const told = { name: sdk.name, version: number.semver, tarball: sdk.tarball, outcome: kind, ...where }
  host.stdout.write(
    json ? documentOf({ diagnostics: sortDiagnostics(diagnostics), client: told }) : summary(sdk, publication, number, outcome),
  )
  return 0
}

/** What was not recorded yet is published under a number of its own. */
function numberedAs(ir: AppIR, version: string): AppIR {
  if (ir.history === undefined) return { ...ir, version }
  const versions = ir.history.versions.map((one) => (one.id === UNRELEASED ? { ...one, semver: version } : one))
  return { ...ir, version, history: { ...ir.history, versions } }
}

async function writeWorkflow(host: Host, root: string): Promise<ExitCode> {
  const { file, text } = publishWorkflow(root)
  const shown = shownPath(host, file)
  const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (current !== undefined && current !== text) throw new Refusal(workflowExists({ file: shown }, []))
  try {
    await replaceFile(file, text, current)
  } catch (error) {
    throw new Refusal(unwritableFolder({ folder: dirname(shown), reason: systemReason(error) }, []), error)
  }
  host.stdout.write(`${shown} ${current === text ? 'is up to date' : 'written'}\n`)
  if (!namesRepository(root))
    host.stderr.write('note: npm takes provenance only for a package whose package.json names its `repository`\n')
  return 0
}

function namesRepository(root: string): boolean {
  const file = join(root, 'package.json')
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).repository !== undefined
}

/** `--yes` publishes and `--dry-run` does not; by themselves, only machines do. */
function isDryRun({ env, interactive }: Host, options: Input['options']): boolean {
  if (options['dry-run'] === true && options['yes'] === true) throw new UsageError('`--dry-run` and `--yes` exclude each other')
  const isMachine = !interactive && !['', '0', 'false'].includes(env['CI'] ?? '')
  return options['dry-run'] === true || !(options['yes'] === true || isMachine)
}

function numbered(semver: string | true | undefined): ClientVersion | undefined {
  if (typeof semver !== 'string') return undefined
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(semver)) throw new UsageError(`\`${semver}\` is no version such as 1.2.3`)
  return { semver, from: 'chosen' }
}

function publicationOf(root: string, sdk: Sdk, { semver, from }: ClientVersion, options: Input['options']): Publication {
  const given = Object.fromEntries(
    (['registry', 'tag', 'access', 'otp'] as const).flatMap((name) =>
      typeof options[name] === 'string' ? [[name, options[name]]] : [],
    ),
  )
  const tarball = join(root, sdk.tarball)
  return {
    root,
    name: sdk.name,
    version: semver,
    tarball,
    bytes: readFileSync(tarball),
    ...given,
    provenance: options['provenance'] === true,
    hasVersions: from === 'recorded' || from === 'next',
  }
}

function summary(sdk: Sdk, { version, bytes: packed }: Publication, number: ClientVersion, outcome: Outcome): string {
  const files = sdk.files.map(({ path, text }) => [path, bytes(Buffer.byteLength(text))] as const)
  const width = Math.max(...files.map(([path]) => path.length))
  return `${[
    `${sdk.name} ${version}: ${origin(number)}`,
    '',
    ...[...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, size]) => `  ${path.padEnd(width)}  ${size}`),
    '',
    `${sdk.tarball}, ${bytes(packed.byteLength)}`,
    said(outcome),
  ].join('\n')}\n`
}

function origin({ from, latest }: ClientVersion): string {
  switch (from) {
    case 'chosen':
      return 'as --semver says'
    case 'package.json':
      return 'the version of the app'
    case 'recorded':
      return `the version of ${latest!.id}`
    case 'next':
      return `what follows from the changes since ${latest!.semver}; \`gatic version snapshot\` records it`
  }
}

function said(outcome: Outcome): string {
  if (outcome.kind === 'same') return 'The registry has these very bytes already: nothing to do'
  const { kind, registry, tag } = outcome
  const where = registry === undefined ? '' : ` to ${registry}${tag === undefined ? '' : ` as ${tag}`}`
  return kind === 'published' ? `Published${where}` : `Dry run: nothing was published${where}. \`--yes\` publishes`
}

const documentOf = (members: object): string => `${JSON.stringify({ version: 1, ...members }, undefined, 2)}\n`
