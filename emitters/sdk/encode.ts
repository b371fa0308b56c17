/** Members that travel as text: what the server converts from text, converted to it. */
import { resolve, type Type } from '../../compiler/ir/index.ts'
import { quote } from '../code/index.ts'
import { type Field, isOptional } from './input.ts'
import type { SdkModule } from './module.ts'

/** Where several texts of one name are a list; elsewhere commas separate. */
export type Carrier = 'repeated' | 'commas'

/** `[['tag', input.tag], ['since', input.since?.toISOString()]]` */
export function entries(module: SdkModule, fields: readonly Field[], carrier: Carrier, hint: string): string {
  return `[${fields.map((field) => `[${quote(field.property.name)}, ${textExpression(module, field, carrier, hint)}]`).join(', ')}]`
}

export function textExpression(module: SdkModule, { property, value }: Field, carrier: Carrier, hint: string): string {
  if (value.startsWith('own(')) module.runtime('own')
  return textsOf(module, property.type, value, carrier, isOptional(property), `${hint} ${property.name}`)
}

/** An expression of a text, of several where the carrier takes them, or of undefined. */
function textsOf(module: SdkModule, type: Type, value: string, carrier: Carrier, mayBeAbsent: boolean, hint: string): string {
  const whole = resolve(type, module.ir.types)
  if (isPlainText(whole, module)) return value
  if (whole.kind === 'array' || whole.kind === 'set') {
    const items = itemsOf(module, whole, value, mayBeAbsent, hint)
    return carrier === 'commas' ? `${module.runtime('list')}(${items})` : items
  }
  if (whole.kind === 'tuple' && whole.elements.every((element) => isPlainText(resolve(element.type, module.ir.types), module)))
    return carrier === 'commas' ? `${module.runtime('list')}(${value})` : value
  if (whole.kind === 'union' && carrier === 'repeated' && whole.members.every((member) => isPlainTexts(member, module)))
    return value
  return oneText(module, whole, value, mayBeAbsent, hint)
}

function itemsOf(
  module: SdkModule,
  type: Extract<Type, { kind: 'array' | 'set' }>,
  value: string,
  mayBeAbsent: boolean,
  hint: string,
): string {
  const isPlain = isPlainText(resolve(type.element, module.ir.types), module)
  const isArray = type.kind === 'array' && type.typed === undefined
  if (isArray && isPlain) return value
  const item = oneText(module, resolve(type.element, module.ir.types), 'item', false, `${hint} item`)
  const guard = mayBeAbsent ? `${value} && ` : ''
  if (isArray) return `${value}${mayBeAbsent ? '?' : ''}.map((item) => ${item})`
  return `${guard}Array.from(${value}${isPlain ? '' : `, (item) => ${item}`})`
}

/** Text of a value that is no list where lists are several texts. */
function oneText(
  module: SdkModule,
  type: Exclude<Type, { kind: 'ref' }>,
  value: string,
  mayBeAbsent: boolean,
  hint: string,
): string {
  if (isPlainText(type, module)) return value
  const guard = mayBeAbsent ? `${value} && ` : ''
  switch (type.kind) {
    case 'date':
      return `${value}${mayBeAbsent ? '?' : ''}.toISOString()`
    case 'bytes':
      return `${guard}${module.runtime('encodeBase64')}(${value})`
    case 'object':
    case 'map':
    case 'array':
    case 'set':
    case 'tuple':
      return `${guard}${module.write(type, hint) ?? 'JSON.stringify'}(${value})`
    default:
      return `${module.runtime('textOf')}(${value})`
  }
}

/** Whether `String(value)` is the text: a URL is its `href`. */
function isPlainText(type: Type, module: SdkModule): boolean {
  const whole = resolve(type, module.ir.types)
  switch (whole.kind) {
    case 'string':
    case 'template':
    case 'literal':
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'url':
    case 'null':
    case 'undefined':
    case 'never':
      return true
    case 'union':
      return whole.members.every((member) => isPlainText(member, module))
    default:
      return false
  }
}

function isPlainTexts(type: Type, module: SdkModule): boolean {
  const whole = resolve(type, module.ir.types)
  return isPlainText(whole, module) || (whole.kind === 'array' && whole.typed === undefined && isPlainText(whole.element, module))
}
