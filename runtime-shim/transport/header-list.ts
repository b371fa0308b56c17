/**
 * Response header fields as they go on the wire. Every name and value is checked here once more, for what comes out is written
 * unread: nothing an app puts into a header can begin a second one.
 */
import type { HeaderList } from './exchange.ts'

/** Fields that are the transport's: a second one would be ambiguous, or another server's to read differently. */
const owned: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade'])

/** RFC 9110's `token`. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/
const ASCII = /^[\t -~]*$/
/** Line ends above all, and what is more than a byte. */
const UNFIT = /[^\t -~\x80-\xff]/

/** Good names, the last of each length: an app has the same ones in answer after answer. */
const lastNames: (string | undefined)[] = Array.from({ length: 32 })

function checkName(name: string): void {
  if (lastNames[name.length & 31] === name) return
  if (!TOKEN.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a header name`)
  if (owned.has(name)) throw new TypeError(`the header ${name} is set by the server itself`)
  lastNames[name.length & 31] = name
}

/** True when the value is not plain ASCII; throws for what no header value may contain. */
function checkValue(name: string, value: string): boolean {
  if (ASCII.test(value)) return false
  const unfit = UNFIT.exec(value)
  if (unfit === null) return true
  const [character] = unfit
  throw new TypeError(
    `the header ${name} has a character that no header may have: ${JSON.stringify(character)} at ${unfit.index}`,
  )
}

let lastContentType = ''

/** Throws unless the list and the content type can be sent; true when some value is not plain ASCII. */
export function checkHeaders(headers: HeaderList | null, contentType: string | null): boolean {
  let beyondAscii = false
  if (contentType !== null && contentType !== lastContentType) {
    if (checkValue('content-type', contentType)) beyondAscii = true
    else lastContentType = contentType
  }
  if (headers === null) return beyondAscii
  for (let i = 0; i < headers.length; i += 2) {
    checkName(headers[i]!)
    if (checkValue(headers[i]!, headers[i + 1]!)) beyondAscii = true
  }
  return beyondAscii
}

/** `['a', '1', 'b', '2'], 2 -> '\r\nb: 2'`: fields from an index on, each after a line end, to be appended to another's value. */
export function followingFields(headers: HeaderList, from: number): string {
  let text = ''
  for (let i = from; i < headers.length; i += 2) text += `\r\n${headers[i]}: ${headers[i + 1]}`
  return text
}
