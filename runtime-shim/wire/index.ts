/**
 * What is on the wire, and is it well-formed? Small functions that emitted validators, serialisers and readers call: text formats,
 * query strings, cookies, base64, and the issues that an invalid value is answered with. Nothing here knows an app.
 */
export { decodeBase64, encodeBase64 } from './base64.ts'
export { parseCookies } from './cookies.ts'
export * from './formats/index.ts'
export { isoText } from './iso-text.ts'
export { addIssues, closest, type Issue, maxIssues, pointer, redact, redactFrom, redactText, report } from './issue.ts'
export { isRemembered, type Memory, remember, remembered } from './memory.ts'
export { isBigInt, isBigIntText, isMultipleOf, isNumberText, isNumericKey, toBoolean, toNumber } from './number.ts'
export { countKeys, isRecord, own, setOwn } from './object.ts'
export { decodeParam } from './percent.ts'
export { holdsOfSecret } from './predicate.ts'
export { plain, plainItems, tooDeep, unfit } from './projection.ts'
export { parseQuery } from './query.ts'
export { type Sample, sample } from './sample/index.ts'
export { fromJson, orText, splitList, toList } from './text-value.ts'
export { isUnique } from './unique.ts'
export { isVerbatim, joinsText } from './verbatim.ts'
