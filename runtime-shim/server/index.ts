/** `@gati-framework/core/server`: what an emitted server calls. A function that an app does not need is not in its server. */
export {
  autoTransport,
  nodeBodies,
  nodeBodyStreams,
  nodeHead,
  nodeSockets,
  nodeStreams,
  nodeTransport,
  uwsBodies,
  uwsBodyStreams,
  uwsHead,
  uwsSockets,
  uwsStreams,
  uwsTransport,
} from '../transport/index.ts'
export { allowOf } from './allow.ts'
export { apiVersions, type VersionPlan } from './api-versions.ts'
export { acceptsJson, decodeText, MALFORMED, parseForm, parseJson, parseUndeclared } from './body.ts'
export { receiveStream } from './body-stream.ts'
export { rescue, through, whenThrough } from './chain.ts'
export { commonHeaders } from './common-headers.ts'
export { type CompressionRules, compression } from './compression.ts'
export { createCookies } from './cookies.ts'
export { type CorsRules, cors } from './cors.ts'
export { createDispatch, type Router } from './dispatch.ts'
export { loadDotEnv, readEnvironment } from './environment.ts'
export { sendEvents } from './events.ts'
export { fail } from './fail.ts'
export { failDeclared } from './fail-declared.ts'
export { sendFile } from './files.ts'
export { globalContext } from './global-context.ts'
export { shakeHands, upgradeRequired } from './handshake.ts'
export { type IdempotencyRules, idempotencyKeys, partsText } from './idempotency.ts'
export { answerLater, isPromise, later, settle } from './later.ts'
export { Lctx } from './local-context.ts'
export { acceptsForm, acceptsMultipart, acceptsText } from './media-type.ts'
export { calledModule, definedModule, moduleSet, plainModule } from './modules.ts'
export { explainFiles, type FileRule, type Parts, readMultipart, takeFiles } from './multipart.ts'
export { sendNegotiated } from './negotiate.ts'
export { otlpTraces } from './otlp.ts'
export { trustedProxies } from './proxies.ts'
export { keyedRateLimit, type RateLimitRules, rateLimit, type StoredRateLimitRules, storedRateLimit } from './rate-limit.ts'
export {
  invalid,
  invalidRequest,
  malformedBody,
  malformedForm,
  malformedJson,
  malformedPath,
  malformedQuery,
  malformedText,
  unsupportedMediaType,
} from './refuse.ts'
export { answerEmpty, answerJson, sendBytes, sendEmpty, sendJson, sendText, UndeclaredReply } from './reply.ts'
export { answerRequestIds } from './request-ids.ts'
export { Res } from './res.ts'
export { hideSecrets } from './secrets.ts'
export { type FoundSegment, type SegmentRow, segmentTable } from './segments.ts'
export { serverContext } from './server-context.ts'
export { dispatchSockets, openSocket, socketEndpoint, webSockets } from './sockets.ts'
export { type ServerPlan, start } from './start.ts'
export { staticFolders } from './static-folders.ts'
export { answerStream, sendStream } from './stream.ts'
export { answerTaggedJson, sendTaggedJson } from './tagged.ts'
export {
  answerNotRewritten,
  checksTransforms,
  isRefused,
  requestNotRewritten,
  rewriteAnswer,
  sendRewritten,
  transformUnfit,
  versionRouter,
} from './transforms.ts'
export { watched } from './watched.ts'
