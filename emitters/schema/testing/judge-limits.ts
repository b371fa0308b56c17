/** Where a judge says something else than JSON Schema, and is not asked. */

/** TypeBox takes what every object inherits for a member of its own: for schemas with members of such names. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))
export const namesInherited = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('name' in value && typeof value.name === 'string' && inherited.has(value.name)) || Object.values(value).some(namesInherited))

/** TypeBox compares items of lists by a hash in which lists have neither end nor commas: `[[[]], []]` and `[[], [[]]]` are one to it. */
export function hasItemsAlike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Object.values(value).some(hasItemsAlike)) return true
  if (!Array.isArray(value)) return false
  const texts = value.map((item) => JSON.stringify(item))
  return new Set(texts.map((text) => text.replace(/[\]},]/g, ''))).size < new Set(texts).size
}

/**
 * TypeBox divides in floating point: past 2^53 its verdict on a multiple says nothing of the decimal number that the text stands for.
 * 4.328470189518318e+247 is a multiple of 3 there, as the sum of its digits says.
 */
export const hasHugeNumber = (value: unknown): boolean =>
  typeof value === 'number'
    ? Math.abs(value) > Number.MAX_SAFE_INTEGER
    : typeof value === 'object' && value !== null && Object.values(value).some(hasHugeNumber)

/** Where the member whose name is no text is missing, ajv keeps that name as what is missing, and takes it for nothing. */
export const namesNothing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('name' in value && value.name === '') || Object.values(value).some(namesNothing))

/** ajv compares objects by asking them for their `valueOf` and `toString`. */
export const hasKeysInherited = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.keys(value).some((key) => inherited.has(key)) || Object.values(value).some(hasKeysInherited))

/** ajv writes the names of members as URIs, in which a lone surrogate has no form (RFC 3986): it throws at such a schema. */
export const namesLoneSurrogate = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('name' in value && typeof value.name === 'string' && /\p{Surrogate}/u.test(value.name)) ||
    Object.values(value).some(namesLoneSurrogate))
