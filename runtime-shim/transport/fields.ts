/** Request header fields that came more than once: which are lists, and how a list is joined. */

/** Fields that make no sense twice: the first one counts. All others are lists. */
const single = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
])

export const isSingle = (name: string): boolean => single.has(name)

/** Of a field that the app has for itself, in lower case. */
export const makeSingle = (name: string): void => void single.add(name)

export const joinFields = (name: string, first: string, second: string): string =>
  single.has(name) ? first : `${first}${name === 'cookie' ? '; ' : ', '}${second}`
