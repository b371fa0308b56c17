/** A JSON object, not an array and not null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member whose name every object inherits, such as `constructor`: absent unless it is the object's own. */
export const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined

/** Sets a member under a name that comes from outside: `__proto__` becomes a member like any other. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
  else object[name] = value
}

export function countKeys(object: object): number {
  let count = 0
  for (const _ in object) count++
  return count
}
