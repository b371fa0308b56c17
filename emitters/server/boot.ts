/** The last section: the global context, the modules in wiring order, the start. */
import { isSensitive, type Module, type SocketRoute, secretNames, servedAt } from '../../compiler/ir/index.ts'
import { comment, literal, quote, text } from '../code/index.ts'
import type { ServerModule, ShimName } from './module.ts'
import { type EmittedSocket, emitSocketEndpoint } from './socket.ts'
import { emitTransport, transportsOf } from './transport.ts'
import { corsOfVersions, emitVersions } from './versions.ts'

const WIRED_BY: Readonly<Record<Module['form'], ShimName>> = {
  definition: 'definedModule',
  object: 'plainModule',
  namespace: 'plainModule',
  function: 'calledModule',
}

export interface Booted {
  readonly router: string
  /** The code of the functions of routes and sockets. */
  readonly routes: string
  readonly sockets: readonly BootedSocket[]
  readonly watched: boolean
}

export type BootedSocket = EmittedSocket & { readonly socket: SocketRoute }

export function emitBoot(module: ServerModule, { router, routes, sockets, watched }: Booted): string {
  const { ir } = module
  const { config } = ir
  const out = text()
  const versions = emitVersions(module)
  emitContext(module, out)
  emitSockets(module, out, sockets, watched)
  emitModules(module, out)
  if (ir.cookies !== undefined)
    out.line(`${module.shim('Res')}.cookies = ${module.shim('createCookies')}(${literal([...ir.cookies.signed])})`).line()
  emitClients(module, out)
  if (versions !== '') out.lines(versions).line()
  emitSecrets(module, out)
  out.open(`${module.shim('start')}({`)
  out.line(`name: ${quote(ir.name)},`).line(`version: ${quote(ir.version)},`)
  out.line(`port: ${config.port},`).line(`host: ${quote(config.host)},`)
  out.line(`shutdownTimeout: ${config.shutdownTimeout},`)
  if (config.requestLog !== undefined) out.line(`requestLog: ${quote(config.requestLog)},`)
  if (config.traces !== undefined) out.line(`traces: ${module.shim('otlpTraces')}(${literal({ ...config.traces })}),`)
  out.line(router === 'router' ? 'router,' : `router: ${router},`)
  emitStatic(module, out)
  if (sockets.length > 0) out.line('sockets,')
  emitAround(module, out, router, sockets.length > 0)
  emitTransport(out, module, routes, watched)
  out.line('gctx,')
  if (ir.modules.length > 0) out.line('modules,')
  return out.close('})').toString()
}

/** What logs and traces leave out: members that are sensitive somewhere, by their names, and paths with such parameters. */
function emitSecrets(module: ServerModule, out: ReturnType<typeof text>): void {
  const { ir } = module
  const names = [...new Set([...(ir.config.redact ?? []), ...secretNames(ir, ir.types)])]
  const paths = servedAt(ir).flatMap(({ path, request }, number) =>
    (request.params ?? []).some(({ type }) => isSensitive(type, ir.types)) ? [[number, path]] : [],
  )
  if (names.length + paths.length === 0) return
  out.line(`${module.shim('hideSecrets')}(${literal(names)}, ${literal(Object.fromEntries(paths))})`).line()
}

/** An app that never looks at it has a `gctx` with what the server itself needs. */
function emitContext(module: ServerModule, out: ReturnType<typeof text>): void {
  const { ir } = module
  const isRead = module.appReadsContext() || ir.modules.length > 0 || ir.env !== undefined || ir.sockets !== undefined
  out.open(`const gctx = ${module.shim(isRead ? 'globalContext' : 'serverContext')}({`)
  out.open('routes: [')
  for (const { id } of [...servedAt(ir), ...(ir.chains?.pinned ?? [])]) out.line(`${quote(id)},`)
  out.close('],')
  if (isRead) out.line(`config: ${literal(ir.config.values ?? {})},`).line(`env: ${environment(module)},`)
  out.close('})').line()
}

