/** `@sdk` tags: what authors call their routes for those who call them, in clients and in OpenAPI. */
import type { Doc } from './type.ts'

export interface OperationTag {
  /** Members of the client: `['articles', 'unlike']`. */
  readonly path: readonly string[]
  /** Of the function, where it is named as well. */
  readonly name?: string
}

/** Values that every client exports for its callers. */
export const CLIENT_VALUES = ['ApiError', 'ChannelError', 'apiKey', 'bearer', 'createClient', 'fallback', 'retry'] as const
/** Names that mean something else inside the functions that call an operation. */
export const CLIENT_LOCALS = ['bind', 'client', 'input', 'options'] as const

/** A client with such a member would not be the object that it looks like; one with `then` could not be awaited. */
export const UNFIT_MEMBERS: ReadonlySet<string> = new Set(['then', 'toJSON', ...Object.getOwnPropertyNames(Object.prototype)])

const TAG =
  /^([\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)(?:\s+([\p{ID_Start}$_][\p{ID_Continue}$]*))?$/u

/** Texts of all of them: there should be one. */
export const operationTags = (doc: Doc | undefined): readonly string[] =>
  (doc?.tags ?? []).flatMap(({ name, text }) => (name === 'sdk' ? [text.trim()] : []))

/** `articles.unlike`, or `articles.unlike takeLikeBack` to name the function as well; undefined for another text. */
export function parseOperationTag(text: string): OperationTag | undefined {
  const [, path, name] = TAG.exec(text) ?? []
  return path === undefined ? undefined : { path: path.split('.'), ...(name !== undefined && { name }) }
}
