import type { Receiving } from './exchange.ts'

/** A request body on its way in: what is here so far, within its limit, and who wants it in which form. */
export class Body implements Receiving {
  received = 0
  over = false
  readonly paused = false
  readonly limit: number
  private readonly doneText: ((text: string) => void) | null
  private readonly doneBytes: ((bytes: Uint8Array) => void) | null
  private parts: Uint8Array[] | null = null

  constructor(limit: number, doneText: ((text: string) => void) | null, doneBytes: ((bytes: Uint8Array) => void) | null) {
    this.limit = limit
    this.doneText = doneText
    this.doneBytes = doneBytes
  }

  get isAwaited(): boolean {
    return !this.over
  }

  expire(): boolean {
    return false
  }

  abandon(): void {
    this.over = true
    this.parts = null
  }

  /** Counts what arrived; false past the limit. */
  admits(bytes: number): boolean {
    this.received += bytes
    return this.received <= this.limit
  }

  /** Keeps a part that is not the last one. The array is kept, not copied. */
  keep(part: Uint8Array): void {
    if (this.parts === null) this.parts = [part]
    else this.parts.push(part)
  }

  /** Lets go of what was kept, once the body is refused. */
  drop(): void {
    this.parts = null
  }

  /** Hands the whole body on; the last part may be memory that is taken back afterwards. False when it should be text and is not UTF-8. */
  deliver(last: Buffer): boolean {
    const whole = this.whole(last)
    if (this.doneText !== null) {
      const text = utf8(whole)
      if (text === undefined) return false
      this.doneText(text)
    } else if (this.doneBytes !== null) {
      this.doneBytes(new Uint8Array(whole))
    }
    return true
  }

  /** Most bodies come in one part, which is not copied. */
  private whole(last: Buffer): Buffer {
    const { parts } = this
    if (parts === null) return last
    const [only] = parts
    if (parts.length > 1 || last.byteLength > 0) return Buffer.concat([...parts, last], this.received)
    return Buffer.isBuffer(only) ? only : Buffer.from(only!.buffer, only!.byteOffset, only!.byteLength)
  }
}

/** Not written as itself: one character beyond ASCII, and Node keeps a whole server in two bytes a character, and reads it slower. */
const REPLACEMENT = String.fromCharCode(0xfffd)

/** Undefined when the bytes are not UTF-8. */
function utf8(bytes: Buffer): string | undefined {
  const text = bytes.toString()
  // Lenient decoding is fast and leaves this mark where something was wrong; only then a second, strict look is worth its price.
  return text.includes(REPLACEMENT) && !process.getBuiltinModule('node:buffer').isUtf8(bytes) ? undefined : text
}
