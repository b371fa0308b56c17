/** `gatic generate`: writes what the compiler derives for the editor, for tests, for readers of schemas and of OpenAPI, and for callers; builds no server. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { EmittedFile } from '../../../emitters/emitted-file.ts'
import { emitOpenApi } from '../../../emitters/openapi/index.ts'
import { emitSchemas, SCHEMAS_FOLDER } from '../../../emitters/schema/index.ts'
import { emitValidatorFiles, VALIDATORS_FOLDER } from '../../../emitters/validator-module/index.ts'
import { compile } from '../../compile.ts'
import { diagnosticsJson } from '../../diagnostics/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { removeOthers, writeClient, writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { hasErrors, reportDiagnostics } from '../report.ts'
import { makeSdk } from '../sdk.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const root = appFolder(host, positionals[0])
  const { ir, diagnostics, files, build } = compile(root)
  const schemas = ir ? emitSchemas(ir, { typebox: has(root, 'typebox') }) : []
  const validators = ir ? emitValidatorFiles(ir) : []
  const described = ir ? [inDist(emitOpenApi(ir))] : []
  const written = await writeGenerated(host, root, [...files, ...schemas, ...validators, ...described], diagnostics)
  if (ir) removeOthers(root, SCHEMAS_FOLDER, schemas)
  if (ir) removeOthers(root, VALIDATORS_FOLDER, validators)
  if (ir && build.sdk && options['no-sdk'] !== true)
    written.push(...(await writeClient(host, root, await makeSdk(root, ir, build.sdk))))
  if (options['json'] === true) {
    host.stdout.write(diagnosticsJson(diagnostics))
  } else {
    reportDiagnostics(host, root, diagnostics)
    for (const { path, changed } of written) host.stdout.write(`${path} ${changed ? 'written' : 'is up to date'}\n`)
  }
  return hasErrors(diagnostics) ? 1 : 0
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
