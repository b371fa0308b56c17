/** What does an app's server look like? One readable module: a function for each route, a router, and the start. */
import { type AppIR, type Route, type SocketRoute, shapeOf } from '../../compiler/ir/index.ts'
import { comment } from '../code/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { emitRouter, type RouterEntry } from '../router/index.ts'
import { emitBoot } from './boot.ts'
import { emitOlderRoutes } from './chained/index.ts'
import { type ServerModule, serverModule } from './module.ts'
import { type EmittedRoute, emitRoute } from './route.ts'
import { canonicalSegments } from './segments.ts'
import { type EmittedSocket, emitSocket } from './socket.ts'

export interface ServerOptions {
  readonly gaticVersion: string
  /** For `gatic watch`, whose process listens in the server's place. */
  readonly watched?: boolean
}

/** The linker bundles this file; it is also where readers find what was made of their handlers. */
export const SERVER_ENTRY = 'server.entry.mjs'
/** Imported before anything else, so that `.env` is there when the app's own modules are evaluated. */
export const ENVIRONMENT_ENTRY = 'environment.mjs'

export function emitServer(ir: AppIR, options: ServerOptions): EmittedFile[] {
  return [
    { path: SERVER_ENTRY, text: serverText(ir, options) },
    { path: ENVIRONMENT_ENTRY, text: environmentText(options) },
  ]
}

const environmentText = ({ watched = false }: ServerOptions): string => {
  const calls = watched ? ['loadDotEnv', 'watched'] : ['loadDotEnv']
  return `import { ${calls.join(', ')} } from '@gati-framework/core/server'\n\n${calls.map((call) => `${call}()\n`).join('')}`
}

function serverText(ir: AppIR, { gaticVersion, watched = false }: ServerOptions): string {
  const module = serverModule(ir, watched)
  const routes = ir.routes.map((route, number) => ({ route, ...emitRoute(module, route, number) }))
  const sockets = (ir.sockets ?? []).map((socket, number) => ({
    socket,
    ...emitSocket(module, socket, ir.routes.length + number),
  }))
  const older = emitOlderRoutes(module)
  const router = emitRouter(
    [...older.inPlace(routes.map(entryOf)), ...sockets.flatMap((socket) => socketEntries(module, socket))],
    module.names,
    module.shim,
  )
  const elsewhere = older.elsewhere(router.name)
  const code = [...[...routes, ...sockets].map((served) => served.code), ...older.code()]
  const boot = emitBoot(module, { router: elsewhere?.name ?? router.name, routes: code.join(''), sockets, watched })
  const values = module.renderValues()
  const header = comment(
    `Emitted by gatic ${gaticVersion} from ${ir.name}. Do not edit: change the handlers it names and build again.`,
  )
  const sections = [
    [`import './${ENVIRONMENT_ENTRY}'`, ...module.imports()].join('\n'),
    module.constants(),
    ...code,
    router.code,
    elsewhere?.code ?? '',
    values,
    boot,
  ]
  return `${header}\n${sections
    .map((section) => section.trim())
    .filter((section) => section !== '')
    .join('\n\n')}\n`
}

const entryOf = ({ route, name }: EmittedRoute & { readonly route: Route }): RouterEntry => ({
  method: route.method,
  segments: canonicalSegments(route.segments),
  call: name,
})

/** A `GET` of its path that is no upgrade, where no route has it, is told what it would have to be. */
function socketEntries(module: ServerModule, { socket, name }: EmittedSocket & { readonly socket: SocketRoute }): RouterEntry[] {
  const segments = canonicalSegments(socket.segments)
  const upgrade = { method: socket.method, segments, call: name }
  const shape = shapeOf(socket.segments)
  const isAnswered = module.ir.routes.some((route) => route.method === 'GET' && shapeOf(route.segments) === shape)
  return isAnswered ? [upgrade] : [upgrade, { method: 'GET', segments, call: module.shim('upgradeRequired') }]
}

export type { ServerModule }
