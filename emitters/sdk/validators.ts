/**
 * validators.js: what the server would refuse, as interceptors that refuse it before it is sent. Its checks are the server's own.
 *
 *   const createUserChecks = { json: explainUser }
 *   export const validateCreateUser = validation({ 'POST /users': createUserChecks })
 *   export const validate = validation({ 'POST /users': createUserChecks, ... })
 */
import type { BodyContract, Property } from '../../compiler/ir/index.ts'
import { comment, docComment, key, literal, names, quote, text } from '../code/index.ts'
import { createValueFunctions, type ValueFunctions } from '../validator/index.ts'
import { type Import, importOf, type SdkApp, type SdkRoute } from './module.ts'
import { checkable, namedAs } from './other-side.ts'
import { wordsErrors } from './replies.ts'
import type { EmittedRoute } from './route.ts'

export interface EmittedValidators {
  readonly code: string
  readonly declaration: string
  /** From validators.runtime.js. */
  readonly imports: readonly Import[]
}

export function emitValidators(ir: SdkApp, routes: readonly EmittedRoute[]): EmittedValidators {
  const given = names()
  for (const name of ['validate', 'validation']) given.reserve(name)
  const values = createValueFunctions({ types: namedAs(ir.types, checkable), config: ir.config }, given)
  const signed = ir.cookies?.signed ?? []
  const checked = routes.flatMap(({ route, operation: { name } }) => {
    const checks = checksOf(values, route, name, signed)
    // What an app says in its own words is not known here.
    if (checks.length === 0 || wordsErrors(route)) return []
    return [{ route, checks, constant: given.unique(`${name} checks`), name: given.unique(`validate ${name}`) }]
  })
  const code = text()
  for (const { route, checks, constant } of checked) {
    code.line(comment(route.id)).open(`const ${constant} = {`)
    for (const check of checks) code.line(`${check},`)
    code.close().line()
  }
  for (const { route, name, constant } of checked)
    code.line(`export const ${name} = /* @__PURE__ */ validation({ ${quote(route.id)}: ${constant} })`)
  code.line().line(docComment(ALL)).open('export const validate = /* @__PURE__ */ validation({')
  for (const { route, constant } of checked) code.line(`${quote(route.id)}: ${constant},`)
  code.close('})').line().lines(values.render())
  const declaration = text()
  for (const { route, name } of checked) {
    declaration.line(docComment(`Refuses what \`${route.id}\` would refuse, with the same 422, before it is sent.`))
    declaration.line(`export declare const ${name}: Interceptor`)
  }
  declaration.line(docComment(ALL)).line('export declare const validate: Interceptor')
  return {
    code: code.toString(),
    declaration: declaration.toString(),
    imports: [...values.imports().map(importOf), { name: 'validation', local: 'validation' }],
  }
}

const ALL = 'Refuses what the server would refuse, with the same 422, before it is sent. Put it last in `use`.'

/** Members of the checks of a route; none where it takes whatever comes. */
function checksOf(values: ValueFunctions, route: SdkRoute, hint: string, signed: readonly string[]): readonly string[] {
  const { params, query, headers, cookies, body } = route.request
  const explain = (part: readonly Property[], from: 'params' | 'query' | 'headers' | 'cookies') =>
    values.coerce(part.map(withCheckableType), from, `${hint} ${from}`).explain
  const own = (cookies ?? []).filter(({ name }) => !signed.includes(name))
  return [
    ...(params ? [`params: ${explain(params, 'params')}`, `places: ${places(route)}`] : []),
    ...(query ? [`query: ${explain(query, 'query')}`] : []),
    ...(headers ? [`headers: ${explain(headers, 'headers')}`, `names: ${literal(headers.map(({ name }) => name))}`] : []),
    ...(own.length > 0 ? [`cookies: ${explain(own, 'cookies')}`] : []),
    ...(body ? bodyChecks(values, body, `${hint} body`) : []),
  ]
}

const withCheckableType = (property: Property): Property => ({ ...property, type: checkable(property.type) })

/** `{ id: 1, rest: -3 }`: a rest is all from place 2 on. */
function places({ segments }: SdkRoute): string {
  const named = segments.flatMap((segment, place) =>
    segment.kind === 'static' ? [] : [`${key(segment.name)}: ${segment.kind === 'rest' ? -1 - place : place}`],
  )
  return `{ ${named.join(', ')} }`
}

/** Files, bytes and streams are left to the server. */
function bodyChecks(values: ValueFunctions, { content, type, optional }: BodyContract, hint: string): readonly string[] {
  const whole = checkable(type)
  const isOptional = optional ? ['optional: true'] : []
  switch (content) {
    case 'json':
    case 'text':
      return [`${content}: ${values.explain(whole, hint)}`, ...isOptional]
    case 'form': {
      const fields = whole.kind === 'object' ? whole.properties : []
      return [`form: ${values.coerce(fields, 'query', hint).explain}`, ...isOptional]
    }
    default:
      return []
  }
}
