/** What a server tells a tracer of its requests. Only the type is in servers that do not trace. */
import type { ExchangeCore } from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import type { ServerContext } from './server-context.ts'

export interface Traces {
  /** Around everything else, begins while the request can be read. */
  readonly around: Around
  /** Called when the answer left; status 0: there was none. */
  end(exchange: ExchangeCore, status: number): void
  /** Sends what is there. Called once, at the end of the process. */
  flush(): Promise<void>
}

export interface TracedApp {
  readonly name: string
  readonly version: string
  readonly gctx: Pick<ServerContext, 'metrics'>
}

/** The place of a request in a trace, found again as `exchange.trace`. */
export interface TraceContext {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}
