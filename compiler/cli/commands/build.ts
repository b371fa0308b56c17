/** `gatic build`: compiles the app, links its server and puts it into dist; or prints what the compiler knows. */
import { resolve } from 'node:path'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { appFolder, shownPath } from '../app-folder.ts'
import type { Build, Timing } from '../build-app.ts'
import { type BuildReport, buildJson, buildReport, buildSummary } from '../build-summary.ts'
import type { Input } from '../command-line.ts'
import { clientPaths, writeClient, writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { beforeBuild, type DoneBuild } from '../last-build/index.ts'
import { startLinkThread } from '../link-thread/index.ts'
import { assertReplaceable, replaceFolder } from '../output-folder.ts'
import { printApp, printing } from '../print-app.ts'
import { Refusal } from '../refusal.ts'
import { progress, reportDiagnostics, SILENT } from '../report.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const wanted = printing(options)
  const root = appFolder(host, positionals[0])
  if (wanted !== undefined) return printApp(host, root, wanted)
  const out = typeof options['out'] === 'string' ? resolve(host.cwd, options['out']) : resolve(root, 'dist')
  const shown = shownPath(host, out)
  assertReplaceable(root, out, shown)
  const began = performance.now()
  const told = { host, root, shown, began, json: options['json'] === true }
  const withoutSdk = options['no-sdk'] === true
  const before = beforeBuild(root, out, [withoutSdk])
  if (before.report !== undefined) return tell(told, before.report.diagnostics, before.report, [])
  const steps = told.json ? SILENT : progress(host.stderr)
  const thread = startLinkThread(root)
  // Loaded when the thread is at work already: TypeScript takes its time.
  const [{ createCompiler }, { buildApp }] = await Promise.all([import('../../compile.ts'), import('../build-app.ts')])
  const build = await buildApp(createCompiler(root), thread, steps, { withoutSdk })
  if (build.server !== undefined) {
    steps.step('Writing')
    await replaceFolder(out, build.server.outputs, shown)
  }
  steps.done()
  if (build.server !== undefined) await thread.close()
  const notes = await generateWhereWritable(host, root, build)
  const report = buildReport(build)
  if (report && notes.length === 0) before.remember({ report, ...wholeBuild(build) })
  for (const note of notes) if (!told.json) host.stderr.write(`${note}\n`)
  return tell(told, build.diagnostics, report, build.timings)
}

interface Told {
  readonly host: Host
  readonly root: string
  /** The output folder, as it is shown. */
  readonly shown: string
  readonly began: number
  readonly json: boolean
}

function tell(
  { host, root, shown, began, json }: Told,
  diagnostics: readonly Diagnostic[],
  report: BuildReport | undefined,
  timings: readonly Timing[],
): ExitCode {
  const ms = performance.now() - began
  if (json) host.stdout.write(buildJson(report, diagnostics, shown, [...timings, { phase: 'total', ms }]))
  else {
    reportDiagnostics(host, root, diagnostics)
    if (report) host.stdout.write(buildSummary(report, shown, ms, timings))
  }
  return report === undefined ? 1 : 0
}

/** Everything that was read, and what was written outside the output folder. */
function wholeBuild({ inputs, generated, sdk }: Build): Pick<DoneBuild, 'inputs' | 'generated'> {
  const written = [...generated.map(({ path }) => path), ...(sdk ? clientPaths(sdk) : [])]
  return { inputs: inputs && [...inputs, ...(sdk?.inputs ?? [])], generated: written }
}

/** Sources may be on a read-only file system, as in CI containers: the types are for editors, and the server is built all the same. */
async function generateWhereWritable(host: Host, root: string, { generated, diagnostics, sdk }: Build): Promise<string[]> {
  try {
    await writeGenerated(host, root, generated, diagnostics)
    if (sdk) await writeClient(host, root, sdk)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [`note: the generated types and the client are not up to date: ${error.message}`]
  }
}
