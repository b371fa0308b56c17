/** Classes of ASCII characters, looked up by code: `(classes[code]! & hex) !== 0`. Codes from 128 on belong to none. */
export const digit = 1
export const hex = 2
export const lower = 4
export const upper = 8
export const base64 = 16
export const base64url = 32
export const atom = 64
export const crockford = 128
/** Of host names: what may stand in one, what parts its labels, and what no label starts or ends with. */
export const name = 256
export const dot = 512
export const edge = 1024
export const letter = lower | upper
export const alphanumeric = digit | letter

/** Indexed by any UTF-16 code unit: a table as long as that needs no bounds check. */
export const classes: Uint16Array = /* @__PURE__ */ table()

function table(): Uint16Array {
  const result = new Uint16Array(65536)
  const mark = (flag: number, characters: string): void => {
    for (const character of characters) result[character.charCodeAt(0)]! |= flag
  }
  const digits = '0123456789'
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const capitals = letters.toUpperCase()
  const all = digits + letters + capitals
  mark(digit, digits)
  mark(hex, `${digits}abcdefABCDEF`)
  mark(lower, letters)
  mark(upper, capitals)
  mark(base64, `${all}+/`)
  mark(base64url, `${all}-_`)
  mark(atom, `${all}!#$%&'*+-/=?^_\`{|}~.`)
  mark(crockford, `${digits}ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz`)
  mark(name, `${all}-.`)
  mark(dot, '.')
  mark(edge, '-.')
  return result
}

/** Whether all of `text` from `start` to `end` is of a class. */
export function isAll(flag: number, text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((classes[text.charCodeAt(i)]! & flag) === 0) return false
  return true
}

/** The number written with two digits at `i`, which the text has; 100 where they are none. */
export function twoDigits(text: string, i: number): number {
  const tens = text.charCodeAt(i) - 48
  const ones = text.charCodeAt(i + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100
}
