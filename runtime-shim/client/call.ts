import { Unreadable } from './answer.ts'
import type { Call, CallOptions, ClientOptions, Failure, Outgoing, Problem, UnexpectedAnswer } from './contract.ts'

/** A call as an emitted function describes it. */
export interface Description {
  /** Percent-encoded, with its query: `/users/1?limit=2`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: RequestInit['body']
  /** By status, and `default`. */
  readonly replies: Readonly<Record<string | number, Reader>>
  /** Gives the request a key, by which it may be sent again; absent: the server heeds none. */
  readonly keyed?: (headers: Headers) => void
  /** Of answers that declare headers. */
  readonly told?: Readonly<Record<string | number, (headers: Headers) => unknown>>
}

/** The data of an answer. Throws {@link Unreadable} for a body that is not what was declared. */
export type Reader = (response: Response, request: Sent) => unknown

export interface Sent {
  readonly request: Outgoing
  /** Sends another request as this one was sent: through the same interceptors. */
  readonly send: (request: Outgoing) => Promise<Response>
  readonly options: CallOptions
}

type Settled =
  | { readonly ok: true; readonly status: number; readonly data: unknown; readonly response: Response }
  | { readonly ok: false; readonly status: number; readonly error: unknown; readonly response: Response }
  | Failure

/** `route`: `GET /users/:id`. `describe` may throw: what cannot be sent is `invalid`. */
export function call(
  client: ClientOptions,
  options: CallOptions | undefined,
  route: string,
  describe: () => Description,
): Call<Settled, unknown> {
  const result = settle(client, options ?? {}, route, describe)
  return Object.assign(result, { orThrow: () => result.then(dataOf) })
}

/** What `orThrow()` throws: any result of a route that is no success. */
export class ApiError extends Error {
  readonly result: Exclude<Settled, { ok: true }>
  constructor(result: Exclude<Settled, { ok: true }>) {
    const { status, error } = result
    super(error instanceof Error ? `${status}: ${error.message}` : `answered with ${status}`)
    this.name = 'ApiError'
    this.result = result
  }
}

function dataOf(result: Settled): unknown {
  if (result.ok) return result.data
  throw new ApiError(result)
}

async function settle(client: ClientOptions, options: CallOptions, route: string, describe: () => Description): Promise<Settled> {
  const aborter = new AbortController()
  const timeout = options.timeout ?? client.timeout
  const timer = timeout === undefined ? undefined : setTimeout(() => aborter.abort(), timeout)
  const failure = (status: 'network' | 'timeout' | 'aborted' | 'invalid', error: unknown): Settled => ({
    ok: false,
    status,
    error: error as Error,
  })
  try {
    const { signal } = options
    const described = describe()
    const request = outgoing(
      client,
      options,
      route,
      described,
      signal ? AbortSignal.any([signal, aborter.signal]) : aborter.signal,
    )
    try {
      const send = sender(client, options)
      const answer = async () => answered(await send(request), described, { request, send, options })
      return await Promise.race([answer(), aborted(request.signal)])
    } catch (error) {
      return failure(options.signal?.aborted ? 'aborted' : aborter.signal.aborted ? 'timeout' : 'network', error)
    }
  } catch (error) {
    return failure('invalid', error)
  } finally {
    clearTimeout(timer)
  }
}

/** Whoever waits, in an interceptor or in a `fetch` that heeds no signal, is waited for no longer. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

function outgoing(
  client: ClientOptions,
  options: CallOptions,
  route: string,
  described: Description,
  signal: AbortSignal,
): Outgoing {
  const headers = new Headers(client.headers)
  for (const [name, value] of Object.entries({ ...options.headers, ...described.headers }))
    if (value !== undefined) headers.set(name, value)
  described.keyed?.(headers)
  const { body } = described
  return {
    ...client.init,
    ...options.init,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
    route,
    baseUrl: client.baseUrl,
    path: described.path,
    url: client.baseUrl.replace(/\/$/, '') + described.path,
    method: route.slice(0, route.indexOf(' ')),
    headers,
    body: body ?? null,
    signal,
  }
}

function sender(client: ClientOptions, options: CallOptions): (request: Outgoing) => Promise<Response> {
  const { fetch = globalThis.fetch } = client
  return [...(client.use ?? []), ...(options.use ?? [])].reduceRight<(request: Outgoing) => Promise<Response>>(
    (next, interceptor) => (request) => interceptor(request, next),
    (request) => fetch(request.url, request),
  )
}

async function answered(response: Response, { replies, told = {} }: Description, sent: Sent): Promise<Settled> {
  const { status } = response
  const declared = status in replies ? status : 'default'
  const read = replies[declared]
  const readHeaders = told[declared]
  try {
    if (read !== undefined) {
      const value = await read(response, sent)
      const more = { response, ...(readHeaders && { headers: readHeaders(response.headers) }) }
      return status < 400 ? { ok: true, status, data: value, ...more } : { ok: false, status, error: value, ...more }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return unexpected(response, `the answer ${status} is not what ${sent.request.route} declares`, { cause: error.cause })
  }
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const problem = isProblem ? ((await response.json()) as Problem) : undefined
  return unexpected(response, `${sent.request.route} was answered with ${status}`, problem && { problem })
}

const unexpected = (response: Response, message: string, more: { problem?: Problem; cause?: unknown } = {}): Settled => ({
  ok: false,
  status: 'unexpected',
  error: Object.assign(new Error(message), { response, ...more }) satisfies UnexpectedAnswer,
})
