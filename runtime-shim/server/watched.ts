/**
 * A server under `gatic watch`: the parent process has the listening socket, sends connections and says when another version takes
 * over. Only servers that `gatic watch` runs call this; others carry none of it.
 *
 *   parent -> server   connection (with its socket)  cover {html}  state {values}  retire  inspect {port}  stop
 *   server -> parent   ready  unhealthy {checks}  connection (given back)  state {values}  retired  taken  inspect {open}
 */
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Exchange, type InheritedConnections, inheritedConnections, type Transport } from '../transport/index.ts'
import { log } from './logger.ts'
import type { WiredModule } from './modules.ts'
import { JSON_TYPE } from './reply.ts'
import type { Running } from './shutdown.ts'
import { chooseBy } from './start.ts'

type Tell = (gatic: string, fields?: object) => void
type States = Readonly<Record<string, unknown>>
type Message =
  | { readonly gatic: 'connection' }
  | { readonly gatic: 'cover'; readonly html: string | null }
  | { readonly gatic: 'state'; readonly values: States }
  | { readonly gatic: 'retire' | 'stop' }
  | { readonly gatic: 'inspect'; readonly port: number | null }

/** Does nothing where no `gatic watch` is the parent. */
export function watched(): void {
  if (process.env['GATIC_WATCH'] !== 'ipc' || process.send === undefined) return
  const connections = inheritedConnections()
  const tell: Tell = (gatic, fields = {}) => void process.send!({ gatic, ...fields })
  chooseBy((choose) => {
    // Whoever listens, exchanges get by it the parts that the app needs.
    choose(undefined, '')
    return {
      transport: describing(connections.transport),
      reason: 'gatic watch hands its connections on',
      async started({ lifecycle, modules: set }: Running) {
        const modules = set?.list ?? []
        process.on('message', (message: Message, socket?: Socket) => {
          switch (message.gatic) {
            case 'connection':
              return socket && connections.accept(socket)
            case 'cover':
              return connections.cover(message.html)
            case 'state':
              return void takeOver(modules, message.values).then(() => tell('taken'))
            case 'retire':
              return void retire(connections, modules, tell)
            case 'inspect':
              return void inspect(message.port).then((open) => tell('inspect', { open }))
            case 'stop':
              return void process.emit('SIGTERM', 'SIGTERM')
          }
        })
        // Without the parent nobody comes to this server any more.
        process.once('disconnect', () => process.emit('SIGTERM', 'SIGTERM'))
        const results = await lifecycle.checkHealth()
        const failing = results.filter(([, { status }]) => status === 'fail').map(([name]) => name)
        if (failing.length > 0) tell('unhealthy', { checks: failing })
      },
    }
  })
}

/** In development the app's OpenAPI document, which lies beside the server, is served as well; pages of other origins may read it. */
const describing = (transport: Transport): Transport => ({
  ...transport,
  listen: (dispatch, options) =>
    transport.listen((exchange) => (isForDocument(exchange) ? sendDocument(exchange) : dispatch(exchange)), options),
})

const isForDocument = ({ path, method }: Exchange): boolean =>
  path === '/_openapi.json' && (method === 'GET' || method === 'HEAD')

function sendDocument(exchange: Exchange): void {
  const text = readFileSync(fileURLToPath(new URL('./openapi.json', import.meta.url)), 'utf8')
  exchange.send(200, ['cache-control', 'no-store', 'access-control-allow-origin', '*'], JSON_TYPE, text)
}

/** Messages keep their order: with `retired` every connection that was given back has arrived. */
async function retire(connections: InheritedConnections, modules: readonly WiredModule[], tell: Tell): Promise<void> {
  const gone = connections.retire(giveBack)
  if (!modules.some(({ definition }) => definition?.handover !== undefined)) tell('state', { values: {} })
  else
    await gone.then(async () => {
      tell('state', { values: await handOver(modules) })
    })
  await gone
  tell('retired')
}

/** Not read any more, and closed here once it has arrived there. */
const giveBack = (socket: Socket, left: () => void): void =>
  void process.send!({ gatic: 'connection' }, socket, { keepOpen: false }, left)

/** What the modules have to leave to their successors: of each that has a `handover`, as far as JSON can tell it. */
async function handOver(modules: readonly WiredModule[]): Promise<States> {
  const values: Record<string, unknown> = Object.create(null)
  for (const { name, definition } of modules) {
    if (definition?.handover === undefined) continue
    try {
      const value: unknown = JSON.parse(JSON.stringify((await definition.handover()) ?? null))
      if (value !== null) values[name] = value
    } catch (error) {
      log.error('a module failed to hand its state over', { module: name, error })
    }
  }
  return { ...values }
}

async function takeOver(modules: readonly WiredModule[], values: States): Promise<void> {
  for (const { name, definition } of modules) {
    if (definition?.takeover === undefined || !Object.hasOwn(values, name)) continue
    try {
      await definition.takeover(values[name])
    } catch (error) {
      log.error('a module failed to take the state of its predecessor over', { module: name, error })
    }
  }
}

/** Opens the inspector where a debugger finds each version in turn, or closes it. False: the port is not free. */
async function inspect(port: number | null): Promise<boolean> {
  const inspector = await import('node:inspector')
  if (inspector.url() !== undefined) inspector.close()
  if (port === null) return true
  inspector.open(port, '127.0.0.1')
  return inspector.url() !== undefined
}
