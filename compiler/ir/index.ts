/** What is a compiled app? Readonly JSON data, and the few functions that every reader of it needs. Imports nothing. */

export type * from './app.ts'
export type * from './chain.ts'
export { canonicalJson, canonicalText, type Digest, hashType } from './hash.ts'
export * from './history.ts'
export { jsonType } from './json-type.ts'
export {
  CLIENT_LOCALS,
  CLIENT_VALUES,
  type OperationTag,
  operationTags,
  parseOperationTag,
  UNFIT_MEMBERS,
} from './operation-tag.ts'
export { type Demand, leastLength, type Pattern, parsePattern } from './pattern-syntax.ts'
export { printConstraint, printLiteral, printNamedType, printProperty, printType } from './print.ts'
export { holdsSensitive, isMarkedSensitive, isSensitive, secretNames } from './sensitive.ts'
export { isTransformedBody, isTransformedReply } from './transformed.ts'
export type * from './type.ts'
export { FORMATS } from './type.ts'
export { type ClassOf, typeClasses } from './type-classes.ts'
export { declaredKeys, jsonForms, type Path, partAt, printTags, tagPathOf, tagsAt } from './union-tags.ts'
export { unreachable } from './unreachable.ts'
export {
  type NamedTypes,
  named,
  parts,
  reachable,
  resolve,
  routeAt,
  servedAt,
  shapeOf,
  typesOfApp,
  typesOfReply,
  typesOfRequest,
  typesOfRoute,
  typesOfSocket,
  walk,
} from './walk.ts'
