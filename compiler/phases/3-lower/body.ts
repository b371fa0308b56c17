/**
 * How a body is read, and what it then must be:
 *
 *   Form<{ name: string }>                           ->  content form, type { name: string }
 *   Multipart<{ title: string; pages: UploadedFile[] }>  ->  content multipart, type { title: string }, files pages
 *   Uint8Array                                       ->  content bytes
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { BodyContent, BodyContract, FilePart, Property, Type } from '../../ir/index.ts'
import { hostType } from '../1-load/index.ts'
import type { Callable } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

interface Body {
  readonly lowering: AppLowering
  readonly handler: Callable
  /** `/users/:id`, for diagnostics. */
  readonly path: string
}

/** Undefined where the declared type says that there is none. */
export function lowerBody(
  lowering: AppLowering,
  declared: { readonly type: ts.Type; readonly optional: boolean },
  handler: Callable,
  path: string,
): BodyContract | undefined {
  const { type } = declared
  if (type.flags & ts.TypeFlags.Undefined) return undefined
  const body: Body = { lowering, handler, path }
  const optional = declared.optional || membersOf(type).some(isUndefined)
  const present = lowering.app.checker.getNonNullableType(type)
  const content = contentOf(
    body,
    membersOf(type).filter((member) => !isUndefined(member)),
  )
  switch (content) {
    case undefined: // Told: what its fields would be depends on the answer.
      return { content: 'json', optional, type: { kind: 'unknown' } }
    case 'form':
    case 'multipart':
      return { content, optional, ...lowerFields(body, present, content) }
    case 'bytes':
    case 'stream':
      return { content, optional, type: { kind: 'bytes' } }
    default:
      return { content, optional, type: lowerValue(body, optional ? withoutUndefined(lowering, type) : [hostType(type)]) }
  }
}

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type])
const isUndefined = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Undefined) !== 0

const lowerValue = ({ lowering, handler }: Body, types: Parameters<AppLowering['types']['lower']>[0]): Type =>
  lowering.types.lower(types, 'body', lowering.app.place(handler.node))

function withoutUndefined({ app }: AppLowering, type: ts.Type) {
  const members = type.isUnion() ? app.host.unionMembers(hostType(type)) : [hostType(type)]
  return members.filter((member) => app.host.kind(member) !== 'undefined')
}

const KINDS: Readonly<Record<BodyContent, string>> = {
  json: 'JSON',
  form: 'a form',
  multipart: 'multipart',
  text: 'text',
  bytes: 'bytes',
  stream: 'a stream',
}

/** All members of a union must be read in the same way; undefined, and told, where they are not. */
function contentOf({ lowering, handler, path }: Body, members: readonly ts.Type[]): BodyContent | undefined {
  const [first = 'json', ...others] = new Set(members.map((member) => contentOfMember(lowering, member)))
  const other = others[0]
  if (other !== undefined) {
    const values = { route: path, first: KINDS[first], second: KINDS[other] }
    lowering.diagnostics.push(say.mixedBodyKinds(values, [lowering.app.label(handler.node)]))
  }
  return other === undefined ? first : undefined
}

function contentOfMember({ app }: AppLowering, type: ts.Type): BodyContent {
  const mark = literalOf(app.checker, type, '__gati_content')
  if (mark === 'form' || mark === 'multipart' || mark === 'text') return mark
  switch (app.host.standardName(hostType(type))) {
    case 'Uint8Array':
    case 'Buffer':
      return 'bytes'
    case 'ReadableStream':
      return 'stream'
    default:
      return 'json'
  }
}

/** The one literal that a phantom member has. */
function literalOf(checker: ts.TypeChecker, type: ts.Type, member: string): string | number | undefined {
  const property = checker.getPropertyOfType(type, member)
  const value = property && checker.getNonNullableType(checker.getTypeOfSymbol(property))
  return value && (value.isStringLiteral() || value.isNumberLiteral()) ? value.value : undefined
}

/** Files go apart from the fields, which are text. */
function lowerFields(body: Body, type: ts.Type, content: 'form' | 'multipart'): Pick<BodyContract, 'type' | 'files'> {
  const { lowering, handler } = body
  const files = membersWithFiles(body, type)
  const names = new Set(files.map(({ name }) => name))
  if (content === 'form') for (const { name } of files) reportFile(body, name, content)
  const fields: readonly Property[] = lowering.types.properties(hostType(type), 'body', lowering.app.place(handler.node), names)
  return {
    type: { kind: 'object', properties: fields, index: [], constraints: [] },
    ...(content === 'multipart' && { files }),
  }
}

function reportFile({ lowering, handler, path }: Body, name: string, content: BodyContent): void {
  const values = { name, route: path, content: KINDS[content] }
  lowering.diagnostics.push(say.fileOutsideMultipart(values, [lowering.app.label(handler.node)]))
}

function membersWithFiles(body: Body, type: ts.Type): readonly FilePart[] {
  const { checker } = body.lowering.app
  return checker.getPropertiesOfType(type).flatMap((symbol): FilePart[] => {
    const declared = checker.getTypeOfSymbol(symbol)
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0 || membersOf(declared).some(isUndefined)
    const part = filePart(body, symbol.getName(), checker.getNonNullableType(declared))
    return part ? [{ ...part, optional }] : []
  })
}

type PartialPart = Omit<FilePart, 'optional'>

/** `UploadedFile<...>`, `UploadedFile[]`, or `UploadedFile[] & MaxItems<3>`; undefined for a field. */
function filePart(body: Body, name: string, type: ts.Type): PartialPart | undefined {
  const { app, core } = body.lowering
  const limits = core.fileLimits(type)
  if (limits) return { name, ...readLimits(body, name, limits) }
  const array = type.isIntersection() ? type.types.find((part) => app.checker.isArrayType(part)) : type
  if (!array || !app.checker.isArrayType(array)) return undefined
  const inner = core.fileLimits(app.checker.getTypeArguments(array as ts.TypeReference)[0]!)
  if (!inner) return undefined
  const min = literalOf(app.checker, type, '__gati_minItems')
  const max = literalOf(app.checker, type, '__gati_maxItems')
  const list = { min: typeof min === 'number' ? min : 0, ...(typeof max === 'number' && { max }) }
  return { name, list, ...readLimits(body, name, inner) }
}

const MEDIA_TYPE = /^[a-z\d][\w.+-]*\/(?:\*|[a-z\d][\w.+-]*)$/

function readLimits(body: Body, name: string, limits: ts.Type): Pick<FilePart, 'maxBytes' | 'types'> {
  const { checker } = body.lowering.app
  const given = (member: string): ts.Type | undefined => {
    const property = checker.getPropertyOfType(limits, member)
    return property && checker.getNonNullableType(checker.getTypeOfSymbol(property))
  }
  const types = given('types')
  const maxBytes = given('maxBytes')
  const texts = types && membersOf(types).map((member) => (member.isStringLiteral() ? member.value : ''))
  if (texts?.some((text) => !MEDIA_TYPE.test(text))) reportLimits(body, name, '`types` has what is no media type in lower case')
  const bytes = maxBytes?.isNumberLiteral() ? maxBytes.value : 0
  if (maxBytes && !(Number.isSafeInteger(bytes) && bytes > 0)) reportLimits(body, name, '`maxBytes` is not one whole number')
  return { ...(maxBytes && { maxBytes: bytes }), ...(texts && { types: texts.sort() }) }
}

function reportLimits({ lowering, handler, path }: Body, name: string, reason: string): void {
  lowering.diagnostics.push(say.invalidFileLimits({ name, route: path, reason }, [lowering.app.label(handler.node)]))
}
