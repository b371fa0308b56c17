/** A request -> the page about the route that answers it. */
import { emitServer } from '../../../emitters/server/index.ts'
import { compile } from '../../compile.ts'
import { unknownRoute } from '../../diagnostics/index.ts'
import { servedAt } from '../../ir/index.ts'
import { gaticPackage } from '../gatic-package.ts'
import type { ExitCode, Host } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { readSource, reportDiagnostics } from '../report.ts'
import { emittedFunctions } from './emitted-functions.ts'
import { findRoute, nearestRoute, type Served } from './find-route.ts'
import { explainRoute } from './route-page.ts'
import { sourceExcerpt } from './source-excerpt.ts'

export async function explainRequest(host: Host, root: string, method: Served['method'], path: string): Promise<ExitCode> {
  const { ir, diagnostics } = compile(root)
  if (ir === undefined) {
    reportDiagnostics(host, root, diagnostics)
    return 1
  }
  const served = servedAt(ir)
  const route = findRoute(served, method, path)
  if (route === undefined) {
    const nearest = nearestRoute(served, method, path)
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
