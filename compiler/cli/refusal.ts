/** What the operating system, or the state of the disk, does not let a command do: one coded diagnostic, and the command ends. */
import type { Diagnostic } from '../diagnostics/index.ts'

export class Refusal extends Error {
  readonly diagnostic: Diagnostic

  constructor(diagnostic: Diagnostic, cause?: unknown) {
    super(diagnostic.message, { cause })
    this.diagnostic = diagnostic
  }
}

/** `EACCES: permission denied, mkdir '/x'` -> `EACCES: permission denied`. Anything but a system error is thrown on. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error
  const end = error.message.lastIndexOf(`, ${(error as NodeJS.ErrnoException).syscall}`)
  return end === -1 ? error.message : error.message.slice(0, end)
}
