/** What the parts of an emitted client share: names, functions for values, and what they take from the runtime. */
import {
  type AppIR,
  CLIENT_LOCALS,
  CLIENT_VALUES,
  type NamedType,
  type NamedTypes,
  type Route,
  reachable,
  type SocketRoute,
  type Type,
  typesOfRequest,
  typesOfRoute,
} from '../../compiler/ir/index.ts'
import { type Names, names } from '../code/index.ts'
import type { Spelling } from '../declaration/index.ts'
import { createValueFunctions, reachesAny, type ValueFunctions } from '../validator/index.ts'
import { answered, namedAs } from './other-side.ts'

type Client = typeof import('../../runtime-shim/client/index.ts')
/** Names of what emitted clients call, checked against what the runtime exports. */
export type RuntimeName = keyof Client | 'own'

/** Types that the runtime declares, and that index.d.ts passes on. */
const RUNTIME_TYPES = [
  'Call',
  'BearerOptions',
  'CallOptions',
  'ClientOptions',
  'Credential',
  'Failure',
  'FallbackOptions',
  'Interceptor',
  'Issue',
  'Outgoing',
  'Problem',
  'RetryOptions',
  'UnexpectedAnswer',
] as const

/** Those of clients with sockets. */
const CHANNEL_TYPES = [
  'Channel',
  'ChannelClose',
  'ChannelEvents',
  'ChannelFailure',
  'ChannelOptions',
  'ReconnectOptions',
  'WebSocketInit',
  'WebSocketLike',
] as const

/** Values of the runtime that a package has for its callers. */
const RUNTIME_VALUES = ['ApiError', 'apiKey', 'bearer', 'fallback', 'retry'] as const satisfies readonly Extract<
  keyof Client,
  (typeof CLIENT_VALUES)[number]
>[]

/** Global types that declarations speak of. */
const GLOBAL_TYPES = [
  ...['AsyncIterable', 'Blob', 'Date', 'Map', 'Promise', 'ReadableStream', 'Response', 'Set', 'URL', 'Uint8Array'],
  ...['Int8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...[
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'string',
    'number',
    'bigint',
    'boolean',
    'unknown',
    'never',
    'object',
    'any',
    'symbol',
    'undefined',
  ],
]

/** A route as far as callers see it: of the app as it is, or as a snapshot has it (`ownErrors`). */
export type SdkRoute = Pick<Route, 'id' | 'method' | 'path' | 'segments' | 'request' | 'replies' | 'doc'> &
  Partial<Pick<Route, 'handler' | 'middleware' | 'errorMiddleware'>> & {
    readonly ownErrors?: true
    /** Whether requests may be sent again with a key. */
    readonly idempotency?: object
  }

export type SdkSocket = Pick<
  SocketRoute,
  'id' | 'method' | 'path' | 'segments' | 'request' | 'incoming' | 'outgoing' | 'doc' | 'protocols'
> &
  Partial<Pick<SocketRoute, 'handler' | 'middleware'>>

/** An app as far as callers see it. */
export type SdkApp = Pick<AppIR, 'name' | 'version' | 'types' | 'cookies'> &
  Partial<Pick<AppIR, 'middleware'>> & {
    readonly routes: readonly SdkRoute[]
    readonly sockets?: readonly SdkSocket[]
    readonly config: Pick<AppIR['config'], 'extraKeys'>
  }

/** `GET /users - src/api/users.ts:4`; snapshots do not know where. */
export const placeOf = ({ id, handler }: SdkRoute | SdkSocket): string =>
  handler === undefined ? id : `${id} - ${handler.file}:${handler.location.line}`

/** The version that a client was made of, and the header by which it asks for that. */
export interface VersionPin {
  /** In lower case. */
  readonly header: string
  /** When it was taken: ISO 8601. */
  readonly version: string
}

export interface SdkModule {
  readonly ir: SdkApp
  readonly pin: VersionPin | undefined
  /** Of values in index.js. */
  readonly names: Names
  /** Of types in index.d.ts. */
  readonly typeNames: Names
  readonly typeName: (id: string) => string
  readonly spelling: Spelling
  /** Named types that routes speak of. */
  readonly types: readonly NamedType[]
  /** What a function of the runtime is called here, imported because it is asked for. */
  runtime(name: RuntimeName): string
  /** Values of callers -> JSON; undefined where JSON.stringify does the same. */
  write(type: Type, hint: string): string | undefined
  /** JSON of an answer -> value; undefined where it is the same. */
  read(type: Type, hint: string): string | undefined
  /** Functions for values, as they were asked for. */
  render(): string
  /** What the runtime declares and exports for callers. */
  readonly runtimeTypes: readonly string[]
  readonly runtimeValues: readonly string[]
  /** All that index.js takes from the runtime, by where the runtime has it from. */
  imports(): { readonly client: readonly Import[]; readonly wire: readonly Import[] }
}

