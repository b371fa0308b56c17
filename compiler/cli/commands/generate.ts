/** `gatic generate`: writes what the compiler derives for the editor, and builds nothing. */
import { compile } from '../../compile.ts'
import { diagnosticsJson } from '../../diagnostics/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { writeGenerated } from '../generated-files.ts'
import type { ExitCode, Host } from '../host.ts'
import { hasErrors, reportDiagnostics } from '../report.ts'

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const root = appFolder(host, positionals[0])
  const { diagnostics, files } = compile(root)
  const written = await writeGenerated(host, root, files, diagnostics)
  if (options['json'] === true) {
    host.stdout.write(diagnosticsJson(diagnostics))
  } else {
    reportDiagnostics(host, root, diagnostics)
    for (const { path, changed } of written) host.stdout.write(`${path} ${changed ? 'written' : 'is up to date'}\n`)
  }
  return hasErrors(diagnostics) ? 1 : 0
}
