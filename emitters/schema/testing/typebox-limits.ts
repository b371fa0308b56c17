/** Where TypeBox's compiled check says something else than JSON Schema, and is not asked. */

/** It takes what every object inherits for a member of its own: for schemas with members of such names. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))
export const namesInherited = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('name' in value && typeof value.name === 'string' && inherited.has(value.name)) || Object.values(value).some(namesInherited))

/** It compares items of lists by a hash in which lists have neither end nor commas: `[[[]], []]` and `[[], [[]]]` are one to it. */
export function hasItemsAlike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Object.values(value).some(hasItemsAlike)) return true
  if (!Array.isArray(value)) return false
  const texts = value.map((item) => JSON.stringify(item))
  return new Set(texts.map((text) => text.replace(/[\]},]/g, ''))).size < new Set(texts).size
}

/**
 * It divides in floating point: past 2^53 its verdict on a multiple says nothing of the decimal number that the text stands for.
 * 4.328470189518318e+247 is a multiple of 3 there, as the sum of its digits says.
 */
export const hasHugeNumber = (value: unknown): boolean =>
  typeof value === 'number'
    ? Math.abs(value) > Number.MAX_SAFE_INTEGER
    : typeof value === 'object' && value !== null && Object.values(value).some(hasHugeNumber)
