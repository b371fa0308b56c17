/** The start of a server process: transport, modules, startup hooks, and then it listens. */
import type {
  Choice,
  ChooseTransport,
  Dispatch,
  ExchangeCore,
  Listening,
  SocketSupport,
  Transport,
  TransportOptions,
} from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import { clock, createDispatch, type Router } from './dispatch.ts'
import { ownPaths } from './health.ts'
import { log } from './logger.ts'
import type { ModuleSet } from './modules.ts'
import { logRequest, type RequestLog, requestLogOf } from './request-log.ts'
import type { ServerContext } from './server-context.ts'
import { listenError, requestedTransport, type Settings, StartError, settings } from './settings.ts'
import { type Running, stopOnSignals } from './shutdown.ts'
import type { ServeStatic } from './static-folders.ts'
import type { TracedApp, Traces } from './traces.ts'

/** What the emitted server is, beside its route functions. */
export interface ServerPlan extends Settings {
  readonly name: string
  readonly version: string
  readonly transport: ChooseTransport
  /** Milliseconds. */
  readonly shutdownTimeout: number
  readonly router: Router
  readonly serveStatic?: ServeStatic
  /** Around everything that is dispatched, innermost first. */
  readonly around?: readonly Around[]
  /** Which requests are logged; `GATI_REQUEST_LOG` overrides it. */
  readonly requestLog?: RequestLog
  readonly traces?: (app: TracedApp) => Traces | undefined
  readonly sockets?: SocketSupport
  readonly gctx: ServerContext
  readonly modules?: ModuleSet
}

interface Chosen extends Choice {
  /** Told when the app is there. Rejects never. */
  started?(running: Running): Promise<void>
}

type Chooser = (choose: ChooseTransport) => Chosen

let chosen: Chooser = fromEnvironment

/** Somebody else listens: `watched.ts`. */
export const chooseBy = (chooser: Chooser): void => {
  chosen = chooser
}

export async function start(plan: ServerPlan): Promise<void> {
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error })
    process.exit(1)
  })
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error }))
  try {
    const { port, host } = settings(plan, process.env)
    const { transport, reason, started } = chosen(plan.transport)
    const traces = plan.traces?.(plan)
    const listening = await run(plan, transport, host, port, traces)
    const running = { listening, lifecycle: plan.gctx.lifecycle, modules: plan.modules, timeout: plan.shutdownTimeout, traces }
    stopOnSignals(running)
    await started?.(running)
    logListening(plan, listening, reason)
    // Waited for by a parent that gave us a channel: `gatic watch`, or a process manager such as pm2 (wait_ready).
    process.send?.('ready')
  } catch (error) {
    if (error instanceof StartError) log.error(error.message)
    else log.error('the server did not start', { error })
    process.exit(1)
  }
}

function fromEnvironment(choose: ChooseTransport): Chosen {
  const requested = requestedTransport(process.env)
  try {
    return choose(requested, import.meta.dirname)
  } catch (error) {
    throw new StartError((error as Error).message)
  }
}

async function run(plan: ServerPlan, transport: Transport, host: string, port: number, traces?: Traces): Promise<Listening> {
  const { gctx, modules } = plan
  await modules?.init()
  try {
    await gctx.lifecycle.start()
    return await listen(plan, transport, host, port, traces)
  } catch (error) {
    await modules?.shutDown()
    throw error
  }
}

async function listen(plan: ServerPlan, transport: Transport, host: string, port: number, traces?: Traces): Promise<Listening> {
  const { router, gctx, serveStatic } = plan
  let listening: Listening | undefined
  const routed = createDispatch(
    router,
    ownPaths(gctx, () => listening?.inFlight() ?? 0),
    serveStatic,
  )
  const dispatch = (plan.around ?? []).reduce<Dispatch>((inner, wrap) => wrap(inner), routed)
  const logged = requestLogOf(plan.requestLog)
  const options: TransportOptions = {
    host,
    port,
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
    keepAliveTimeout: 65_000,
    ...(plan.sockets && { sockets: plan.sockets }),
    onFinish: (exchange, status) => finish(gctx, exchange, status, logged, traces),
    onClientError: (status, reason) => {
      gctx.metrics.observe(-1, status, 0, 0, 0)
      log.debug('malformed request', { status, reason })
    },
  }
  try {
    listening = await transport.listen(traces?.around(dispatch) ?? dispatch, options)
    return listening
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, host, port)
  }
}

function finish(gctx: ServerContext, exchange: ExchangeCore, status: number, logged: RequestLog, traces?: Traces): void {
  const seconds = exchange.startedAt === 0 ? 0 : (clock.now() - exchange.startedAt) / 1000
  gctx.metrics.observe(exchange.route, status, seconds, exchange.bytesIn, exchange.bytesOut)
  if (exchange.context !== null) (exchange.context as { finished(): void }).finished()
  if (traces !== undefined) traces.end(exchange, status)
  if (logged !== 'off') logRequest(logged, exchange, status, seconds)
}

function logListening(plan: ServerPlan, { host, port, transport }: Listening, reason: string): void {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  log.info('listening', {
    name: plan.name,
    version: plan.version,
    url,
    port,
    transport,
    reason,
    startedIn: Math.round(performance.now()),
  })
}
