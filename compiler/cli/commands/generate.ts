/** `gatic generate`: writes what the compiler derives for the editor, for tests, for readers of schemas and of OpenAPI, and for callers; builds no server. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { EmittedFile } from '../../../emitters/emitted-file.ts'
import { emitOpenApi } from '../../../emitters/openapi/index.ts'
import { emitSchemas, SCHEMAS_FOLDER } from '../../../emitters/schema/index.ts'
import { emitValidatorFiles, VALIDATORS_FOLDER } from '../../../emitters/validator-module/index.ts'
import { compile } from '../../compile.ts'
import { clientSwitchedOff, diagnosticsJson } from '../../diagnostics/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { removeOthers, writeClient, writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { hasErrors, progress, reportDiagnostics, SILENT } from '../report.ts'
import { appAt, makeSdk, writeTarball } from '../sdk.ts'
import { readStore, versionOrRefuse } from '../versions/index.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const root = appFolder(host, positionals[0])
  if (typeof options['version'] === 'string') return packStored(host, root, options['version'], options['json'] === true)
  const json = options['json'] === true
  const steps = json ? SILENT : progress(host.stderr)
  steps.step('Compiling')
  const { ir, diagnostics, files, build } = compile(root, { uncovered: 'allowed' })
  const schemas = ir ? emitSchemas(ir, { typebox: has(root, 'typebox') }) : []
  const validators = ir ? emitValidatorFiles(ir) : []
  const described = ir ? [inDist(emitOpenApi(ir))] : []
  const written = await writeGenerated(host, root, [...files, ...schemas, ...validators, ...described], diagnostics)
  if (ir) removeOthers(root, SCHEMAS_FOLDER, schemas)
  if (ir) removeOthers(root, VALIDATORS_FOLDER, validators)
  if (ir && build.sdk && options['no-sdk'] !== true) {
    steps.step('Packing the client')
    written.push(...(await writeClient(host, root, await makeSdk(root, ir, build.sdk))))
  }
  steps.done()
  if (json) {
    host.stdout.write(diagnosticsJson(diagnostics))
  } else {
    reportDiagnostics(host, root, diagnostics)
    for (const { path, changed } of written) host.stdout.write(`${path} ${changed ? 'written' : 'is up to date'}\n`)
  }
  return hasErrors(diagnostics) ? 1 : 0
}

/** The client of then; names and settings of its package are those of now. */
async function packStored(host: Host, root: string, wanted: string, json: boolean): Promise<ExitCode> {
  const store = readStore(root)
  const version = versionOrRefuse(store, wanted)
  const { ir, diagnostics, build } = compile(root)
  if (json && hasErrors(diagnostics)) host.stdout.write(diagnosticsJson(diagnostics))
  else if (hasErrors(diagnostics)) reportDiagnostics(host, root, diagnostics)
  if (ir === undefined || hasErrors(diagnostics)) return 1
  if (build.sdk === undefined) throw new Refusal(clientSwitchedOff({}, []))
  const versions = ir.history!.versions.slice(0, store.versions.indexOf(version) + 1)
  const sdk = await makeSdk(
    root,
    { ...appAt(version), config: { ...ir.config, ...appAt(version).config }, history: { versions } },
    build.sdk,
  )
  const changed = await writeTarball(host, root, sdk)
  if (json)
    host.stdout.write(
      `${JSON.stringify({ version: 1, client: { name: sdk.name, tarball: sdk.tarball, semver: version.semver } })}\n`,
    )
  else host.stdout.write(`${sdk.tarball} ${changed ? 'written' : 'is up to date'}\n`)
  return 0
}

/** Where a build puts it as well. */
const inDist = ({ path, text }: EmittedFile): EmittedFile => ({ path: `dist/${path}`, text })

/** Whether the app can import a package. */
function has(root: string, name: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve(name)
    return true
  } catch {
    return false // Not installed, which is an answer.
  }
}
