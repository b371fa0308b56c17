/** Which body a route takes, by the request's content-type. Each says too that there may be none: whether that is right, the validator knows. */
import type { Exchange } from '../transport/index.ts'

const FORM = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i
const MULTIPART = /^multipart\/form-data\s*(?:;|$)/i
const TEXT = /^text\/plain\s*(?:;\s*(?:charset="?(?:utf-8|us-ascii)"?|format=\w+|delsp=\w+)\s*)*$/i

export const acceptsForm = (exchange: Exchange): boolean => accepts(exchange, FORM)
export const acceptsMultipart = (exchange: Exchange): boolean => accepts(exchange, MULTIPART)
export const acceptsText = (exchange: Exchange): boolean => accepts(exchange, TEXT)

function accepts(exchange: Exchange, mediaType: RegExp): boolean {
  const contentType = exchange.header('content-type')
  return contentType === '' ? !hasBody(exchange) : mediaType.test(contentType)
}

export function hasBody(exchange: Exchange): boolean {
  if (exchange.header('transfer-encoding') !== '') return true
  const length = exchange.header('content-length')
  return length !== '' && length !== '0'
}
