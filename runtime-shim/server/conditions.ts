/** Conditional and range requests: RFC 9110 sections 13 and 14. */

/** Request headers by name, as the route kept them; absent or `''`: not sent. */
export type KeptHeaders = Readonly<Record<string, string | undefined>>

/** What is known of the representation that would be sent. */
export interface Validators {
  /** With its quotes. */
  readonly etag: string
  /** Whole seconds since the epoch; absent for what has no date. */
  readonly modified?: number
}

export type Outcome = 200 | 304 | 412

/** Section 13.2.2, in its order. */
export function precondition(headers: KeptHeaders, { etag, modified }: Validators, isRead: boolean): Outcome {
  const match = headers['if-match']
  const unmodifiedSince = seconds(headers['if-unmodified-since'])
  if (match) {
    if (!lists(match, etag, true)) return 412
  } else if (unmodifiedSince !== undefined && modified !== undefined && modified > unmodifiedSince) return 412
  const noneMatch = headers['if-none-match']
  if (noneMatch) return lists(noneMatch, etag, false) ? (isRead ? 304 : 412) : 200
  const modifiedSince = seconds(headers['if-modified-since'])
  return isRead && modifiedSince !== undefined && modified !== undefined && modified <= modifiedSince ? 304 : 200
}

/** Whether a list of entity tags has this one; `strong` takes no weak one. */
export function lists(header: string, etag: string, strong: boolean): boolean {
  if (header.trim() === '*') return true
  if (strong && etag.startsWith('W/')) return false
  const wanted = opaque(etag)
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.some((tag) => opaque(tag) === wanted && !(strong && tag.startsWith('W/')))
}

const opaque = (etag: string): string => (etag.startsWith('W/') ? etag.slice(2) : etag)

/** An HTTP date in its preferred form; anything else is as if it had not been sent. */
function seconds(date: string | undefined): number | undefined {
  if (!date || !/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(date)) return undefined
  const time = Date.parse(date)
  return Number.isNaN(time) ? undefined : time / 1000
}

export interface Span {
  readonly start: number
  /** Of the last byte. */
  readonly end: number
}

/** 'bytes=0-99' of 50 -> { start: 0, end: 49 }; undefined: all of it is sent; 'none': 416. Several ranges are answered as a whole. */
export function rangeOf(headers: KeptHeaders, { etag, modified }: Validators, size: number): Span | 'none' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers['range'] ?? '')
  if (found === null || !isStillSame(headers['if-range'], etag, modified)) return undefined
  const [, first = '', last = ''] = found
  if (first === '' && last === '') return undefined
  if (first === '') return Number(last) === 0 || size === 0 ? 'none' : { start: Math.max(0, size - Number(last)), end: size - 1 }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'none' : { start, end }
}

/** `If-Range`: the part is wanted only of what the client has the rest of. */
function isStillSame(header: string | undefined, etag: string, modified: number | undefined): boolean {
  if (!header) return true
  if (header.startsWith('"')) return header === etag
  return seconds(header) !== undefined && seconds(header) === modified
}
