/** JSON answers with an `ETag` of their text: a client that has it already is told so, with 304 and nothing more. */
import type { Exchange, HeaderList } from '../transport/index.ts'
import { lists } from './conditions.ts'
import { nodeCrypto } from './node-crypto.ts'
import { JSON_TYPE, jsonText, UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'

export function sendTaggedJson(exchange: Exchange, res: Res, stringify: (value: any) => string): void {
  if (res.content !== 'json') throw new UndeclaredReply(res)
  send(exchange, res.headerList, res.contentType ?? JSON_TYPE, jsonText(stringify(res.body)))
}

export function answerTaggedJson(exchange: Exchange, text: string | undefined): void {
  send(exchange, null, JSON_TYPE, jsonText(text))
}

function send(exchange: Exchange, own: HeaderList | null, contentType: string, text: string): void {
  const at = own === null ? -1 : own.findIndex((name, index) => index % 2 === 0 && name === 'etag')
  // Weak: compressed on the way, the same text is other bytes.
  const etag = at === -1 ? `W/"${nodeCrypto().createHash('sha1').update(text).digest('base64url')}"` : own![at + 1]!
  const headers = at === -1 ? [...(own ?? []), 'etag', etag] : own
  const known = exchange.kept?.['if-none-match'] ?? ''
  if (known !== '' && lists(known, etag, false)) exchange.send(304, headers, null, null)
  else exchange.send(200, headers, contentType, text)
}
