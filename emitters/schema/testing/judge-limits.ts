/** Where a judge says something else than JSON Schema, and is not asked. */

/** Whether an object is the value or within it. */
const holds = (value: unknown, is: (object: object) => boolean): boolean =>
  typeof value === 'object' && value !== null && (is(value) || Object.values(value).some((part) => holds(part, is)))

/** Whether a member, or a type, has such a name. */
const names = (types: unknown, is: (name: string) => boolean): boolean =>
  holds(types, (object) => 'name' in object && typeof object.name === 'string' && is(object.name))

/** TypeBox takes what every object inherits for a member of its own: for schemas with members of such names. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))
export const namesInherited = (types: unknown): boolean => names(types, (name) => inherited.has(name))

/** TypeBox compares items of lists by a hash in which lists have neither end nor commas: `[[[]], []]` and `[[], [[]]]` are one to it. */
export const hasItemsAlike = (value: unknown): boolean =>
  holds(value, (list) => {
    if (!Array.isArray(list)) return false
    const texts = list.map((item) => JSON.stringify(item))
    return new Set(texts.map((text) => text.replace(/[\]},]/g, ''))).size < new Set(texts).size
  })

/**
 * TypeBox divides in floating point: past 2^53 its verdict on a multiple says nothing of the decimal number that the text stands for.
 * 4.328470189518318e+247 is a multiple of 3 there, as the sum of its digits says.
 */
export const hasHugeNumber = (value: unknown): boolean => holds([value], (object) => Object.values(object).some(isHuge))
const isHuge = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER

/** Where the member whose name is no text is missing, ajv keeps that name as what is missing, and takes it for nothing. */
export const namesNothing = (types: unknown): boolean => names(types, (name) => name === '')

/** ajv compares objects by asking them for their `valueOf` and `toString`. */
export const hasKeysInherited = (value: unknown): boolean =>
  holds(value, (object) => Object.keys(object).some((key) => inherited.has(key)))

/** ajv writes the names of members as URIs, in which a lone surrogate has no form (RFC 3986): it throws at such a schema. */
export const namesLoneSurrogate = (types: unknown): boolean => names(types, (name) => /\p{Surrogate}/u.test(name))
