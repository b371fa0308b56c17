/** Classes of the standard library: the few with a form on the wire, and what to write instead of the others. */
import { unsupportedClass } from '../../../diagnostics/index.ts'
import type { Type, TypedArray } from '../../../ir/index.ts'
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
  Blob: 'Use `Uint8Array`, which is base64 in JSON; in a `Multipart` body a file is an `UploadedFile`.',
  File: 'Use `Uint8Array`, which is base64 in JSON; in a `Multipart` body a file is an `UploadedFile`.',
  FileList: 'In a `Multipart` body files are `UploadedFile[]`.',
  FormData: 'Declare the fields of a `Form` or a `Multipart` body.',
  ReadableStream: 'Read it first, and send a `Uint8Array` or `string`; as a whole body it is a `BodyStream`.',
}

const integers = (minimum: number, maximum: number): Type => ({
  kind: 'number',
  constraints: [
    { kind: 'numeric', numeric: 'integer' },
    { kind: 'minimum', value: minimum },
    { kind: 'maximum', value: maximum },
  ],
})
const bigints = (minimum: bigint, maximum: bigint): Type => ({
  kind: 'bigint',
  constraints: [
    { kind: 'minimum', value: String(minimum) },
    { kind: 'maximum', value: String(maximum) },
  ],
})

/** What the items of typed arrays may be; those of `Uint8Array` are bytes. */
const TYPED_ARRAYS: Readonly<Record<TypedArray, Type>> = {
  Int8Array: integers(-128, 127),
  Uint8ClampedArray: integers(0, 255),
  Int16Array: integers(-32768, 32767),
  Uint16Array: integers(0, 65535),
  Int32Array: { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'int32' }] },
  Uint32Array: { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'uint32' }] },
  Float32Array: { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'float' }] },
  Float64Array: { kind: 'number', constraints: [] },
  BigInt64Array: bigints(-(2n ** 63n), 2n ** 63n - 1n),
  BigUint64Array: bigints(0n, 2n ** 64n - 1n),
}
const isTypedArray = (name: string): name is TypedArray => Object.hasOwn(TYPED_ARRAYS, name)

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
    case 'URL':
      return { kind: 'url' }
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
      if (isTypedArray(name)) return { kind: 'array', element: TYPED_ARRAYS[name], constraints: [], typed: name }
      const rewrite = Object.hasOwn(REWRITES, name) ? REWRITES[name] : undefined
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
