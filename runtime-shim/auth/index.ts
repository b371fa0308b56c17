/**
 * `@gati-framework/core/auth`: who sends a request? Middleware that finds it out from `Authorization`, for the config, a folder's
 * `_middleware.ts` or one route. Who was recognised is `lctx.state.auth`, and `lctx.refs.userId`.
 */
export { type BasicOptions, basicAuth } from './basic.ts'
export { type BearerOptions, bearerAuth } from './bearer.ts'
export type { AuthMiddleware, AuthProblem, Forbidden, Unauthorized } from './challenge.ts'
export { type JwtAlgorithm, type JwtKey, type JwtOptions, jwtAuth } from './jwt.ts'
export { safeEqual } from './safe-equal.ts'
