/**
 * The exchanges that are not over when the dispatching call returns: bodies on their way in, answers to come or on their way out.
 * One coarse timer watches over all of them, for a timer a request costs more than the request.
 */

/** Milliseconds between two looks at the waiting exchanges; a time-out may come this much late, never early. */
const TICK = 250

export interface Waiting {
  /** Where the exchange stands in the list, -1 outside of it. */
  slot: number
  /** As {@link Pending.deadline} gave it; 0: none. */
  deadline: number
  /** The deadline passed. */
  expire(): void
  /** Called at every tick before the deadline. */
  tick(now: number): void
}

export class Pending<Item extends Waiting> {
  readonly items: Item[] = []
  /** Called when the last item left. */
  drained: (() => void) | null = null
  /** Whole milliseconds: V8 keeps them in the object itself. */
  private clock = 0
  private timer: NodeJS.Timeout | null = null
  private idleTicks = 0

  add(item: Item): void {
    if (item.slot >= 0) return
    item.slot = this.items.length
    this.items.push(item)
    if (this.timer === null) this.start()
  }

  remove(item: Item): void {
    const slot = item.slot
    if (slot < 0) return
    item.slot = -1
    const last = this.items.pop()!
    if (last !== item) {
      this.items[slot] = last
      last.slot = slot
    }
    if (this.items.length === 0 && this.drained !== null) this.drained()
  }

  /** The deadline for what begins now and may take this long. Call after {@link add}, which keeps the clock going. */
  deadline(milliseconds: number): number {
    return this.clock + milliseconds + TICK
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
  }

  private start(): void {
    this.clock = Math.trunc(performance.now())
    this.idleTicks = 0
    this.timer = setInterval(() => this.sweep(), TICK)
    this.timer.unref()
  }

  private sweep(): void {
    this.clock = Math.trunc(performance.now())
    if (this.items.length === 0) {
      // Starting and stopping costs as much as a request: wait until traffic has really ended.
      if (++this.idleTicks > 20) this.stop()
      return
    }
    this.idleTicks = 0
    // Backwards, since an item that leaves is replaced by the last, which was seen already.
    for (let i = this.items.length - 1; i >= 0; i--) {
      const item = this.items[i]
      if (item === undefined) continue
      if (item.deadline !== 0 && this.clock >= item.deadline) item.expire()
      else item.tick(this.clock)
    }
  }
}