function emitSockets(
  module: ServerModule,
  out: ReturnType<typeof text>,
  sockets: readonly BootedSocket[],
  watched: boolean,
): void {
  const { webSocket, transport } = module.ir.config
  if (sockets.length === 0 || webSocket === undefined) return
  for (const { socket, ...emitted } of sockets) emitSocketEndpoint(out, module, socket, emitted)
  const { idleTimeout, backpressureLimit, closeOnBackpressureLimit } = webSocket
  const on = transportsOf(transport, watched)
  out.open(`const sockets = ${module.shim('webSockets')}(gctx, {`)
  out.line(`idleTimeout: ${idleTimeout},`)
  out.line(`backpressureLimit: ${backpressureLimit},`)
  out.line(`closeOnBackpressureLimit: ${closeOnBackpressureLimit},`)
  out.line(`endpoints: [${sockets.map(({ endpoint }) => endpoint).join(', ')}],`)
  for (const kind of on) out.line(`${kind}: ${module.shim(`${kind}Sockets`)},`)
  out.close('})').line()
}

function emitStatic(module: ServerModule, out: ReturnType<typeof text>): void {
  const folders = module.ir.config.static ?? []
  if (folders.length === 0) return
  out.open(`serveStatic: ${module.shim('staticFolders')}([`)
  for (const { output, folder: _source, ...options } of folders) out.line(`${literal({ ...options, folder: output })},`)
  out.close(']),')
}

/** What local contexts, and limits by address, believe of who calls. */
function emitClients(module: ServerModule, out: ReturnType<typeof text>): void {
  if (!module.uses('Lctx') && !module.uses('rateLimit') && !module.uses('storedRateLimit')) return
  const { proxies, requestId } = module.ir.config
  if (proxies !== undefined) {
    const trusted = typeof proxies.trusted === 'number' ? String(proxies.trusted) : literal([...proxies.trusted])
    out.line(`${module.shim('Lctx')}.proxies = ${module.shim('trustedProxies')}(${trusted}, ${quote(proxies.header)})`)
  }
  if (requestId !== undefined) out.line(`${module.shim('Lctx')}.requestIdHeader = ${quote(requestId.header)}`)
  if (proxies !== undefined || requestId !== undefined) out.line()
}

/** What is done for every request before it is known which route answers it. */
function emitAround(module: ServerModule, out: ReturnType<typeof text>, router: string, hasSockets: boolean): void {
  const { cors, headers, requestId } = module.ir.config
  const around: string[] = []
  if (hasSockets) around.push(`${module.shim('dispatchSockets')}(${router}.WS)`)
  if (module.ir.history !== undefined) around.push('versions')
  around.push(...compression(module))
  if (cors !== undefined) around.push(`${module.shim('cors')}(${literal({ ...corsOfVersions(module, cors) })}, ${router})`)
  if (requestId?.answer === true) around.push(`${module.shim('answerRequestIds')}(${quote(requestId.header)})`)
  if (headers !== undefined) around.push(`${module.shim('commonHeaders')}(${literal(headers.flat())})`)
  if (around.length === 0) return
  out.open('around: [')
  for (const wrap of around) out.line(`${wrap},`)
  out.close('],')
}

function compression(module: ServerModule): string[] {
  const { config, routes } = module.ir
  if (config.compression === undefined) return []
  const { everywhere, threshold, codings } = config.compression
  const left = routes.flatMap((route, number) => ((route.compression ?? everywhere) ? [] : [number]))
  const except = everywhere ? left : [-1, ...left]
  const rules = { threshold, codings: [...codings], ...(except.length > 0 && { except }) }
  return [`${module.shim('compression')}(${literal(rules)})`]
}

function environment(module: ServerModule): string {
  if (module.ir.env === undefined) return '{}'
  const { parse, explain } = module.values.coerce(module.ir.env.properties, 'env', 'env')
  return `${module.shim('readEnvironment')}(${parse}, ${explain})`
}

function emitModules(module: ServerModule, out: ReturnType<typeof text>): void {
  if (module.ir.modules.length === 0) return
  out.line(comment('A module stands after everything that it depends on.'))
  out.open(`const modules = ${module.shim('moduleSet')}(gctx, [`)
  for (const { name, source, form } of module.ir.modules) {
    const value = module.source(form === 'namespace' ? { ...source, exportName: '*' } : source, `${name} module`)
    out.line(`${module.shim(WIRED_BY[form])}(${quote(name)}, ${value}), ${comment(`${source.file}:${source.location.line}`)}`)
  }
  out.close('])').line()
}
