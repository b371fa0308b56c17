/**
 * Response header fields as they go on the wire. Every name and value is checked here once more, for what comes out is written
 * unread: nothing an app puts into a header can begin a second one.
 */
import type { HeaderList } from './exchange.ts'

/** Fields that are the transport's: a second one would be ambiguous, or another server's to read differently. */
const owned: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade'])

/** Name characters of RFC 9110 (`token`), by code. */
const tokenCodes: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[\w!#$%&'*+.^`|~-]/.test(String.fromCharCode(code)),
)

/** Good names, the last of each length: an app has the same ones in answer after answer. */
const lastNames: (string | undefined)[] = Array.from({ length: 32 })

function checkName(name: string): void {
  if (lastNames[name.length & 31] === name) return
  for (let i = 0; i < name.length; i++) {
    if (tokenCodes[name.charCodeAt(i)] !== true) throw new TypeError(`${JSON.stringify(name)} is not a header name`)
  }
  if (name.length === 0) throw new TypeError('a header has no name')
  if (owned.has(name)) throw new TypeError(`the header ${name} is set by the server itself`)
  lastNames[name.length & 31] = name
}

/** True when the value is not plain ASCII; throws for what no header value may contain. */
function checkValue(name: string, value: string): boolean {
  let codes = 0
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if ((code < 32 && code !== 9) || code === 127 || code > 255) {
      throw new TypeError(`the header ${name} has a character that no header may have: ${JSON.stringify(value[i])} at ${i}`)
    }
    codes |= code
  }
  return codes > 127
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

/** `['a', '1', 'b', '2'], ['b', '3'] -> ['a', '1']`: the common fields that an answer has not given by itself. `vary` adds up. */
export function missingFields(common: HeaderList, own: HeaderList | null): HeaderList {
  if (own === null) return common
  const missing: HeaderList = []
  for (let i = 0; i < common.length; i += 2) {
    const name = common[i]!
    if (name === 'vary' || !isGiven(own, name)) missing.push(name, common[i + 1]!)
  }
  return missing
}

function isGiven(own: HeaderList, name: string): boolean {
  for (let i = 0; i < own.length; i += 2) if (own[i] === name) return true
  return false
}
