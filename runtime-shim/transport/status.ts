/** Two that RFC 9110 renamed after Node had learnt them. */
const renamed: Readonly<Record<number, string>> = { 413: 'Content Too Large', 422: 'Unprocessable Content' }

/** `404 Not Found` at index 404, made with the first of its answers. */
const lines = new Array<string | undefined>(1000)
lines[200] = '200 OK'

/**
 * The status line without its HTTP version, for final statuses of three digits. Reason phrases are those of node:http, which a server
 * on uWebSockets.js loads with its first answer that is no 200.
 */
export function statusLine(status: number): string {
  const known = lines[status]
  if (known !== undefined) return known
  if (!Number.isInteger(status) || status < 200 || status > 999)
    throw new RangeError(`${status} is not the status of a final answer`)
  const phrase = renamed[status] ?? process.getBuiltinModule('node:http').STATUS_CODES[status] ?? 'Unknown'
  const line = `${status} ${phrase}`
  lines[status] = line
  return line
}

/** 404 -> `Not Found` */
export const reasonPhrase = (status: number): string => statusLine(status).slice(4)

/** Statuses whose answer never has a body, nor a content-length that would announce one. */
export const isBodiless = (status: number): boolean => status === 204 || status === 304

/** RFC 9457 body of what a transport answers by itself, before or instead of the app. */
export function problemText(status: number): string {
  const title = reasonPhrase(status)
  return JSON.stringify({ type: 'about:blank', title, status, code: title.toLowerCase().replaceAll(' ', '_') })
}

export const PROBLEM_TYPE = 'application/problem+json'
