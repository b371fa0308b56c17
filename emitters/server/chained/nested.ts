/**
 * Named types inside a body, wherever they are: a function that rewrites them and leaves the rest as it is.
 *
 *   { author: User; tags: string[] }  ->  function rewriteArticle(value) { return { ...value, author: userResponse(value.author) } }
 *
 * What a transform is given is not looked into: it speaks of the whole value.
 */
import { type NamedTypes, reachable, resolve, type Type, type TypeTransforms } from '../../../compiler/ir/index.ts'
import { key, member as memberOf, type Text, text } from '../../code/index.ts'
import type { ServerModule } from '../module.ts'
import { transformCall } from './request.ts'

/** The call that rewrites a value. */
export function emitNestedTypes(module: ServerModule, transforms: TypeTransforms, hint: string, value: string): string {
  const types: NamedTypes = { ...module.ir.types, ...module.ir.chains?.types }
  const transformed = new Set(transforms.named.map(({ id }) => id))
  const isAsync = transforms.named.some(({ transform }) => transform.isAsync)
  const scope: Scope = {
    module,
    types,
    isAsync,
    hint,
    named: transforms.named,
    touches: (type) =>
      (type.kind === 'ref' && transformed.has(type.id)) || [...reachable([type], types)].some((id) => transformed.has(id)),
  }
  return rewritten(scope, transforms.type, value)
}

interface Scope {
  readonly module: ServerModule
  readonly types: NamedTypes
  readonly isAsync: boolean
  readonly hint: string
  readonly named: TypeTransforms['named']
  readonly touches: (type: Type) => boolean
}

/** An expression; for what has several parts, a call of a function of the module. */
function rewritten(scope: Scope, type: Type, value: string): string {
  if (!scope.touches(type)) return value
  const own = type.kind === 'ref' ? scope.named.find(({ id }) => id === type.id) : undefined
  if (own) {
    const call = transformCall(scope.module, own.transform, value)
    return own.transform.isAsync ? `(${call})` : call
  }
  const call = `${functionOf(scope, type)}(${value})`
  return scope.isAsync ? `(await ${call})` : call
}

function functionOf(scope: Scope, type: Type): string {
  const files = scope.named.map(({ transform }) => [transform.source.file, transform.source.member])
  return scope.module.function(`rewrite ${JSON.stringify([type, files])}`, `rewrite ${scope.hint}`, (name) => {
    const out = text()
    out.open(`${scope.isAsync ? 'async ' : ''}function ${name}(value) {`)
    body(scope, out, resolve(type, scope.types))
    return out.close().toString()
  })
}

function body(scope: Scope, out: Text, type: Type): void {
  switch (type.kind) {
    case 'array':
      out.line('const result = []').line(`for (const item of value) result.push(${rewritten(scope, type.element, 'item')})`)
      return void out.line('return result')
    case 'tuple': {
      out.line('const result = value.slice()')
      for (const [index, element] of type.elements.entries()) {
        if (!scope.touches(element.type)) continue
        if (element.mode === 'rest')
          out.line(`for (let i = ${index}; i < result.length; i++) result[i] = ${rewritten(scope, element.type, 'result[i]')}`)
        else out.line(`if (result.length > ${index}) result[${index}] = ${rewritten(scope, element.type, `result[${index}]`)}`)
      }
      return void out.line('return result')
    }
    case 'object': {
      out.line('const result = { ...value }')
      for (const { name, type: member, optional } of type.properties) {
        if (!scope.touches(member)) continue
        const place = memberOf('value', name)
        const statement = `${memberOf('result', name)} = ${rewritten(scope, member, place)}`
        out.line(optional ? `if (${place} !== undefined) ${statement}` : statement)
      }
      for (const { value: entry } of type.index) {
        if (!scope.touches(entry)) continue
        const declared = type.properties.map(({ name }) => key(name))
        out.open('for (const name of Object.keys(value)) {')
        if (declared.length > 0)
          out.line(`if (Object.hasOwn({ ${declared.map((one) => `${one}: 0`).join(', ')} }, name)) continue`)
        out.line(`result[name] = ${rewritten(scope, entry, 'value[name]')}`).close()
      }
      return void out.line('return result')
    }
    case 'union': {
      for (const member of membersOf(scope, type)) {
        if (!scope.touches(member)) continue
        const is = scope.module.valuesWith('strip').is(member, `${scope.hint} member`)
        out.line(`if (${is}(value)) return ${rewritten(scope, member, 'value')}`)
      }
      return void out.line('return value')
    }
    default:
      return void out.line('return value')
  }
}

/** Unions inside unions are opened, unless they are what is rewritten. */
function membersOf(scope: Scope, type: Type): readonly Type[] {
  if (type.kind === 'ref' && scope.named.some(({ id }) => id === type.id)) return [type]
  const whole = resolve(type, scope.types)
  return whole.kind === 'union' ? whole.members.flatMap((member) => membersOf(scope, member)) : [type]
}
