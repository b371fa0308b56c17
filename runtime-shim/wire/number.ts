/** Number as JSON writes it: no white space, no `+`, no hexadecimal, no empty text. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const decimalInteger = /^-?(?:0|[1-9]\d*)$/

/** `'20'` -> 20; undefined for what is not one text that JSON would read as a finite number. */
export function toNumber(raw: unknown): number | undefined {
  if (typeof raw !== 'string' || !jsonNumber.test(raw)) return undefined
  const number = Number(raw)
  return Number.isFinite(number) ? number : undefined
}

/** `'true'` and `'1'` -> true, `'false'` and `'0'` -> false, anything else undefined. */
export function toBoolean(raw: unknown): boolean | undefined {
  if (raw === 'true' || raw === '1') return true
  if (raw === 'false' || raw === '0') return false
  return undefined
}

/** What fills the hole of a template literal type `${number}`: what `Number` reads, as in TypeScript. */
export const isNumberText = (text: string): boolean => text !== '' && Number.isFinite(Number(text))

/** A key that TypeScript takes for a number: one that JavaScript writes so. */
export const isNumericKey = (key: string): boolean => String(Number(key)) === key

/** What fills the hole of a template literal type `${bigint}`: a bigint literal without its `n`, as in TypeScript. */
export const isBigIntText = (text: string): boolean => /^-?(?:0|[1-9]\d*|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text)

/** Reading decimal text takes more than linear time: a hostile body must not buy much with few bytes. */
const longestBigInt = 10_000

/** A bigint's form on the wire: decimal text, or a number that lost nothing. */
export const isBigInt = (value: unknown): value is string | number =>
  typeof value === 'string' ? value.length <= longestBigInt && decimalInteger.test(value) : Number.isSafeInteger(value)

/** Exact for the decimal texts of both numbers: 0.3 is a multiple of 0.1, although `0.3 % 0.1` is not 0. */
export function isMultipleOf(value: number, factor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(factor)) return value % factor === 0
  const [digits, exponent] = decimal(value)
  const [factorDigits, factorExponent] = decimal(factor)
  const scale = Math.min(exponent, factorExponent)
  return (digits * 10n ** BigInt(exponent - scale)) % (factorDigits * 10n ** BigInt(factorExponent - scale)) === 0n
}

/** 1.5e-7 -> [15n, -8]. */
function decimal(value: number): [digits: bigint, exponent: number] {
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  return [BigInt(whole + fraction), Number(exponent) - fraction.length]
}
