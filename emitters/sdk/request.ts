/**
 * The request of a route as an emitted function describes it, without its body:
 *
 *   path: withQuery(`/articles/${segment(input.slug)}`, [['draft', input.draft]]),
 *   headers: { 'if-match': header(input.headers?.['if-match']) },
 */
import { type BodyContract, type PathSegment, unreachable } from '../../compiler/ir/index.ts'
import { docBlock, key, quote, type Text } from '../code/index.ts'
import { entries, textExpression, WIDTH } from './encode.ts'
import { declaredInput, type Field, type Input } from './input.ts'
import type { SdkModule } from './module.ts'

/** `headers: { ... },`, one member a line where that is long. */
export function member(name: string, members: readonly string[]): string {
  const line = `${name}: { ${members.join(', ')} },`
  return line.length <= WIDTH ? line : `${name}: {\n${members.map((one) => `  ${one.replaceAll('\n', '\n  ')},\n`).join('')}},`
}

export function pathExpression(module: SdkModule, segments: readonly PathSegment[], input: Input): string {
  const parts = segments.map((segment) => {
    if (segment.kind === 'static') return encodeURIComponent(segment.value)
    const field = input.params.find(({ property }) => property.name === segment.name)!
    const value = textExpression(module, field)
    return `\${${module.runtime(segment.kind === 'rest' ? 'segments' : 'segment')}(${value})}`
  })
  const path = `/${parts.join('/')}`
  const code = path.includes('${') ? `\`${path}\`` : quote(path)
  return input.query.length === 0 ? code : `${module.runtime('withQuery')}(${code}, ${entries(module, input.query)})`
}

export function headerEntries(module: SdkModule, input: Input): string[] {
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

/** `export interface GetArticleInput { ... }`; gives the parameter, as `input: GetArticleInput`. */
export function declareInput(out: Text, module: SdkModule, input: Input, base: string): string {
  const members = declaredInput(input, module.spelling)
  const parameter = `input${input.isOptional ? '?' : ''}`
  if (members.length === 0) return `${parameter}: {}`
  const name = module.typeNames.unique(`${base}Input`)
  out.open(`export interface ${name} {`)
  for (const { doc, code } of members) {
    if (doc.length > 0) out.lines(docBlock(doc))
    out.line(code)
  }
  out.close()
  return `${parameter}: ${name}`
}
