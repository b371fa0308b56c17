/** `gatic build`: compiles the app, links its server and puts it into dist; or prints what the compiler knows. */
import { resolve } from 'node:path'
import { createCompiler } from '../../compile.ts'
import { appFolder, shownPath } from '../app-folder.ts'
import { type Build, buildApp } from '../build-app.ts'
import { buildJson, buildSummary } from '../build-summary.ts'
import type { Input } from '../command-line.ts'
import { writeClient, writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { assertReplaceable, replaceFolder } from '../output-folder.ts'
import { printApp, printing } from '../print-app.ts'
import { Refusal } from '../refusal.ts'
import { type Progress, progress, reportDiagnostics, SILENT } from '../report.ts'
import { makeSdk, type Sdk } from '../sdk.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const wanted = printing(options)
  const root = appFolder(host, positionals[0])
  if (wanted !== undefined) return printApp(host, root, wanted)
  const out = typeof options['out'] === 'string' ? resolve(host.cwd, options['out']) : resolve(root, 'dist')
  const shown = shownPath(host, out)
  assertReplaceable(root, out, shown)
  const began = performance.now()
  const json = options['json'] === true
  const steps = json ? SILENT : progress(host.stderr)
  const build = await buildApp(createCompiler(root), [], steps)
  if (build.server !== undefined) {
    steps.step('Writing')
    await replaceFolder(out, build.server.outputs, shown)
  }
  const sdk = options['no-sdk'] === true ? undefined : await sdkOf(root, build, steps)
  steps.done()
  const notes = await generateWhereWritable(host, root, build, sdk)
  if (json) host.stdout.write(buildJson(build, shown, performance.now() - began, sdk))
  else {
    reportDiagnostics(host, root, build.diagnostics)
    for (const note of notes) host.stderr.write(`${note}\n`)
    host.stdout.write(buildSummary(build, shown, performance.now() - began, sdk))
  }
  return build.server === undefined ? 1 : 0
}

async function sdkOf(root: string, { ir, server, sdk }: Build, steps: Progress): Promise<Sdk | undefined> {
  if (!ir || !server || !sdk) return undefined
  steps.step('Packing the client')
  return makeSdk(root, ir, sdk)
}

/** Sources may be on a read-only file system, as in CI containers: the types are for editors, and the server is built all the same. */
async function generateWhereWritable(
  host: Host,
  root: string,
  { generated, diagnostics }: Build,
  sdk: Sdk | undefined,
): Promise<string[]> {
  try {
    await writeGenerated(host, root, generated, diagnostics)
    if (sdk) await writeClient(host, root, sdk)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [`note: the generated types and the client are not up to date: ${error.message}`]
  }
}
