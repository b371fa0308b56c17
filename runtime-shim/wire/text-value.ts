/** Lists and structured values where only text can travel: path and query parameters, headers, cookies, the environment. */

/** A query key that is given once or more often: `'a'` -> `['a']`. */
export const toList = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : [raw])

/** A comma-separated list: `'a, b'` -> `['a', 'b']`, `''` -> `[]`. */
export function splitList(raw: unknown): unknown[] {
  if (typeof raw !== 'string') return toList(raw)
  if (raw.trim() === '') return []
  return raw.split(',').map((item) => item.trim())
}

/** The value that JSON text stands for; undefined where it is none. */
export function fromJson(raw: unknown): unknown {
  if (typeof raw !== 'string') return undefined
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

/** A converted value, or the text where it stands for none: what an issue shows. */
export const orText = (value: unknown, raw: unknown): unknown => (value === undefined ? raw : value)
