/**
 * Who still calls what, as a running server counts it:
 *
 *   gati_http_version_requests_total{method="GET",route="/users",semver="1.0.0",version="2026-01-05T10:00:00Z"} 12   in /_metrics
 *   -> { version: '2026-01-05T10:00:00Z', semver: '1.0.0', route: 'GET /users', requests: 12 }
 */
import { metricsNotRead } from '../../diagnostics/index.ts'
import type { Store } from '../../versions/index.ts'
import type { ExitCode, Host } from '../host.ts'
import { Refusal } from '../refusal.ts'

interface Usage {
  /** Its id. */
  readonly version: string
  readonly semver: string
  /** `GET /users/:id`; empty: of none. */
  readonly route: string
  readonly requests: number
}

const METRIC = 'gati_http_version_requests_total'
const PATIENCE = 10_000

/** One line for each version and route that was called; versions that nobody called are told as well. */
export async function tellUsage(host: Host, store: Store, url: string, json: boolean): Promise<ExitCode> {
  const usage = await readUsage(url)
  if (json) host.stdout.write(`${JSON.stringify({ version: 1, usage }, null, 2)}\n`)
  else for (const line of usageLines(usage, store)) host.stdout.write(`${line}\n`)
  return 0
}

function usageLines(usage: readonly Usage[], { versions }: Store): string[] {
  const called = usage.map(({ version, semver, route, requests }) => {
    return [version, semver.padEnd(8), String(requests).padStart(8), route === '' ? 'no route' : route].join('  ')
  })
  const idle = versions.filter(({ id }) => !usage.some(({ version }) => version === id))
  return [...called, ...idle.map(({ id, semver }) => [id, semver.padEnd(8), '       0', 'not called'].join('  '))].sort()
}

/** `url`: of the server, or of its metrics. Throws a {@link Refusal} where it gives none. */
async function readUsage(url: string): Promise<readonly Usage[]> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Refusal(metricsNotRead({ url, reason }, []), cause)
  }
  if (!URL.canParse(url)) return refuse('it is no URL')
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = '/_metrics'
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) }).catch((error: Error) =>
    refuse(error.cause instanceof Error ? error.cause.message : error.message, error),
  )
  const text = await answer.text()
  if (!answer.ok) return refuse(`it answers ${answer.status}`)
  if (!text.includes(`# TYPE ${METRIC} `)) return refuse('it counts no versions')
  return usageIn(text)
}

function usageIn(metrics: string): readonly Usage[] {
  const counts = metrics.split('\n').flatMap((line) => {
    const [, labels, value] = /^gati_http_version_requests_total\{(.*)\} (\S+)$/.exec(line) ?? []
    if (labels === undefined) return []
    const { version = '', semver = '', method = '', route = '' } = labelsIn(labels)
    return [{ version, semver, route: `${method} ${route}`.trim(), requests: Number(value) }]
  })
  return counts
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' }

function labelsIn(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, value!.replace(/\\./g, (code) => ESCAPES[code] ?? code)]))
}
