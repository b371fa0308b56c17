/**
 * One function a route:
 *
 *   export function getArticle(client, input, options) {
 *     return call(client, options, 'GET /api/articles/:slug', () => ({
 *       path: `/api/articles/${segment(input.slug)}`,
 *       replies: { 200: json(readArticle), 404: json() },
 *     }))
 *   }
 */
import { type BodyContract, type Route, unreachable } from '../../compiler/ir/index.ts'
import { comment, docBlock, key, member as memberAccess, quote, text } from '../code/index.ts'
import { docLines } from '../declaration/index.ts'
import type { Operation } from '../operations/index.ts'
import { entries, textExpression, WIDTH } from './encode.ts'
import { declaredInput, type Field, type Input, inputOf, readMember } from './input.ts'
import type { SdkModule } from './module.ts'
import { type Paged, pagedOf } from './pages.ts'
import { type Answer, answersOf } from './replies.ts'

export interface EmittedRoute {
  readonly route: Route
  readonly operation: Operation
  /** Of index.js. */
  readonly code: string
  /** Of index.d.ts. */
  readonly declaration: string
  /** `(input: GetArticleInput, options?: CallOptions) => Call<...>`, without the client. */
  readonly signature: { readonly parameters: string; readonly result: string }
  readonly input: Input
  /** Of a route that answers with pages: the function that gives the items of all. */
  readonly all?: { readonly name: string; readonly signature: EmittedRoute['signature'] }
}

export function emitRoute(module: SdkModule, route: Route, operation: Operation): EmittedRoute {
  const input = inputOf(route, module.ir.cookies?.signed ?? [])
  const answers = answersOf(module, route, operation.name)
  const types = declaredTypes(module, route, operation, input, answers)
  const emitted = { route, operation, code: functionCode(module, route, operation, input, answers), input, ...types }
  const paged = input.isNested ? undefined : pagedOf(module, route)
  return paged === undefined ? emitted : withPages(module, emitted, paged)
}

/** `listOrders` -> `allOrders` beside it. */
function withPages(module: SdkModule, emitted: EmittedRoute, { cursor, item }: Paged): EmittedRoute {
  const { operation, input, signature } = emitted
  const name = module.names.unique(`all ${operation.name.replace(/^(?:list|get|all)(?=.)/, '')}`)
  const out = text().line(emitted.code.trimEnd()).line()
  out.open(`export function ${name}(client, input${input.isOptional ? ' = {}' : ''}, options) {`)
  out.open(`return ${module.runtime('pages')}((${cursor} = input.${cursor}) =>`)
  out.line(`${operation.name}(client, { ...input, ${cursor} }, options),`).close(')').close()
  const result = `AsyncIterable<${item}>`
  const said = docBlock([
    `The items of all pages of \`${operation.name}\`, from \`${cursor}\` where it is given. Throws an ApiError.`,
  ])
  const declaration = `${emitted.declaration}${said}\nexport declare function ${name}(client: ClientOptions, ${signature.parameters}): ${result}\n`
  return { ...emitted, code: out.toString(), declaration, all: { name, signature: { ...signature, result } } }
}

function functionCode(module: SdkModule, route: Route, { name }: Operation, input: Input, answers: readonly Answer[]): string {
  const out = text()
  const { file, location } = route.handler
  out.line(comment(`${route.id} - ${file}:${location.line}`))
  out.open(`export function ${name}(client, input${input.isOptional ? ' = {}' : ''}, options) {`)
  out.open(`return ${module.runtime('call')}(client, options, ${quote(route.id)}, () => ({`)
  out.lines(`path: ${pathExpression(module, route, input)},`)
  const headers = headerEntries(module, input)
  if (headers.length > 0) out.lines(member('headers', headers))
  const body = input.body && bodyExpression(module, input.body, name)
  if (body !== undefined) out.lines(`body: ${body},`)
  out.lines(
    member(
      'replies',
      answers.map(({ status, reader }) => `${status}: ${reader}`),
    ),
  )
  return out.close('}))').close().toString()
}

/** `headers: { ... },`, one member a line where that is long. */
function member(name: string, members: readonly string[]): string {
  const line = `${name}: { ${members.join(', ')} },`
  return line.length <= WIDTH ? line : `${name}: {\n${members.map((one) => `  ${one.replaceAll('\n', '\n  ')},\n`).join('')}},`
}

function pathExpression(module: SdkModule, route: Route, input: Input): string {
  const parts = route.segments.map((segment) => {
    if (segment.kind === 'static') return encodeURIComponent(segment.value)
    const field = input.params.find(({ property }) => property.name === segment.name)!
    const value = textExpression(module, field)
    return `\${${module.runtime(segment.kind === 'rest' ? 'segments' : 'segment')}(${value})}`
  })
  const path = `/${parts.join('/')}`
  const code = path.includes('${') ? `\`${path}\`` : quote(path)
  return input.query.length === 0 ? code : `${module.runtime('withQuery')}(${code}, ${entries(module, input.query)})`
}

