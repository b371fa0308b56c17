/** HTTP over node:http, the transport that is always there. */
import type { Transport } from '../exchange.ts'
import { NodeServer } from './server.ts'

export const nodeTransport: Transport = {
  name: 'node',
  listen: (dispatch, options) => new NodeServer(dispatch, options).listen(),
}
