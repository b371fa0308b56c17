/**
 * Paths of routes, from the names of files and from texts:
 *
 *   src/api/users/[id]/index.ts  -> /users/:id       src/api/files/[...rest].ts -> /files/*rest
 */
import type { PathSegment } from '../../ir/index.ts'

export type ParsedPath = { readonly segments: readonly PathSegment[] } | { readonly reason: string }

const NAME = /^[A-Za-z_$][\w$]*$/

/** `[id]` -> a parameter. */
export function pathOfFile(file: string, folder: string): ParsedPath {
  const parts = file
    .slice(folder.length + 1)
    .replace(/\.[mc]?tsx?$/, '')
    .split('/')
  if (parts.at(-1) === 'index') parts.pop()
  return collect(parts.map(segmentOfFile))
}

/** Of the folder that a file is in. */
export function pathOfFolder(file: string, folder: string): ParsedPath {
  const below = file.slice(folder.length + 1)
  return collect(below.split('/').slice(0, -1).map(segmentOfFile))
}

/** `/users/:id`; a `/` at the end is left out, as file routes have none. */
export function pathOfText(text: string): ParsedPath {
  if (text !== '' && !text.startsWith('/')) return { reason: 'it must begin with `/`' }
  const parts = text.split('/').slice(1)
  if (parts.at(-1) === '') parts.pop()
  return collect(parts.map(segmentOfText))
}

/** `/` for no segments. */
export const pathText = (segments: readonly PathSegment[]): string => `/${segments.map(segmentText).join('/')}`

function segmentText(segment: PathSegment): string {
  if (segment.kind === 'static') return segment.value
  return segment.kind === 'param' ? `:${segment.name}` : `*${segment.name}`
}

function collect(parsed: readonly (PathSegment | string)[]): ParsedPath {
  const reason = parsed.find((part) => typeof part === 'string')
  return reason === undefined ? { segments: parsed as readonly PathSegment[] } : { reason }
}

function segmentOfFile(part: string): PathSegment | string {
  const brackets = /^\[(\.\.\.)?([^[\]]*)\]$/.exec(part)
  if (!brackets)
    return /[[\]]/.test(part) ? `\`${part}\` has brackets that are not around the whole segment` : staticSegment(part)
  const [, rest, name = ''] = brackets
  return named(rest === undefined ? 'param' : 'rest', name)
}

function segmentOfText(part: string): PathSegment | string {
  if (part.startsWith(':')) return named('param', part.slice(1))
  if (part.startsWith('*')) return named('rest', part.slice(1) || 'rest')
  return staticSegment(part)
}

const named = (kind: 'param' | 'rest', name: string): PathSegment | string =>
  NAME.test(name) ? { kind, name } : `\`${name}\` is not a name for a parameter`

/** As it arrives: what a URL cannot hold as it is, is percent-encoded. */
function staticSegment(part: string): PathSegment | string {
  if (part === '' || part === '.' || part === '..') return 'it has an empty segment'
  if (/\p{Cs}/u.test(part)) return 'it is not valid Unicode'
  const plain = /%[0-9A-Fa-f]{2}/.test(part) ? part : encodeURIComponent(part)
  return { kind: 'static', value: plain.replace(/%(24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent) }
}
