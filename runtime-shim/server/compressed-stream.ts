import type { BrotliCompress, Gzip } from 'node:zlib'
import type { AnswerStream } from '../transport/index.ts'

/** An answer that is compressed while it is written. Whoever writes faster than it is taken is told so, as without it. */
export class CompressedStream implements AnswerStream {
  readonly #out: AnswerStream
  readonly #zip: BrotliCompress | Gzip
  readonly #flush: number | null
  #written = false
  #over = false
  #drain: (() => void) | undefined
  #close: (() => void) | undefined

  /** `flush`: how each piece is made to leave; null: it may wait for the next. */
  constructor(out: AnswerStream, zip: BrotliCompress | Gzip, flush: number | null) {
    this.#out = out
    this.#zip = zip
    this.#flush = flush
    zip.on('data', (bytes: Buffer) => {
      if (!this.#over && !out.write(bytes)) zip.pause()
    })
    zip.on('drain', () => this.#drain?.())
    zip.on('end', () => out.end())
    zip.on('error', () => this.abort())
    out.onDrain(() => void zip.resume())
    out.onClose(() => {
      this.#over = true
      zip.destroy()
      this.#close?.()
    })
  }

  write(chunk: string | Uint8Array, taken?: () => void): boolean {
    if (this.#over || chunk.length === 0) return true
    this.#written = true
    const goesOn = this.#zip.write(chunk, taken && (() => taken()))
    if (this.#flush === null) return goesOn
    this.#zip.flush(this.#flush)
    return !this.#zip.writableNeedDrain
  }

  onDrain(listener: () => void): void {
    this.#drain = listener
  }

  onClose(listener: () => void): void {
    this.#close = listener
  }

  onShutdown(listener: () => void): void {
    this.#out.onShutdown(listener)
  }

  end(): void {
    if (!this.#over) this.#zip.end()
  }

  withdraw(): boolean {
    if (this.#written || !this.#out.withdraw()) return false
    this.#over = true
    this.#zip.destroy()
    return true
  }

  abort(): void {
    if (this.#over) return
    this.#over = true
    this.#zip.destroy()
    this.#out.abort()
  }
}
