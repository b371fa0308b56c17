/** One of several forms of an answer, as the client prefers. */
import type { Exchange } from '../transport/index.ts'
import { preferredType } from './accept.ts'
import { fail } from './fail.ts'
import { NOT_ACCEPTABLE, problemDocument, sendProblem } from './problem.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'

export type Variants = Readonly<Record<string, () => unknown>>

/** `writers`: for each declared type what makes text or bytes of its value. */
export function sendNegotiated(exchange: Exchange, res: Res, writers: Readonly<Record<string, (value: any) => unknown>>): void {
  if (res.content !== 'negotiated') throw new UndeclaredReply(res)
  const variants = res.body as Variants
  const accept = (exchange.kept as { readonly accept?: string } | null)?.accept ?? ''
  const offered = Object.keys(writers).filter((type) => Object.hasOwn(variants, type))
  const type = preferredType(accept, offered)
  res.header('vary', 'accept')
  if (type === undefined)
    return sendProblem(
      exchange,
      problemDocument(NOT_ACCEPTABLE, { detail: `It is there as ${offered.join(', ')}` }),
      res.headerList,
    )
  const write = (value: unknown): void => {
    const body = writers[type]!(value)
    if (typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError(`the answer as ${type} is neither text nor bytes`)
    exchange.send(res.statusCode, res.headerList, withCharset(type), body)
  }
  const value = variants[type]!()
  if (!(value instanceof Promise)) return write(value)
  value.then(write).catch((error: unknown) => fail(exchange, error, res))
}

const withCharset = (type: string): string => (type.startsWith('text/') && !type.includes(';') ? `${type}; charset=utf-8` : type)
