import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UploadedFile } from '../authoring/index.ts'

/** Bytes that the files of one request may have in memory; what comes after goes to the disk. */
const IN_MEMORY = 262_144
const CHUNK = 65_536

/** The files of one request, with what they may still take of memory. */
export class Uploads {
  inMemory = 0
  readonly #handles: FileHandle[] = []
  #over = false

  /** A file that no name in a folder leads to: were the process killed, the system would free its space. */
  async spool(): Promise<FileHandle> {
    const path = join(tmpdir(), `gati-${randomUUID()}`)
    const handle = await open(path, 'wx+', 0o600)
    this.#handles.push(handle)
    await unlink(path)
    if (this.#over) await this.release()
    return handle
  }

  async release(): Promise<void> {
    this.#over = true
    await Promise.all(this.#handles.splice(0).map((handle) => handle.close()))
  }
}

/** A file part: in memory while the request's files are small, from then on in a temporary file. */
export class Upload implements UploadedFile {
  readonly name: string
  readonly type: string
  size = 0
  readonly #uploads: Uploads
  #chunks: Uint8Array[] = []
  #handle: FileHandle | null = null

  constructor(uploads: Uploads, name: string, type: string) {
    this.#uploads = uploads
    this.name = name
    this.type = type
  }

  async add(chunk: Uint8Array): Promise<void> {
    this.size += chunk.byteLength
    this.#uploads.inMemory += chunk.byteLength
    if (this.#handle === null && this.#uploads.inMemory <= IN_MEMORY) {
      this.#chunks.push(chunk)
      return
    }
    const kept = this.#chunks.splice(0)
    this.#handle ??= await this.#uploads.spool()
    for (const bytes of [...kept, chunk]) await this.#handle.writeFile(bytes)
    this.#uploads.inMemory -= [...kept, chunk].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Forgets the content and keeps the size, which says what was wrong. */
  drop(): void {
    this.#chunks = []
  }

  async bytes(): Promise<Uint8Array> {
    const whole = new Uint8Array(this.size)
    let at = 0
    for await (const chunk of this.#read()) {
      whole.set(chunk, at)
      at += chunk.byteLength
    }
    return whole
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes())
  }

  stream(): ReadableStream<Uint8Array> {
    const chunks = this.#read()
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
    })
  }

  async *#read(): AsyncGenerator<Uint8Array, undefined> {
    if (this.#handle === null) {
      yield* this.#chunks
      return
    }
    for (let at = 0; at < this.size; ) {
      const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(CHUNK), 0, CHUNK, at)
      if (bytesRead === 0) throw new Error('an uploaded file was read after its request was over')
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }
}
