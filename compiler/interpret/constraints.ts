import {
  type BigIntType,
  type NumberConstraint,
  type NumberType,
  type StringConstraint,
  type StringType,
  unreachable,
} from '../ir/index.ts'
import { formats } from './formats.ts'

export function normalise(text: string, { constraints }: StringType): string {
  let result = text
  for (const constraint of constraints) {
    if (constraint.kind !== 'transform') continue
    if (constraint.transform === 'trim') result = result.trim()
    else result = constraint.transform === 'lowercase' ? result.toLowerCase() : result.toUpperCase()
  }
  return result
}

export const acceptsString = (value: unknown, type: StringType): boolean =>
  typeof value === 'string' && type.constraints.every((constraint) => allowsText(normalise(value, type), constraint))

function allowsText(text: string, constraint: StringConstraint): boolean {
  switch (constraint.kind) {
    case 'minLength':
      return text.length >= constraint.value
    case 'maxLength':
      return text.length <= constraint.value
    case 'pattern':
      return new RegExp(constraint.source, 'u').test(text)
    case 'format':
      return formats[constraint.format](text)
    case 'startsWith':
      return text.startsWith(constraint.value)
    case 'endsWith':
      return text.endsWith(constraint.value)
    case 'includes':
      return text.includes(constraint.value)
    case 'transform':
    // The app's own are asked when the value is known to be of the type.
    case 'check':
    case 'sensitive':
    case 'brand':
      return true
    default:
      return unreachable(constraint)
  }
}

export const acceptsNumber = (value: unknown, { constraints }: NumberType): boolean =>
  typeof value === 'number' && Number.isFinite(value) && constraints.every((constraint) => allowsNumber(value, constraint))

function allowsNumber(value: number, constraint: NumberConstraint): boolean {
  switch (constraint.kind) {
    case 'minimum':
      return constraint.exclusive ? value > constraint.value : value >= constraint.value
    case 'maximum':
      return constraint.exclusive ? value < constraint.value : value <= constraint.value
    case 'multipleOf':
      return isMultiple(value, constraint.value)
    case 'numeric':
      if (constraint.numeric === 'float') return new Float32Array([value])[0] === value
      if (!Number.isSafeInteger(value)) return false
      if (constraint.numeric === 'int32') return value >= -2147483648 && value <= 2147483647
      return constraint.numeric === 'integer' || (value >= 0 && value <= 4294967295)
    // The app's own are asked when the value is known to be of the type.
    case 'check':
    case 'sensitive':
    case 'brand':
      return true
    default:
      return unreachable(constraint)
  }
}

/** As decimals: both as integers of the smallest unit that either is written in. */
function isMultiple(value: number, factor: number): boolean {
  const fixed = (number: number): [string, string] => {
    const [mantissa, exponent] = number.toExponential().split('e') as [string, string]
    const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
    const shift = Number(exponent)
    const digits = whole + fraction.padEnd(Math.max(shift, 0), '0')
    const point = (whole.length - fraction.length + shift > 0 ? 0 : 0) + shift
    return [digits, String(point - (digits.length - whole.length))]
  }
  const [a, aScale] = fixed(value)
  const [b, bScale] = fixed(factor)
  const scale = Math.min(Number(aScale), Number(bScale))
  const integer = (digits: string, own: string) => BigInt(digits + '0'.repeat(Number(own) - scale))
  return integer(a, aScale) % integer(b, bScale) === 0n
}

export function acceptsBigInt(value: unknown, { constraints }: BigIntType): boolean {
  const isWhole =
    typeof value === 'number'
      ? Number.isSafeInteger(value)
      : typeof value === 'string' && value.length <= 10_000 && /^-?(0|[1-9][0-9]*)$/.test(value)
  if (!isWhole) return false
  const number = BigInt(value as string | number)
  return constraints.every((constraint) => {
    if (constraint.kind === 'minimum')
      return constraint.exclusive ? number > BigInt(constraint.value) : number >= BigInt(constraint.value)
    if (constraint.kind === 'maximum')
      return constraint.exclusive ? number < BigInt(constraint.value) : number <= BigInt(constraint.value)
    return true
  })
}
