import type { PathSegment } from '../../compiler/ir/index.ts'

/**
 * Static segments as a request target spells them: `über` -> `%C3%BCber`, `@me` -> `@me`. The shim brings requests that spell
 * them otherwise into the same form, when nothing matched.
 */
export const canonicalSegments = (segments: readonly PathSegment[]): PathSegment[] =>
  segments.map((segment) => (segment.kind === 'static' ? { kind: 'static', value: canonical(segment.value) } : segment))

const canonical = (value: string): string =>
  encodeURIComponent(value).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)
