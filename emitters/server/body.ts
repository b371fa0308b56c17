/**
 * The body of a request by its kind: which media type is taken, how it is collected, which raw value that gives, and what is
 * checked of it before it is the `req.body` of the handler.
 *
 *   form        text   ->  const form = parseForm(text)   ->  const body = parsePostUsersBody(form)
 *   multipart   parts  ->  const fields = parsePostUsersBody(parts.fields), const files = takeFiles(parts, postUsersFiles)
 */
import { type BodyContract, type FilePart, type Route, unreachable } from '../../compiler/ir/index.ts'
import { literal, quote, type Text } from '../code/index.ts'
import type { ServerModule, ShimName } from './module.ts'
import type { RouteReads } from './reads.ts'

/** What the rest of the route is given: nothing, or a local of this name. */
export type Collected = 'none' | 'text' | 'bytes' | 'parts' | 'stream'

export function collected(route: Route, required: { readonly body: boolean; readonly rawBody: boolean }): Collected {
  if (required.rawBody) return 'bytes'
  if (!required.body) return 'none'
  switch (route.request.body?.content) {
    case 'bytes':
      return 'bytes'
    case 'multipart':
      return 'parts'
    case 'stream':
      return 'stream'
    default:
      return 'text'
  }
}

/** Emits the refusal of other media types. Bytes and streams may be anything. */
export function emitMediaType(out: Text, module: ServerModule, { content }: BodyContract): void {
  const refuse = (accepts: ShimName, accepted?: string) => {
    const named = accepted === undefined ? '' : `, ${quote(accepted)}`
    out.line(`if (!${module.shim(accepts)}(exchange)) return ${module.shim('unsupportedMediaType')}(exchange${named})`)
  }
  switch (content) {
    case 'json':
      return refuse('acceptsJson')
    case 'form':
      return refuse('acceptsForm', 'application/x-www-form-urlencoded')
    case 'multipart':
      return refuse('acceptsMultipart', 'multipart/form-data')
    case 'text':
      return refuse('acceptsText', 'text/plain')
    case 'bytes':
    case 'stream':
      return
    default:
      return unreachable(content)
  }
}

/** Names of shim functions that refuse at once, for what is malformed. */
export type Malformed = 'malformedJson' | 'malformedText' | 'malformedForm'

/** The raw value of the body, and what is done where it is malformed. */
export function emitBodyValue(
  out: Text,
  module: ServerModule,
  route: Route,
  reads: RouteReads,
  given: Collected,
  refuse: (malformed: Malformed) => string,
): void {
  const declared = route.request.body
  if (declared === undefined && !reads.handler.body && reads.chain?.body !== true) return
  const content = declared?.content ?? 'json'
  if (content === 'bytes' || content === 'multipart' || content === 'stream') return
  if (given === 'bytes') {
    out.line(`const text = ${module.shim('decodeText')}(bytes)`)
    out.line(`if (text === undefined) ${refuse('malformedText')}`)
  }
  if (content === 'form') {
    out.line(`const form = ${module.shim('parseForm')}(text)`)
    out.line(`if (form === undefined) ${refuse('malformedForm')}`)
  } else if (content === 'json') {
    const parse = declared ? `${module.shim('parseJson')}(text)` : `${module.shim('parseUndeclared')}(text, contentType)`
    out.line(`const body = ${parse}`)
    out.line(`if (body === ${module.shim('MALFORMED')}) ${refuse('malformedJson')}`)
  }
}

/** `body: form`: as middleware sees it, before it is checked. */
export function rawBodyMember(body: BodyContract | undefined): string {
  switch (body?.content) {
    case undefined:
    case 'json':
      return 'body'
    case 'form':
      return 'body: form'
    case 'multipart':
      return 'body: parts.absent ? undefined : { ...parts.fields, ...parts.files }'
    case 'text':
      return 'body: text'
    case 'bytes':
      return 'body: bytes'
    case 'stream':
      return 'body: stream'
    default:
      return unreachable(body!.content)
  }
}

export interface BodyCheck {
  readonly failed: string
  readonly explain: string
  /** Whether `explain` finds nothing wrong with a body that may be absent and is. */
  readonly knowsAbsence: boolean
}

/** Emits what must be known to check the body; undefined where everything is right. */
export function emitBodyCheck(
  out: Text,
  module: ServerModule,
  route: Route,
  reads: RouteReads,
  hint: string,
): BodyCheck | undefined {
  const { body } = route.request
  switch (body?.content) {
    case 'json':
      return reads.handler.body && parseOf(module, body, hint) !== undefined
        ? parseCheck(out, module, body, hint)
        : valueCheck(module, body, 'body', 'body !== undefined', hint)
    case 'text':
      return body.type.kind === 'string' && body.type.constraints.length === 0
        ? undefined
        : valueCheck(module, body, 'text', "text !== ''", hint)
    case 'form':
      return formCheck(out, module, body, hint)
    case 'multipart':
      return partsCheck(out, module, route, body, hint)
    default:
      return undefined
  }
}

function valueCheck(
  module: ServerModule,
  { type, optional }: BodyContract,
  name: string,
  isThere: string,
  hint: string,
): BodyCheck {
  const invalid = `!${module.values.is(type, `${hint} body`)}(${name})`
  const explain = `${module.values.explain(type, `${hint} body`)}(${name})`
  return { failed: optional ? `${isThere} && ${invalid}` : invalid, explain, knowsAbsence: false }
}

