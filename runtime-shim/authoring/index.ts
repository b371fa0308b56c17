/**
 * What are handlers, middleware, modules and the configuration typed with? Types only.
 * The interfaces `Modules`, `Env`, `Config`, `LocalState` and `GlobalState` are empty here and filled by declaration merging:
 * the first three by the compiler in `.gati/generated/context.ts`, the last two by the app.
 */
export type * from './config.ts'
export type * from './context.ts'
export type * from './handler.ts'
export type * from './module.ts'
export type * from './reply.ts'
export type * from './request.ts'
