/** Classes of the standard library: the few with a form on the wire, and what to write instead of the others. */
import { unsupportedClass } from '../../../diagnostics/index.ts'
import type { Type } from '../../../ir/index.ts'
import type { HostType } from '../../1-load/type-host.ts'
import { mayBe } from './absence.ts'
import { type At, type Context, inside, labels, shown } from './context.ts'
import { rejectAbsence } from './reject.ts'

const REWRITES: Readonly<Record<string, string>> = {
  String: 'Write `string`, the primitive.',
  Number: 'Write `number`, the primitive.',
  Boolean: 'Write `boolean`, the primitive.',
  BigInt: 'Write `bigint`, the primitive.',
  Symbol: 'Use a string literal type.',
  Object: 'Write `Record<string, unknown>`, or list the members.',
  Function: 'Send data; keep functions on the server.',
  Promise: 'Await it first, and declare the value: `T` instead of `Promise<T>`.',
  PromiseLike: 'Await it first, and declare the value: `T` instead of `PromiseLike<T>`.',
  RegExp: 'Send the pattern as `string` (its `source`).',
  WeakMap: 'Use `Map`, whose entries can be listed.',
  WeakSet: 'Use `Set`, whose items can be listed.',
  WeakRef: 'Send the value itself.',
  Error: 'Send `{ message: string }`, or throw an `HttpError` whose body is declared.',
  URL: 'Use `Url` of `@gati-framework/core` (a checked string), and send `url.href`.',
  URLSearchParams: 'Declare the members of the query, or use `Record<string, string>`.',
  ArrayBuffer: 'Use `Uint8Array`, which is base64 on the wire.',
  SharedArrayBuffer: 'Use `Uint8Array`, which is base64 on the wire.',
  DataView: 'Use `Uint8Array`, which is base64 on the wire.',
  Iterator: 'Use an array: `T[]`.',
  Iterable: 'Use an array: `T[]`.',
  Generator: 'Use an array: `T[]`.',
  AsyncIterable: 'Collect it into an array: `T[]`.',
  AsyncGenerator: 'Collect it into an array: `T[]`.',
  ArrayLike: 'Use an array: `T[]`.',
  Blob: 'Use `Uint8Array`, which is base64 on the wire.',
  File: 'Use `Uint8Array`, which is base64 on the wire.',
  ReadableStream: 'Read it first, and send a `Uint8Array` or `string`.',
}
const TYPED_ARRAY = /^(Int|Uint|Float|BigInt|BigUint)(8|16|32|64)(Clamped)?Array$/

/** Undefined for what has no special meaning: its members are looked at like any other's. */
export function lowerStandard(type: HostType, at: At, context: Context): Type | undefined {
  const { host } = context
  const name = host.standardName(type)
  const [first, second] = name === undefined ? [] : host.typeArguments(type)
  switch (name) {
    case undefined:
      return undefined
    case 'Date':
      return { kind: 'date' }
    case 'Uint8Array':
    case 'Buffer':
      return { kind: 'bytes' }
    case 'Map':
    case 'ReadonlyMap':
      return {
        kind: 'map',
        key: present(first!, inside(at, '<key>'), context),
        value: present(second!, inside(at, '<value>'), context),
      }
    case 'Set':
    case 'ReadonlySet':
      return { kind: 'set', element: present(first!, inside(at, '[]'), context) }
    default: {
      const rewrite = TYPED_ARRAY.test(name)
        ? 'Use `number[]`, or `Uint8Array` for bytes.'
        : Object.hasOwn(REWRITES, name)
          ? REWRITES[name]
          : undefined
      return rewrite === undefined
        ? undefined
        : context.reject(unsupportedClass({ path: at.path, type: shown(host, type), rewrite }, labels(at)))
    }
  }
}

/** A part that JSON cannot leave out. */
export function present(type: HostType, at: At, context: Context): Type {
  const absent = (['undefined', 'void'] as const).find((kind) => mayBe(context.host, type, kind))
  return absent ? rejectAbsence(absent, at, context) : context.lower(type, at)
}
