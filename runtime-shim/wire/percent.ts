/** A path segment without its percent-encoding: `caf%C3%A9` -> `café`; undefined where the encoding is malformed. */
export function decodeParam(raw: string): string | undefined {
  if (!raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch {
    return undefined
  }
}
