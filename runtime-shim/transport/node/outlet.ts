/** How a streamed answer is written on node:http. */
import type { ServerResponse } from 'node:http'
import type { Outgoing, Outlet } from '../outgoing.ts'
import { reasonPhrase } from '../status.ts'

export class NodeOutlet implements Outlet {
  private readonly response: ServerResponse
  private readonly status: number
  /** As `writeHead` takes them; asked for when the head is written, which is when it is known whether the connection is to close. */
  private readonly fields: () => string[]
  private readonly ended: () => void
  private readonly reopened: () => void

  constructor(response: ServerResponse, status: number, fields: () => string[], ended: () => void, reopened: () => void) {
    this.response = response
    this.status = status
    this.fields = fields
    this.ended = ended
    this.reopened = reopened
  }

  listen(outgoing: Outgoing): void {
    this.response.on('drain', () => outgoing.drained())
  }

  writeHead(): void {
    this.response.writeHead(this.status, reasonPhrase(this.status), this.fields())
  }

  writeChunk(chunk: string | Uint8Array, taken: (() => void) | undefined): boolean {
    return taken === undefined ? this.response.write(chunk) : this.response.write(chunk, () => taken())
  }

  end(): void {
    this.ended()
    this.response.end()
  }

  destroy(): void {
    this.response.destroy()
  }

  takeBack(): void {
    this.reopened()
  }
}
