/**
 * How a server that stops parts with its clients, so that nobody who was let in is turned away:
 *
 *   accept what already knocked -> stop listening -> answer, closing each connection -> close those on which nothing came any more
 *
 * A connection that the system took is reset when the listening socket is closed before the server has seen it; and a request may
 * be on its way on a connection that looks idle. Both are waited for, for a bounded time.
 * The socket is closed in the check phase of the event loop, right after a poll phase that accepted nothing for a while: what the system
 * takes in between is lost, and so is a handshake under way. Closing is the only way to stop accepting that Node and uWebSockets.js
 * offer, and the system resets what is queued then (as it does for shutdown(2) on a listening socket), so that this cannot be nothing.
 * The moment is kept short: after a turn that was interrupted, as turns are on a busy machine, there is another one.
 * Meanwhile answers are held back (some ten milliseconds): a client who makes a connection for each request would else make the next.
 */

/** Milliseconds in which connections that the system took already are accepted. */
const LAST_ACCEPTS = 200
/** Milliseconds without a new connection after which none is left. */
const QUIET = 10
/** Milliseconds: a turn of the event loop that took longer was interrupted, and others may have knocked since it looked. */
const SHORT_TURN = 1
/** Milliseconds that an idle connection may still bring a request. */
const IDLE_GRACE = 250

/** What a transport knows of itself. */
export interface Departing {
  /** Connections taken since the start. */
  readonly accepted: number
  /** Connections open now. */
  readonly connections: number
  inFlight(): number
  stopListening(): void
  /** Closes what is still open. Called once. */
  closeRest(): void
}

export class Departure {
  readonly done: Promise<void>
  private readonly server: Departing
  private resolve: () => void = () => {}
  private listening = true
  private graceOver = false
  private looking = false
  private over = false
  private readonly grace: NodeJS.Timeout

  constructor(server: Departing) {
    this.server = server
    this.done = new Promise((resolve) => {
      this.resolve = resolve
    })
    this.grace = setTimeout(() => {
      this.graceOver = true
      this.changed()
    }, IDLE_GRACE)
    const now = performance.now()
    this.acceptLast(now + LAST_ACCEPTS, now + QUIET)
  }

  private acceptLast(until: number, quiet: number): void {
    const before = this.server.accepted
    const began = performance.now()
    setImmediate(() => {
      if (this.over) return
      const now = performance.now()
      const quietAt = this.server.accepted === before ? quiet : now + QUIET
      // In the turn that accepted one, others may wait behind it.
      const isSettled = now >= quietAt && quietAt === quiet && now - began <= SHORT_TURN
      if (now < until && !isSettled) return this.acceptLast(until, quietAt)
      this.listening = false
      this.server.stopListening()
      this.changed()
    })
  }

  /** A connection was closed, or the last answer given: it may still be being written, so the look comes at the end of the turn. */
  changed(): void {
    if (this.looking || this.over) return
    this.looking = true
    setImmediate(() => {
      this.looking = false
      this.look()
    })
  }

  private look(): void {
    if (this.over || this.listening || this.server.inFlight() > 0) return
    if (this.graceOver || this.server.connections === 0) this.end()
  }

  /** Parts with all at once. */
  end(): void {
    if (this.over) return
    this.over = true
    clearTimeout(this.grace)
    if (this.listening) this.server.stopListening()
    this.server.closeRest()
    this.resolve()
  }
}
