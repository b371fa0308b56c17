/** Guards of emitted serialisers: what a reply's type does not declare must not leave, even where the value is not of that type. */

/** A member that is declared as text, number or boolean. An object in its place would carry undeclared members out. */
export function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new TypeError('there is an object where the type declares none')
  return value
}

/** The same for a list. */
export function plainItems(items: readonly unknown[]): readonly unknown[] {
  if (!Array.isArray(items)) throw new TypeError('there is no list where the type declares one')
  for (let i = 0; i < items.length; i++) plain(items[i])
  return items
}

/** Thrown where a value fits no member of a union. */
export const unfit = (expected: string): TypeError => new TypeError(`the value is no ${expected}`)

/** Thrown where a value nests deeper than the depth that is accepted on input, or without end. */
export const tooDeep = (expected: string): RangeError => new RangeError(`the value nests ${expected} deeper than 512 levels`)
