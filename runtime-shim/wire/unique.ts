/** Deeper items count as repeated: a hostile value must not overflow the stack. */
const maxDepth = 512

/** Whether no two items are deeply equal as JSON. One pass: a long list must not cost the square of its length. */
export function isUnique(items: readonly unknown[]): boolean {
  const values = new Set<unknown>()
  const texts = new Set<string>()
  for (const item of items) {
    const isObject = typeof item === 'object' && item !== null
    const text = isObject ? canonical(item, 0) : undefined
    if (isObject && (text === undefined || texts.has(text))) return false
    if (!isObject && values.has(item)) return false
    if (text === undefined) values.add(item)
    else texts.add(text)
  }
  return true
}

/** One text for all equal values: JSON with sorted keys; undefined beyond the depth. */
function canonical(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth > maxDepth) return undefined
  const isArray = Array.isArray(value)
  const parts: string[] = []
  for (const key of isArray ? value.keys() : Object.keys(value).sort()) {
    const part = canonical((value as Record<string | number, unknown>)[key], depth + 1)
    if (part === undefined) return undefined
    parts.push(isArray ? part : `${JSON.stringify(key)}:${part}`)
  }
  return isArray ? `[${parts.join()}]` : `{${parts.join()}}`
}