/** Where one walk checks the value and makes what the handler sees: `const input = parsePostUsersBody(body)`. */
const parseOf = (module: ServerModule, { type }: BodyContract, hint: string): string | undefined =>
  module.values.parse(type, `${hint} body`)

function parseCheck(out: Text, module: ServerModule, body: BodyContract, hint: string): BodyCheck {
  const parse = `${parseOf(module, body, hint)}(body)`
  out.line(`const input = ${body.optional ? `body === undefined ? undefined : ${parse}` : parse}`)
  const failed = body.optional ? 'body !== undefined && input === undefined' : 'input === undefined'
  return { failed, explain: `${module.values.explain(body.type, `${hint} body`)}(body)`, knowsAbsence: false }
}

const fieldsOf = ({ type }: BodyContract) => (type.kind === 'object' ? type.properties : [])

function formCheck(out: Text, module: ServerModule, body: BodyContract, hint: string): BodyCheck {
  const { parse, explain } = module.values.coerce(fieldsOf(body), 'query', `${hint} body`)
  out.line(`const body = ${body.optional ? "text === '' ? undefined : " : ''}${parse}(form)`)
  const failed = body.optional ? "text !== '' && body === undefined" : 'body === undefined'
  return { failed, explain: body.optional ? `text === '' ? [] : ${explain}(form)` : `${explain}(form)`, knowsAbsence: true }
}

function partsCheck(out: Text, module: ServerModule, route: Route, body: BodyContract, hint: string): BodyCheck {
  const { parse, explain } = module.values.coerce(fieldsOf(body), 'query', `${hint} body`)
  out.line(`const fields = ${parse}(parts.fields)`)
  out.line(`const files = ${module.shim('takeFiles')}(parts, ${rulesName(module, route)})`)
  const failed = 'fields === undefined || files === undefined'
  const issues = `[...${explain}(parts.fields), ...${module.shim('explainFiles')}(parts, ${rulesName(module, route)})]`
  return body.optional
    ? { failed: `!parts.absent && (${failed})`, explain: `parts.absent ? [] : ${issues}`, knowsAbsence: true }
    : { failed, explain: issues, knowsAbsence: true }
}

/** `body: input`, as the handler sees it. */
export function bodyMember(module: ServerModule, route: Route, hint: string): string {
  const { body } = route.request
  switch (body?.content) {
    case 'json':
      return parseOf(module, body, hint) !== undefined
        ? 'body: input'
        : valueMember(module, body, 'body', 'body === undefined', hint)
    case 'text':
      return valueMember(module, body, 'text', "text === ''", hint)
    default: {
      const taken = bodyAsCollected(body)
      return taken === undefined ? 'body' : `body: ${taken}`
    }
  }
}

/** Of bytes, streams and parts, of which the whole is not read as one value. */
export function bodyAsCollected(body: BodyContract | undefined): string | undefined {
  switch (body?.content) {
    case 'bytes':
      return body.optional ? 'bytes.length === 0 ? undefined : bytes' : 'bytes'
    case 'stream':
      return 'stream'
    case 'multipart':
      return body.optional ? 'parts.absent ? undefined : { ...fields, ...files }' : '{ ...fields, ...files }'
    default:
      return undefined
  }
}

function valueMember(
  module: ServerModule,
  { type, optional }: BodyContract,
  name: string,
  isAbsent: string,
  hint: string,
): string {
  const read = module.values.read(type, `${hint} body`)
  const value = read === undefined ? name : `${read}(${name})`
  const isItself = value === 'body' || (value === name && !optional)
  if (isItself) return name === 'body' ? 'body' : `body: ${value}`
  return `body: ${optional ? `${isAbsent} ? undefined : ${value}` : value}`
}

/** One constant a route: `const postUsersFiles = [...]`. */
function rulesName(module: ServerModule, route: Route): string {
  const known = module.fileRules.get(route.id)
  if (known !== undefined) return known
  const name = module.names.unique(`${route.id} files`)
  module.fileRules.set(route.id, name)
  return name
}

/** The call that collects the parts, up to its callback, and the constant that it names. */
export function emitFileRules(out: Text, module: ServerModule, route: Route, limit: number): string {
  const name = rulesName(module, route)
  const files = route.request.body?.files ?? []
  if (files.length === 0) out.line(`const ${name} = []`).line()
  if (files.length === 0) return name
  out.open(`const ${name} = [`)
  for (const part of files) out.line(`${literal(fileRule(part, limit))},`)
  out.close(']').line()
  return name
}

function fileRule({ name, optional, list, maxBytes, types = [] }: FilePart, limit: number) {
  return {
    name,
    expected: expectedFile(list !== undefined, maxBytes, types),
    optional,
    list: list !== undefined,
    min: list?.min ?? 1,
    max: list === undefined ? 1 : (list.max ?? 100),
    maxBytes: maxBytes ?? limit,
    types: [...types],
  }
}

function expectedFile(isList: boolean, maxBytes: number | undefined, types: readonly string[]): string {
  const limits = [
    ...(types.length > 0 ? [`types: ${types.map((type) => `'${type}'`).join(' | ')}`] : []),
    ...(maxBytes === undefined ? [] : [`maxBytes: ${maxBytes}`]),
  ]
  return `UploadedFile${limits.length > 0 ? `<{ ${limits.join('; ')} }>` : ''}${isList ? '[]' : ''}`
}
