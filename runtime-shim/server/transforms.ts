/** Routes as clients of older versions know them: what happens where src/versions does not give what it should. */
import { HttpError } from '../http-error.ts'
import type { Exchange } from '../transport/index.ts'
import type { Router } from './dispatch.ts'
import { fail } from './fail.ts'
import type { Send } from './fail-declared.ts'
import { log } from './logger.ts'
import { Problem } from './problem.ts'
import type { Res } from './res.ts'

const TRANSFORM_FAILED = [500, 'transform_failed', 'The server could not serve this version'] as const

/** Whether what each transform gives is checked; the emitted server asks once, and not under `gatic watch`, where it always is. */
export const checksTransforms = (): boolean => /^(1|true)$/i.test(process.env['GATI_CHECK_TRANSFORMS'] ?? '')

class Unfit extends Error {
  readonly issues: readonly object[]
  constructor(issues: readonly object[]) {
    super('a transform gave what its version does not have')
    this.name = 'Unfit'
    this.issues = issues
  }
}

/** What a transform gave is not of its contract. */
export const transformUnfit = (route: string, file: string, issues: readonly object[]): Problem =>
  failed(route, file, new Unfit(issues))

function failed(route: string, file: string, error: unknown): Problem {
  if (error instanceof Problem) return error
  log.error('a transform failed', { route, file, ...(error instanceof Unfit ? { issues: error.issues } : {}), error })
  return new Problem(TRANSFORM_FAILED)
}

/** Answers of requests that a transform refused. */
const refused = new WeakSet<Res>()
export const isRefused = (res: Res): boolean => refused.has(res)

/**
 * A refusal by a transform of a request is answered as it is: it knows what its clients expect, and is not rewritten. Everything else
 * is the server's failure.
 */
export function requestNotRewritten(res: Res, route: string, file: string, error: unknown): unknown {
  const isRefusal = error instanceof HttpError && !(error instanceof Problem) && error.status >= 400 && error.status <= 499
  if (!isRefusal) return failed(route, file, error)
  refused.add(res)
  return error
}

export const answerNotRewritten = (route: string, file: string, error: unknown): Problem => failed(route, file, error)

/** Keeps what clients of the version are answered in place of what the handler answered. */
export function rewriteAnswer(res: Res, status: number, body: unknown): void {
  res.statusCode = status
  res.body = body
  if (body === undefined) res.content = 'none'
  else if (res.content === 'none') res.content = 'json'
}

/** Sends an answer when it is rewritten. */
export async function sendRewritten(
  exchange: Exchange,
  timeout: number,
  rewritten: Promise<void>,
  res: Res,
  send: Send,
): Promise<void> {
  exchange.defer(timeout)
  try {
    await rewritten
    send(exchange, res)
  } catch (error) {
    fail(exchange, error, res)
  }
}

/** `older`: by the index of a version, routes that are elsewhere now, or nowhere; asked before the newest. */
export function versionRouter(newest: Router, older: readonly (Router | null)[]): Router {
  const methods = new Set([newest, ...older].flatMap((router) => Object.keys(router ?? {})))
  for (const name of ['allow', 'WS']) methods.delete(name)
  const router: Record<string, unknown> = {
    ...newest,
    allow(path: string, exchange?: Exchange) {
      const own = older[exchange?.version ?? older.length]?.allow(path) ?? ''
      return own === '' ? newest.allow(path) : own
    },
  }
  for (const method of methods as Set<'GET'>)
    router[method] = (exchange: Exchange, path: string) =>
      older[exchange.version!]?.[method]?.(exchange, path) === true || newest[method]?.(exchange, path) === true
  return router as Router
}
