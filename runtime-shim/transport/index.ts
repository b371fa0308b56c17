/** `@gati-framework/core/transport`: HTTP between the network and an app, over uWebSockets.js or node:http with the same answers. */

export { autoTransport, type Choice, type ChooseTransport, nodeTransport, type TransportName, uwsTransport } from './choose.ts'
export { addCommonFields, CommonFields } from './common-fields.ts'
export type {
  AbortReason,
  AnswerStream,
  BodyFlow,
  BodySink,
  Dispatch,
  Exchange,
  ExchangeCore,
  HeaderList,
  Listening,
  Transport,
  TransportOptions,
} from './exchange.ts'
export { makeSingle } from './fields.ts'
export { nodeBodies } from './node/bodies.ts'
export { nodeBodyStreams } from './node/body-streams.ts'
export { nodeHead } from './node/head.ts'
export { type InheritedConnections, inheritedConnections } from './node/inherited.ts'
export { nodeSockets } from './node/sockets.ts'
export { nodeStreams } from './node/streams.ts'
export { isUpgrade, type SocketLink, type SocketListener, type SocketSupport, type UpgradeExchange } from './sockets.ts'
export { PROBLEM_TYPE, reasonPhrase } from './status.ts'
export { uwsBodies } from './uws/bodies.ts'
export { uwsBodyStreams } from './uws/body-streams.ts'
export { uwsHead } from './uws/head.ts'
export { uwsSockets } from './uws/sockets.ts'
export { uwsStreams } from './uws/streams.ts'
