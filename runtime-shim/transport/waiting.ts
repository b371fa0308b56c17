/** Whom an exchange waits for, and until when: the same on every transport. */
import type { Receiving } from './exchange.ts'
import type { Outgoing } from './outgoing.ts'
import type { Pending, Waiting } from './pending.ts'

interface Exchanging extends Waiting {
  readonly aborted: boolean
  readonly answered: boolean
  readonly outgoing: Outgoing | null
  readonly receiving: Receiving | null
  /** Milliseconds that the handler may take; 0 before it was deferred. */
  readonly patience: number
}

/** Whether somebody still takes of the body: a handler, or an answer that is streamed. */
export const isOpen = ({ aborted, answered, outgoing }: Exchanging): boolean =>
  !aborted && (!answered || (outgoing !== null && !outgoing.over))

/** Sets the deadline of whoever is waited for: the client while its body comes, else the handler. */
export function waitOn(exchange: Exchanging, pending: Pending<Waiting>, bodyTimeout: number): void {
  if (!isOpen(exchange) || exchange.slot < 0 || exchange.outgoing?.behind === true) return
  const patience = exchange.answered ? 0 : exchange.patience
  const time = exchange.receiving?.isAwaited === true ? bodyTimeout : patience
  exchange.deadline = time === 0 ? 0 : pending.deadline(time)
}

/** The deadline of an answered exchange passed. True: it was that of a body which is read under a streamed answer, and its reader is told. */
export function expireBody(exchange: Exchanging): boolean {
  if (!isOpen(exchange) || exchange.outgoing?.behind !== false) return false
  exchange.receiving?.expire()
  return true
}
