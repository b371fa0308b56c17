/** What is a compiled app? Readonly JSON data, and the few functions that every reader of it needs. Imports nothing. */

export type * from './app.ts'
export type * from './type.ts'
export { unreachable } from './unreachable.ts'
