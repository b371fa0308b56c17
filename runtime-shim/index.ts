/** `@gati-framework/core`: what an app imports. Types, and the few values that an author writes down. */

export type * from '@gati-framework/types'
export type * from './authoring/index.ts'
export { defineConfig, defineModule, defineVersion } from './define.ts'
export { HttpError, type HttpErrorOptions } from './http-error.ts'
export { InvalidRequest, type InvalidRequestProblem, type RequestIssue } from './invalid-request.ts'
export { LifecyclePriority } from './lifecycle-priority.ts'
export type * from './socket.ts'
export type { IdempotencyStore, RateLimitState, RateLimitStore } from './stores.ts'
export {
  InvalidValue,
  type JsonOf,
  type ValidationIssue,
  type Validator,
  ValidatorNotCompiled,
  type ValidatorOptions,
  validator,
} from './validator.ts'
export type * from './version-step.ts'
