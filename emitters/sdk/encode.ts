/** Members that travel as text, by expressions that make of a value the text from which the server makes that value. */
import { resolve, type Type } from '../../compiler/ir/index.ts'
import { quote } from '../code/index.ts'
import { type Field, isOptional } from './input.ts'
import type { SdkModule } from './module.ts'

/** Longer lines are broken. */
export const WIDTH = 120

/** `[['tag', input.tag], ['since', input.since?.toISOString()]]`, one a line where that is long. */
export function entries(module: SdkModule, fields: readonly Field[]): string {
  const pairs = fields.map((field) => `[${quote(field.property.name)}, ${textExpression(module, field)}]`)
  const line = `[${pairs.join(', ')}]`
  return line.length <= WIDTH ? line : `[\n${pairs.map((pair) => `  ${pair},\n`).join('')}]`
}

/** An expression of what `String` makes the text of, of a list of such, or of undefined. */
export function textExpression(module: SdkModule, { property, value }: Field): string {
  const whole = resolve(property.type, module.ir.types)
  const chain = isOptional(property) ? '?' : ''
  if (isPlainTexts(whole, module)) return value
  if (whole.kind === 'date') return `${value}${chain}.toISOString()`
  if (whole.kind === 'bytes') return `${chain && `${value} && `}${module.runtime('encodeBase64')}(${value})`
  if (whole.kind === 'array' && whole.typed === undefined) return `${value}${chain}.map(${module.runtime('textOf')})`
  return `${module.runtime('textOf')}(${value})`
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
  if (whole.kind === 'union') return whole.members.every((member) => isPlainTexts(member, module))
  return isPlainText(whole, module) || (whole.kind === 'array' && whole.typed === undefined && isPlainText(whole.element, module))
}
