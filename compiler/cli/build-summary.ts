/** What a build made, for a person and for tools. */
import { type Diagnostic, sortDiagnostics } from '../diagnostics/index.ts'
import { type ServerConfig, servedAt } from '../ir/index.ts'
import type { Build, Server, Timing } from './build-app.ts'
import type { OutputFile } from './output-folder.ts'
import { bytes, duration } from './report.ts'
import type { Sdk } from './sdk.ts'

/** What is told of a server that was built; the same again as long as it holds. */
export interface BuildReport {
  readonly name: string
  readonly version: string
  readonly routes: readonly { readonly id: string; readonly method: string }[]
  readonly modules: readonly string[]
  readonly transport: ServerConfig['transport']
  readonly outputs: readonly { readonly path: string; readonly bytes: number }[]
  readonly copied: Server['copied']
  readonly sdk?: Pick<Sdk, 'name' | 'tarball'>
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Undefined when there is no server. */
export function buildReport({ ir, server, sdk, diagnostics }: Build): BuildReport | undefined {
  if (ir === undefined || server === undefined) return undefined
  return {
    name: ir.name,
    version: ir.version,
    routes: servedAt(ir).map(({ id, method }) => ({ id, method })),
    modules: ir.modules.map(({ name }) => name),
    transport: ir.config.transport,
    outputs: server.outputs.map((file) => ({ path: file.path, bytes: size(file) })),
    copied: server.copied,
    ...(sdk && { sdk: { name: sdk.name, tarball: sdk.tarball } }),
    diagnostics: sortDiagnostics(diagnostics),
  }
}

const size = (file: OutputFile): number => ('from' in file ? file.bytes : Buffer.byteLength(file.contents))

/** `out` as it is shown. `timings` are of this run: none where nothing had to be done. */
export function buildSummary(report: BuildReport, out: string, ms: number, timings: readonly Timing[]): string {
  const { name, version, outputs, copied } = report
  const rows: [string, string][] = outputs
    .filter(({ path }) => !path.startsWith('node_modules/'))
    .map((file) => [`${out}/${file.path}`, bytes(file.bytes)])
  for (const { name, version, reason } of copied.filter(({ name }) => name !== 'uWebSockets.js')) {
    const files = outputs.filter(({ path }) => path.startsWith(`node_modules/${name}/`))
    rows.push([`${out}/node_modules/${name}`, `${bytes(total(files))}, ${version}, copied: ${reason}`])
  }
  const facts: [string, string][] = [
    ['Routes', routeCounts(report.routes)],
    ['Modules', report.modules.join(', ') || 'none'],
    ['Transport', transports(report.transport, outputs)],
    ...(report.sdk ? [['Client', `${report.sdk.name}, ${report.sdk.tarball}`] satisfies [string, string]] : []),
  ]
  if (timings.length > 0) facts.push(['Time', timings.map((timing) => `${timing.phase} ${duration(timing.ms)}`).join(', ')])
  const title = timings.length > 0 ? `Built ${name} ${version} in` : `Nothing changed since ${name} ${version} was built:`
  return `${[`${title} ${duration(ms)}`, '', ...columns(rows), '', ...columns(facts), '', `Run it: node ${out}/server.mjs`].join('\n')}\n`
}

const total = (files: BuildReport['outputs']) => files.reduce((sum, file) => sum + file.bytes, 0)

/** `3: 2 GET, 1 POST` */
function routeCounts(routes: BuildReport['routes']): string {
  const counts = new Map<string, number>()
  for (const { method } of routes) counts.set(method, (counts.get(method) ?? 0) + 1)
  return [String(routes.length), [...counts].map(([method, count]) => `${count} ${method}`).join(', ')]
    .filter((part) => part !== '')
    .join(': ')
}

function transports(wanted: BuildReport['transport'], outputs: BuildReport['outputs']): string {
  const platforms = outputs.flatMap(({ path }) => /^uws_(\w+?)_(\w+)_\d+\.node$/.exec(path)?.slice(1).join('-') ?? [])
  const uws = `uWebSockets.js on ${[...new Set(platforms)].join(', ')}`
  if (wanted === 'node' || platforms.length === 0) return wanted === 'uws' ? 'uWebSockets.js, not included' : 'node:http'
  return wanted === 'uws' ? `${uws} only` : `${uws} where it loads, else node:http`
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

/** One document: the diagnostics as everywhere, and what was made. */
export function buildJson(
  report: BuildReport | undefined,
  diagnostics: readonly Diagnostic[],
  out: string,
  timings: readonly Timing[],
): string {
  const built = report && {
    out,
    routes: report.routes.map(({ id }) => id),
    modules: report.modules,
    transport: report.transport,
    outputs: report.outputs,
    copied: report.copied,
    ...(report.sdk && { sdk: report.sdk }),
  }
  const times = Object.fromEntries(timings.map((timing) => [timing.phase, Math.round(timing.ms)]))
  return `${JSON.stringify({ version: 1, diagnostics: sortDiagnostics(diagnostics), ...(built && { build: built }), timings: times }, undefined, 2)}\n`
}
