/** What the shim exports, and what each of it needs. */

/** Names are checked against what the shim really exports. */
export type ShimName = keyof typeof import('../../runtime-shim/server/index.ts')

/** What exchanges can do beyond the common. A server is given the parts that it uses: see transport.ts. */
export type Part = 'Head' | 'Bodies' | 'BodyStreams' | 'Streams'

/** How code is seen to use a part. */
const CALLS: Readonly<Record<Part, RegExp>> = {
  Head: /\bexchange\.(?:headers?|remoteAddress)\(/,
  Bodies: /\bexchange\.read(?:Text|Bytes)\(/,
  BodyStreams: /\bexchange\.readStream\(/,
  Streams: /\bexchange\.stream\b/,
}

export const partsCalled = (code: string): readonly Part[] =>
  (Object.keys(CALLS) as Part[]).filter((part) => CALLS[part].test(code))

/**
 * The parts that each function uses, which shim.test.ts finds in the functions themselves. All names are taken before any local
 * is named: a path parameter called `fail` must not hide the function.
 */
export const SHIM: Readonly<Record<ShimName, readonly Part[]>> = {
  acceptsForm: ['Head'],
  acceptsJson: ['Head'],
  acceptsMultipart: ['Head'],
  acceptsText: ['Head'],
  allowOf: [],
  answerEmpty: [],
  answerJson: [],
  answerRequestIds: ['Head'],
  answerStream: ['Streams'],
  answerTaggedJson: [],
  autoTransport: [],
  calledModule: [],
  commonHeaders: [],
  cors: ['Head'],
  createCookies: [],
  createDispatch: [],
  decodeText: [],
  definedModule: [],
  dispatchSockets: [],
  explainFiles: [],
  fail: [],
  globalContext: [],
  invalid: [],
  invalidRequest: [],
  isPromise: [],
  later: [],
  Lctx: ['Head'],
  loadDotEnv: [],
  MALFORMED: [],
  malformedBody: [],
  malformedForm: [],
  malformedJson: [],
  malformedPath: [],
  malformedQuery: [],
  malformedText: [],
  moduleSet: [],
  nodeBodies: [],
  nodeBodyStreams: [],
  nodeHead: [],
  nodeSockets: [],
  nodeStreams: [],
  nodeTransport: [],
  openSocket: [],
  otlpTraces: ['Head'],
  parseForm: [],
  parseJson: [],
  parseUndeclared: [],
  plainModule: [],
  readEnvironment: [],
  readMultipart: ['Head', 'BodyStreams'],
  receiveStream: ['BodyStreams'],
  Res: [],
  rescue: [],
  sendBytes: [],
  sendEmpty: [],
  sendEvents: ['Streams'],
  sendFile: ['Streams'],
  sendJson: [],
  sendNegotiated: [],
  sendStream: ['Streams'],
  sendTaggedJson: [],
  sendText: [],
  serverContext: [],
  settle: [],
  shakeHands: ['Head'],
  socketEndpoint: ['Head'],
  start: [],
  staticFolders: ['Head', 'Streams'],
  takeFiles: [],
  through: [],
  trustedProxies: ['Head'],
  UndeclaredReply: [],
  unsupportedMediaType: [],
  upgradeRequired: ['Head'],
  uwsBodies: [],
  uwsBodyStreams: [],
  uwsHead: [],
  uwsSockets: [],
  uwsStreams: [],
  uwsTransport: [],
  watched: [],
  whenThrough: [],
  webSockets: [],
}
