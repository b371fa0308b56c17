/** HTTP over node:http, the transport that is always there. */
import type { ExchangePart, Transport } from '../exchange.ts'
import { NodeExchange } from './exchange.ts'
import { NodeServer } from './server.ts'

/** `parts`: what the app needs beside the common. */
export function nodeHttp(parts: readonly ExchangePart[]): Transport {
  Object.assign(NodeExchange.prototype, ...parts)
  return {
    name: 'node',
    listen: (dispatch, options) => new NodeServer(dispatch, options).listen(),
  }
}
