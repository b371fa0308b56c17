/** `@gati-framework/core/transport`: HTTP between the network and an app, over uWebSockets.js or node:http with the same answers. */

export { type Choice, chooseTransport, type TransportName } from './choose.ts'
export type {
  AbortReason,
  AnswerStream,
  BodyFlow,
  BodySink,
  Dispatch,
  Exchange,
  HeaderList,
  Listening,
  Transport,
  TransportOptions,
} from './exchange.ts'
export { type InheritedConnections, inheritedConnections } from './node/inherited.ts'
export { reasonPhrase } from './status.ts'
