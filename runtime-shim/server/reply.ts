/** How a kept answer leaves: one function for each kind of content, called by the route's switch over its declared statuses. */
import type { Exchange } from '../transport/index.ts'
import type { Res } from './res.ts'

export const JSON_TYPE = 'application/json'
export const TEXT_TYPE = 'text/plain; charset=utf-8'
export const BYTES_TYPE = 'application/octet-stream'

export function sendJson(exchange: Exchange, res: Res, stringify: (value: any) => string): void {
  if (res.content !== 'json') throw new UndeclaredReply(res)
  exchange.send(res.statusCode, res.headerList, res.contentType ?? JSON_TYPE, jsonText(stringify(res.body)))
}

export function sendText(exchange: Exchange, res: Res): void {
  if (res.content !== 'text' || typeof res.body !== 'string') throw new UndeclaredReply(res)
  exchange.send(res.statusCode, res.headerList, res.contentType ?? TEXT_TYPE, res.body)
}

export function sendBytes(exchange: Exchange, res: Res): void {
  if (res.content !== 'bytes' || !(res.body instanceof Uint8Array)) throw new UndeclaredReply(res)
  exchange.send(res.statusCode, res.headerList, res.contentType ?? BYTES_TYPE, res.body)
}

export function sendEmpty(exchange: Exchange, res: Res): void {
  if (res.content !== 'none') throw new UndeclaredReply(res)
  exchange.send(res.statusCode, res.headerList, null, null)
}

/** 200 with a value that a handler returned, where no `Res` is needed. */
export function answerJson(exchange: Exchange, text: string | undefined): void {
  exchange.send(200, null, JSON_TYPE, jsonText(text))
}

/** 204, for a handler that returned nothing. */
export const answerEmpty = (exchange: Exchange): void => exchange.send(204, null, null, null)

/** `JSON.stringify` gives no text for `undefined`, functions and symbols: none of them is an answer. */
export function jsonText(text: string | undefined): string {
  if (text === undefined) throw new TypeError('the handler answered with a value that has no JSON form')
  return text
}

/** What was answered is not in the route's contract; nothing of it may leave, since nothing says what of it is public. */
export class UndeclaredReply extends Error {
  constructor(res: Res) {
    const content = res.content === 'none' ? 'without a body' : `with ${res.content}`
    super(
      res.answered
        ? `the answer ${res.statusCode} ${content} is not declared by this route`
        : 'neither the handler nor its middleware answered',
    )
    this.name = 'UndeclaredReply'
  }
}
