/** `gatic explain GT2104`: what a diagnostic means. `gatic explain "GET /users/42"`: everything about the route that answers it. */
import { explainCode } from '../../diagnostics/index.ts'
import type { Method } from '../../ir/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'

export async function run(host: Host, { positionals: [subject = '', folder] }: Input): Promise<ExitCode> {
  const request = /^\s*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|WS)\s+(\/\S*)\s*$/i.exec(subject)
  if (request === null) return explainDiagnostic(host, subject)
  // A code is explained without waiting for the compiler.
  const { explainRequest } = await import('../explain/index.ts')
  return explainRequest(host, appFolder(host, folder), request[1]!.toUpperCase() as Method | 'WS', request[2]!)
}

function explainDiagnostic(host: Host, wanted: string): ExitCode {
  const { found, ...rest } = explainCode(wanted)
  if (found === undefined) {
    const nearest = 'nearest' in rest && rest.nearest !== undefined ? `, did you mean \`${rest.nearest}\`?` : ''
    throw new UsageError(
      `\`${wanted}\` is neither a diagnostic (GT2104, route-conflict) nor a route ("GET /users/:id")${nearest}`,
    )
  }
  host.stdout.write(`${found.code} ${found.name} (${found.severity})\n\n  ${found.message}\n\n${found.text}\n`)
  return 0
}