function headerEntries(module: SdkModule, input: Input): string[] {
  const header = (field: Field) => `${key(field.property.name)}: ${module.runtime('header')}(${textExpression(module, field)})`
  const type = input.body && contentType(input.body)
  return [
    ...(type === undefined ? [] : [`'content-type': ${type}`]),
    ...(input.accepts.length > 0 ? ['accept: input.accept'] : []),
    ...input.headers.map(header),
    ...(input.cookies.length > 0 ? [`cookie: ${module.runtime('cookies')}(${entries(module, input.cookies)})`] : []),
  ]
}

/** An expression; undefined where the body itself says it. */
function contentType({ content }: BodyContract): string | undefined {
  switch (content) {
    case 'json':
      return quote('application/json')
    case 'form':
      return quote('application/x-www-form-urlencoded')
    case 'multipart':
      return undefined
    case 'text':
      return quote('text/plain;charset=utf-8')
    case 'bytes':
      return "input.body?.type || 'application/octet-stream'"
    case 'stream':
      return quote('application/octet-stream')
    default:
      return unreachable(content)
  }
}

function bodyExpression(module: SdkModule, { content, type, optional, files = [] }: BodyContract, hint: string): string {
  const ifThere = (code: string) => (optional ? `input.body === undefined ? undefined : ${code}` : code)
  switch (content) {
    case 'json': {
      const write = module.write(type, `${hint} body`)
      return write === undefined ? 'JSON.stringify(input.body)' : ifThere(`${write}(input.body)`)
    }
    case 'form': {
      return ifThere(`${module.runtime('pairs')}(${entries(module, bodyFields(type))})`)
    }
    case 'multipart': {
      const texts = entries(module, bodyFields(type))
      const blobs = files.map(({ name }) => `[${quote(name)}, ${memberAccess('input.body', name)}]`)
      return ifThere(`${module.runtime('multipart')}(${texts}, [${blobs.join(', ')}])`)
    }
    case 'text':
    case 'bytes':
    case 'stream':
      return 'input.body'
    default:
      return unreachable(content)
  }
}

const bodyFields = (type: BodyContract['type']): readonly Field[] =>
  (type.kind === 'object' ? type.properties : []).map((property) => ({
    property,
    value: readMember('input.body', property.name, true),
  }))

function declaredTypes(
  module: SdkModule,
  route: Route,
  { name }: Operation,
  input: Input,
  answers: readonly Answer[],
): Pick<EmittedRoute, 'declaration' | 'signature'> {
  const base = name.charAt(0).toUpperCase() + name.slice(1)
  const inputName = module.typeNames.unique(`${base}Input`)
  const resultName = module.typeNames.unique(`${base}Result`)
  const successes = [...new Set(answers.filter(isSuccess).map(({ type }) => type))]
  const data = successes.length === 0 ? 'never' : successes.join(' | ')
  const members = declaredInput(input, module.spelling)
  const hasInput = members.length > 0
  const out = text()
  if (hasInput) {
    out.open(`export interface ${inputName} {`)
    for (const { doc, code } of members) {
      if (doc.length > 0) out.lines(docBlock(doc))
      out.line(code)
    }
    out.close()
  }
  out.line(`export type ${resultName} =`)
  for (const variant of variantsOf(answers)) out.line(`  | ${variant}`)
  out.line('  | Failure')
  const parameters = `input${input.isOptional ? '?' : ''}: ${hasInput ? inputName : '{}'}, options?: CallOptions`
  const result = `Call<${resultName}, ${data}>`
  out.lines(docBlock([...docLines(route.doc), ...(route.doc?.summary === undefined ? [] : ['']), `\`${route.id}\``]))
  out.line(`export declare function ${name}(client: ClientOptions, ${parameters}): ${result}`)
  return { declaration: out.toString(), signature: { parameters, result } }
}

const isSuccess = ({ status }: Answer): boolean => status === 'default' || status < 400

/** Members of the union of results: answers of one type together. What is declared for any other status may be either. */
function variantsOf(answers: readonly Answer[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { status, type } of answers) {
    const variants = [
      ...(status === 'default' || status < 400 ? [`data: ${type}`] : []),
      ...(status === 'default' || status >= 400 ? [`error: ${type}`] : []),
    ]
    for (const variant of variants)
      groups.set(variant, [...(groups.get(variant) ?? []), status === 'default' ? 'number' : `${status}`])
  }
  return [...groups].map(
    ([variant, statuses]) =>
      `{ ok: ${variant.startsWith('data')}; status: ${statuses.join(' | ')}; ${variant}; response: Response }`,
  )
}
