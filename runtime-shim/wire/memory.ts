/** What has been found out about parts of one value, by the function that found it and by the part or its place. */
export type Memory = Map<string, Map<unknown, unknown>>

export const isRemembered = (memory: Memory, name: string, part: unknown): boolean => memory.get(name)?.has(part) === true

export const remembered = (memory: Memory, name: string, part: unknown): unknown => memory.get(name)?.get(part)

export function remember(memory: Memory, name: string, part: unknown, found: unknown): unknown {
  const known = memory.get(name)
  if (known === undefined) memory.set(name, new Map([[part, found]]))
  else known.set(part, found)
  return found
}