export interface Import {
  readonly name: string
  /** What it is called in index.js. */
  readonly local: string
}

/** What the client has for every platform, in place of what the shim has for Node.js. */
const PORTABLE: ReadonlySet<string> = new Set<keyof Client>(['decodeBase64', 'encodeBase64'])
const isOfShim = (name: string): boolean => name === 'own'

/** `operations`: names of functions. */
export function sdkModule(ir: SdkApp, operations: readonly string[], pin: VersionPin | undefined): SdkModule {
  const values = names()
  const typeNames = names()
  const hasSockets = (ir.sockets ?? []).length > 0
  const runtimeTypes = [...RUNTIME_TYPES, ...(hasSockets ? CHANNEL_TYPES : [])]
  const runtimeValues: readonly string[] = hasSockets ? ['ApiError', 'ChannelError', ...RUNTIME_VALUES.slice(1)] : RUNTIME_VALUES
  for (const name of [...RUNTIME_TYPES, ...CHANNEL_TYPES, ...GLOBAL_TYPES, 'Client']) typeNames.reserve(name)
  for (const name of [...operations, ...CLIENT_VALUES, ...CLIENT_LOCALS]) values.reserve(name)
  const types = [...reachable([...ir.routes.flatMap(typesOfRoute), ...(ir.sockets ?? []).flatMap(typesOfChannel)], ir.types)]
  const given = new Map(types.map((id) => [id, typeNames.unique(id)]))
  const typeName = (id: string): string => given.get(id)!
  const used = new Set<RuntimeName>()
  const config = { extraKeys: 'allow' as const }
  const writers = createValueFunctions({ types: ir.types, config }, values)
  const readers = createValueFunctions({ types: namedAs(ir.types, answered), config }, values)
  return {
    ir,
    pin,
    names: values,
    typeNames,
    typeName,
    spelling: { name: typeName, toJson: (given) => given },
    types: types.map((id) => ir.types[id]!),
    runtimeTypes,
    runtimeValues,
    runtime: (name) => {
      used.add(name)
      return values.imported(name)
    },
    write: (type, hint) =>
      ir.config.extraKeys === 'strict' || hasOwnForm(type, ir.types) ? writers.stringify(type, hint) : undefined,
    read: (type, hint) => readers.read(answered(type), hint),
    render: () =>
      [writers, readers]
        .map((functions: ValueFunctions) => functions.render())
        .filter((code) => code !== '')
        .join('\n'),
    imports: () => {
      const all = [
        ...runtimeValues.map((name) => ({ name, local: name })),
        ...[...writers.imports(), ...readers.imports()].map(importOf),
        ...[...used].map((name) => ({ name, local: values.imported(name) })),
      ]
      const list = [...new Map(all.map((one) => [one.name, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
      const [client, wire] = bySource(list, new Set([...used, ...runtimeValues]))
      return { client, wire }
    },
  }
}

const typesOfChannel = ({ request, incoming, outgoing }: SdkSocket): readonly Type[] => [
  ...typesOfRequest(request),
  ...[incoming, outgoing].flatMap(({ text }) => (text ? [text.type] : [])),
]

/** Those of the client's own room, and those of the wire; `own` are the former besides what the client has in place of the latter's. */
export function bySource(
  imports: readonly Import[],
  own: ReadonlySet<string> = new Set(['validation']),
): readonly [client: readonly Import[], wire: readonly Import[]] {
  const isOfClient = ({ name }: Import) => !isOfShim(name) && (PORTABLE.has(name) || own.has(name))
  return [imports.filter(isOfClient), imports.filter((one) => !isOfClient(one))]
}

/** `isEmail as isEmail2` */
export function importOf(specifier: string): Import {
  const [name = specifier, local = name] = specifier.split(' as ')
  return { name, local }
}

/** Whether JSON.stringify would write something else than the server reads. Dates and URLs have a `toJSON` that is right. */
const hasOwnForm = (root: Type, types: NamedTypes): boolean =>
  reachesAny(
    root,
    types,
    (type) => ['bigint', 'bytes', 'map', 'set'].includes(type.kind) || (type.kind === 'array' && type.typed !== undefined),
  )
