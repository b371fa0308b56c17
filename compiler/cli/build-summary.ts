/** What a build made, for a person and for tools. */
import { sortDiagnostics } from '../diagnostics/index.ts'
import { servedAt } from '../ir/index.ts'
import type { Build } from './build-app.ts'
import type { OutputFile } from './output-folder.ts'
import { bytes, duration } from './report.ts'
import type { Sdk } from './sdk.ts'

const size = ({ contents }: OutputFile): number => Buffer.byteLength(contents)

/** `out` as it is shown. Empty when there is no server. */
export function buildSummary({ ir, server, timings }: Build, out: string, ms: number, sdk?: Sdk): string {
  if (ir === undefined || server === undefined) return ''
  const rows: [string, string][] = server.outputs
    .filter(({ path }) => !path.startsWith('node_modules/'))
    .map((file) => [`${out}/${file.path}`, bytes(size(file))])
  for (const { name, version, reason } of server.copied.filter(({ name }) => name !== 'uWebSockets.js')) {
    const files = server.outputs.filter(({ path }) => path.startsWith(`node_modules/${name}/`))
    rows.push([`${out}/node_modules/${name}`, `${bytes(total(files))}, ${version}, copied: ${reason}`])
  }
  const facts: [string, string][] = [
    ['Routes', routeCounts(servedAt(ir))],
    ['Modules', ir.modules.length === 0 ? 'none' : ir.modules.map(({ name }) => name).join(', ')],
    ['Transport', transports(ir.config.transport, server.outputs)],
    ...(sdk ? [['Client', `${sdk.name}, ${sdk.tarball}`] satisfies [string, string]] : []),
    ['Time', timings.map((timing) => `${timing.phase} ${duration(timing.ms)}`).join(', ')],
  ]
  const title = `Built ${ir.name} ${ir.version} in ${duration(ms)}`
  return `${[title, '', ...columns(rows), '', ...columns(facts), '', `Run it: node ${out}/server.mjs`].join('\n')}\n`
}

const total = (files: readonly OutputFile[]) => files.reduce((sum, file) => sum + size(file), 0)

/** `3: 2 GET, 1 POST` */
function routeCounts(routes: ReturnType<typeof servedAt>): string {
  const counts = new Map<string, number>()
  for (const { method } of routes) counts.set(method, (counts.get(method) ?? 0) + 1)
  return [String(routes.length), [...counts].map(([method, count]) => `${count} ${method}`).join(', ')]
    .filter((part) => part !== '')
    .join(': ')
}

function transports(wanted: 'auto' | 'uws' | 'node', outputs: readonly OutputFile[]): string {
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
export function buildJson({ ir, server, diagnostics, timings }: Build, out: string, ms: number, sdk?: Sdk): string {
  const built = server !== undefined && {
    out,
    routes: ir && servedAt(ir).map(({ id }) => id),
    modules: ir?.modules.map(({ name }) => name),
    transport: ir?.config.transport,
    outputs: server.outputs.map((file) => ({ path: file.path, bytes: size(file) })),
    copied: server.copied,
    ...(sdk && { sdk: { name: sdk.name, tarball: sdk.tarball } }),
  }
  const times = Object.fromEntries([...timings, { phase: 'total', ms }].map((timing) => [timing.phase, Math.round(timing.ms)]))
  return `${JSON.stringify({ version: 1, diagnostics: sortDiagnostics(diagnostics), ...(built && { build: built }), timings: times }, undefined, 2)}\n`
}
