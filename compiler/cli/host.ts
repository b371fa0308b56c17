/** What a command may touch of the process that it runs in; tests and the real command line each make their own. */

export interface Host {
  /** Where relative paths of the command line start. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  /** A person can be asked. */
  readonly interactive: boolean
}

export interface Output {
  write(text: string): void
  /** A line that replaces itself may be shown. */
  readonly terminal: boolean
  readonly color: boolean
}

/** 0: done; 1: diagnostics were printed; 2: the command line itself is wrong. */
export type ExitCode = 0 | 1 | 2

/** A mistake on the command line: printed as one line, exit code 2. */
export class UsageError extends Error {}

export function processHost(): Host {
  const { env } = process
  const output = (stream: NodeJS.WriteStream): Output => {
    const terminal = stream.isTTY === true
    return {
      write: (text) => void stream.write(text),
      terminal,
      color: terminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    }
  }
  return {
    cwd: process.cwd(),
    env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true && (env['CI'] ?? '') === '',
  }
}
