/** What a server tells a tracer of its requests. Only the type is in servers that do not trace. */
import type { Exchange, ExchangeCore } from '../transport/index.ts'

export interface Traces {
  /** Called first, while the request can be read. */
  begin(exchange: Exchange): void
  /** Called when the answer left; status 0: there was none. */
  end(exchange: ExchangeCore, status: number): void
  /** Sends what is there. Called once, at the end of the process. */
  flush(): Promise<void>
}

export interface TracedApp {
  readonly name: string
  readonly version: string
  readonly instance: string
  /** By number: `GET /users/:id`. */
  readonly routes: readonly string[]
}

/** The place of a request in a trace, found again as `exchange.trace`. */
export interface TraceContext {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}
