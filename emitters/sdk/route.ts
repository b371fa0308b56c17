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
import { type BodyContract, unreachable } from '../../compiler/ir/index.ts'
import { comment, docBlock, key, member as memberAccess, quote, text } from '../code/index.ts'
import { docLines } from '../declaration/index.ts'
import type { Operation } from '../operations/index.ts'
import type { EmittedMember } from './emitted-member.ts'
import { entries } from './encode.ts'
import { type Field, type Input, inputOf, readMember } from './input.ts'
import { placeOf, type SdkModule, type SdkRoute } from './module.ts'
import { type Paged, pagedOf } from './pages.ts'
import { type Answer, answersOf } from './replies.ts'
import { declareInput, headerEntries, member, pathExpression } from './request.ts'

export interface EmittedRoute extends EmittedMember {
  readonly route: SdkRoute
}

export function emitRoute(module: SdkModule, route: SdkRoute, operation: Operation): EmittedRoute {
  const input = inputOf(module, route)
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

function functionCode(module: SdkModule, route: SdkRoute, { name }: Operation, input: Input, answers: readonly Answer[]): string {
  const out = text()
  out.line(comment(placeOf(route)))
  out.open(`export function ${name}(client, input${input.isOptional ? ' = {}' : ''}, options) {`)
  out.open(`return ${module.runtime('call')}(client, options, ${quote(route.id)}, () => ({`)
  out.lines(`path: ${pathExpression(module, route.segments, input)},`)
  const headers = [...pinOf(module, input), ...headerEntries(module, input)]
  if (headers.length > 0) out.lines(member('headers', headers))
  const body = input.body && bodyExpression(module, input.body, name)
  if (body !== undefined) out.lines(`body: ${body},`)
  out.lines(
    member(
      'replies',
      answers.map(({ status, reader }) => `${status}: ${reader}`),
    ),
  )
  if (route.idempotency !== undefined) out.line(`keyed: ${module.runtime('idempotencyKey')},`)
  const told = answers.flatMap(({ status, headers }) => (headers ? [`${status}: ${headers.reader}`] : []))
  if (told.length > 0) out.lines(member('told', told))
  return out.close('}))').close().toString()
}

/** Where the route does not leave the version to its callers. */
function pinOf({ pin }: SdkModule, { headers }: Input): string[] {
  const isPinned = pin !== undefined && !headers.some(({ property }) => property.name === pin.header)
  return isPinned ? [`${key(pin.header)}: apiVersion`] : []
}

function bodyExpression(module: SdkModule, { content, type, optional, files = [] }: BodyContract, hint: string): string {
  const ifThere = (code: string) => (optional ? `input.body === undefined ? undefined : ${code}` : code)
  switch (content) {
    case 'json': {
      const write = module.write(type, `${hint} body`)
      return write === undefined ? 'JSON.stringify(input.body)' : ifThere(`${write}(input.body)`)
    }
    case 'form': {
      return ifThere(`${module.runtime('pairs')}(${entries(module, bodyFields(module, type))})`)
    }
    case 'multipart': {
      const texts = entries(module, bodyFields(module, type))
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

const bodyFields = (module: SdkModule, type: BodyContract['type']): readonly Field[] =>
  (type.kind === 'object' ? type.properties : []).map((property) => ({
    property,
    value: readMember(module, 'input.body', property.name, true),
  }))

function declaredTypes(
  module: SdkModule,
  route: SdkRoute,
  { name }: Operation,
  input: Input,
  answers: readonly Answer[],
): Pick<EmittedRoute, 'declaration' | 'signature'> {
  const base = name.charAt(0).toUpperCase() + name.slice(1)
  const out = text()
  const parameter = declareInput(out, module, input, base)
  const resultName = module.typeNames.unique(`${base}Result`)
  const successes = [...new Set(answers.filter(isSuccess).map(({ type }) => type))]
  const data = successes.length === 0 ? 'never' : successes.join(' | ')
  out.line(`export type ${resultName} =`)
  for (const variant of variantsOf(answers)) out.line(`  | ${variant}`)
  out.line('  | Failure')
  const parameters = `${parameter}, options?: CallOptions`
  const result = `Call<${resultName}, ${data}>`
  out.lines(docBlock([...docLines(route.doc), ...(route.doc?.summary === undefined ? [] : ['']), `\`${route.id}\``]))
  out.line(`export declare function ${name}(client: ClientOptions, ${parameters}): ${result}`)
  return { declaration: out.toString(), signature: { parameters, result } }
}

const isSuccess = ({ status }: Answer): boolean => status === 'default' || status < 400

/** Members of the union of results: answers of one type together. What is declared for any other status may be either. */
function variantsOf(answers: readonly Answer[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { status, type, headers } of answers) {
    const told = headers ? `; headers: ${headers.type}` : ''
    const variants = [
      ...(status === 'default' || status < 400 ? [`data: ${type}${told}`] : []),
      ...(status === 'default' || status >= 400 ? [`error: ${type}${told}`] : []),
    ]
    for (const variant of variants)
      groups.set(variant, [...(groups.get(variant) ?? []), status === 'default' ? 'number' : `${status}`])
  }
  return [...groups].map(
    ([variant, statuses]) =>
      `{ ok: ${variant.startsWith('data')}; status: ${statuses.join(' | ')}; ${variant}; response: Response }`,
  )
}
