/** `gatic explain GT2104`: what a diagnostic means. `gatic explain "GET /users/42"`: everything about the route that answers it. */

import { emitServer } from '../../../emitters/server/index.ts'
import { compile } from '../../compile.ts'
import { explainCode, unknownRoute } from '../../diagnostics/index.ts'
import type { Method } from '../../ir/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { emittedFunctions, explainRoute, findRoute, nearestRoute, sourceExcerpt } from '../explain/index.ts'
import { gaticPackage } from '../gatic-package.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { readSource, reportDiagnostics } from '../report.ts'

export async function run(host: Host, { positionals: [subject = '', folder] }: Input): Promise<ExitCode> {
  const request = /^\s*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\/\S*)\s*$/i.exec(subject)
  if (request === null) return explainDiagnostic(host, subject)
  return explainRequest(host, appFolder(host, folder), request[1]!.toUpperCase() as Method, request[2]!)
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

async function explainRequest(host: Host, root: string, method: Method, path: string): Promise<ExitCode> {
  const { ir, diagnostics } = compile(root)
  if (ir === undefined) {
    reportDiagnostics(host, root, diagnostics)
    return 1
  }
  const route = findRoute(ir.routes, method, path)
  if (route === undefined) {
    const nearest = nearestRoute(ir.routes, method, path)
    const hints =
      nearest === undefined ? undefined : [`Did you mean \`${nearest.id}\`?`, '`gatic build --print routes` lists them all.']
    throw new Refusal(unknownRoute({ method, path }, [], hints))
  }
  const source = readSource(root, route.handler.file)
  const [entry] = emitServer(ir, { gaticVersion: gaticPackage().version })
  host.stdout.write(
    explainRoute(ir, route, {
      handler: source === undefined ? undefined : sourceExcerpt(source, route.handler.location.line),
      emitted: entry === undefined ? undefined : emittedFunctions(entry.text, route),
    }),
  )
  return 0
}
