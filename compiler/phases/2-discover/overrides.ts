/** `routes` of the config: what is said about one route, by its method and path. */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest, type Diagnostic } from '../../diagnostics/index.ts'
import type { Method, PathSegment, SourceRef } from '../../ir/index.ts'
import type { AppProgram } from '../1-load/index.ts'
import { type Callable, callableOfExport, exportsOf } from './exports.ts'
import { isMethod, METHODS } from './handlers.ts'
import { type DiscoveredIdempotency, readIdempotency } from './idempotency.ts'
import { type DiscoveredMiddleware, middlewareOfList } from './middleware.ts'
import { pathOfText } from './path.ts'
import { type DiscoveredRateLimit, readRateLimit } from './rate-limit.ts'
import { flag, integer, read, type Section, type SettingsReader, section, text } from './settings.ts'
import { SOCKET } from './sockets.ts'

export interface DiscoveredOverride {
  readonly key: string
  readonly node: ts.Node
  readonly method: Method | typeof SOCKET
  readonly segments: readonly PathSegment[]
  readonly disabled: boolean
  readonly bodyLimit?: number
  readonly timeout?: number
  readonly etag?: boolean
  readonly compression?: boolean
  readonly rateLimit?: DiscoveredRateLimit | false
  readonly idempotency?: DiscoveredIdempotency | false
  /** Inside the middleware of folders, outermost first. */
  readonly middleware: readonly DiscoveredMiddleware[]
  readonly handler?: Callable
  /** Whether it asks for a handler, found or not. */
  readonly isExplicit: boolean
}

const KEYS = [
  'middleware',
  'bodyLimit',
  'timeout',
  'disabled',
  'handler',
  'etag',
  'compression',
  'rateLimit',
  'idempotency',
] as const
const SOCKET_KEYS = ['middleware', 'timeout', 'disabled'] as const

/** `source` leads to the config's `routes`. */
export function readOverrides(reader: SettingsReader, routes: ts.Expression, source: SourceRef): readonly DiscoveredOverride[] {
  return [...section(reader, routes, 'routes').members.values()].flatMap(({ name, nameNode, value }) => {
    const target = parseKey(reader, name, nameNode)
    if (!target) return []
    const keys = target.method === SOCKET ? SOCKET_KEYS : KEYS
    return [{ key: name, node: nameNode, ...target, ...readOverride(reader, name, value, source, keys) }]
  })
}

const isKind = (word: string): word is DiscoveredOverride['method'] => isMethod(word) || word === SOCKET

function parseKey({ app, diagnostics }: SettingsReader, key: string, node: ts.Node) {
  const [, word = '', path] = /^(\S+) (\/.*)$/.exec(key) ?? []
  const parsed = path === undefined ? undefined : pathOfText(path)
  if (parsed && 'segments' in parsed && isKind(word)) return { method: word, segments: parsed.segments }
  const near = path === undefined ? undefined : closest(word.toUpperCase(), [...METHODS, SOCKET])
  const reason = parsed && 'reason' in parsed ? [`${parsed.reason[0]?.toUpperCase()}${parsed.reason.slice(1)}.`] : undefined
  const hints = near && near !== word ? [`Did you mean \`${near} ${path}\`?`] : reason
  diagnostics.push(say.malformedRouteKey({ key }, [app.label(node)], hints))
  return undefined
}

function readOverride(reader: SettingsReader, key: string, value: ts.Expression, source: SourceRef, keys: readonly string[]) {
  const settings = section(reader, value, `routes['${key}']`, keys)
  const bodyLimit = read(reader, settings, 'bodyLimit', integer(0))
  const timeout = read(reader, settings, 'timeout', integer(1))
  const etag = read(reader, settings, 'etag', flag)
  const compression = read(reader, settings, 'compression', flag)
  const reference = read(reader, settings, 'handler', text)
  const list = settings.members.get('middleware')?.value
  const member = [...(source.member ?? []), key, 'middleware']
  const found = list && middlewareOfList(reader.app, list, { ...source, member }, 'route')
  reader.diagnostics.push(...(found?.diagnostics ?? []))
  const handler = reference === undefined ? undefined : resolveHandler(reader, reference, settings.members.get('handler')!.value)
  return {
    disabled: read(reader, settings, 'disabled', flag) ?? false,
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(timeout !== undefined && { timeout }),
    ...(etag !== undefined && { etag }),
    ...(compression !== undefined && { compression }),
    ...readRepetition(reader, settings, { ...source, member: [...(source.member ?? []), key] }),
    ...(handler && { handler }),
    middleware: found?.middleware ?? [],
    isExplicit: settings.members.has('handler'),
  }
}

function readRepetition(
  reader: SettingsReader,
  settings: Section,
  source: SourceRef,
): Pick<DiscoveredOverride, 'rateLimit' | 'idempotency'> {
  const written = settings.members.get('rateLimit')?.value
  const path = `${settings.prefix}rateLimit`
  const below = { ...source, member: [...(source.member ?? []), 'rateLimit'] }
  const rateLimit =
    written && (written.kind === ts.SyntaxKind.FalseKeyword ? (false as const) : readRateLimit(reader, written, path, below))
  const idempotency = readIdempotency(reader, settings)
  return { ...(rateLimit !== undefined && { rateLimit }), ...(idempotency !== undefined && { idempotency }) }
}

/** `./src/legacy/status.ts#GET` */
function resolveHandler({ app, diagnostics }: SettingsReader, reference: string, node: ts.Node): Callable | undefined {
  const [path = '', name = 'default'] = reference.split('#')
  const file = sourceFile(app, path.replace(/^\.\//, ''))
  const exports = file ? exportsOf(app, file) : []
  const exported = exports.find((candidate) => candidate.name === name)
  if (file && exported && exported.type.getCallSignatures().length > 0) return callableOfExport(app, file, exported)
  const wrong: readonly [string, string | undefined] = !file
    ? [`there is no file ${path}`, undefined]
    : exported
      ? [`\`${name}\` is not a function`, undefined]
      : [
          `${path} does not export \`${name}\``,
          closest(
            name,
            exports.map((candidate) => candidate.name),
          ),
        ]
  const hints = wrong[1] === undefined ? undefined : [`Did you mean \`${path}#${wrong[1]}\`?`]
  diagnostics.push(say.handlerNotFound({ reference, reason: wrong[0] }, [app.label(node)], hints))
  return undefined
}

function sourceFile(app: AppProgram, path: string): ts.SourceFile | undefined {
  const names = [path, path.replace(/\.([mc]?)js$/, '.$1ts'), `${path}.ts`]
  const file = names.map((name) => app.file(name)).find((found) => found !== undefined)
  return file && app.isOwn(file) ? file : undefined
}

/** Overrides that change no route and add none. */
export function unusedOverride(app: AppProgram, { key, node }: DiscoveredOverride, routes: readonly string[]): Diagnostic {
  const near = closest(key, routes)
  return say.unknownRouteOverride({ key }, [app.label(node)], near ? [`Did you mean \`${near}\`?`] : undefined)
}
