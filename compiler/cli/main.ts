/** `gatic`: reads the command line, loads the one command that it names, and turns its outcome into an exit code. */

import module from 'node:module'
import { readCommandLine } from './command-line.ts'
import { COMMANDS } from './commands.ts'
import { gaticPackage } from './gatic-package.ts'
import { commandHelp, generalHelp } from './help.ts'
import { type ExitCode, type Host, processHost, UsageError } from './host.ts'
import { Refusal } from './refusal.ts'

async function main(host: Host, args: readonly string[]): Promise<ExitCode> {
  const invocation = readCommandLine(COMMANDS, args)
  switch (invocation.kind) {
    case 'help':
      host.stdout.write(invocation.command === undefined ? generalHelp(COMMANDS) : commandHelp(invocation.command))
      return 0
    case 'version':
      host.stdout.write(`gatic ${gaticPackage().version}\n`)
      return 0
    case 'run': {
      const command = await invocation.command.load()
      return command.run(host, invocation.input)
    }
  }
}

async function failure(host: Host, args: readonly string[], error: unknown): Promise<ExitCode> {
  if (error instanceof UsageError) {
    host.stderr.write(`gatic: ${error.message}\n`)
    return 2
  }
  if (error instanceof Refusal) {
    const { diagnosticsJson } = await import('../diagnostics/index.ts')
    const { reportDiagnostics } = await import('./report.ts')
    if (args.includes('--json')) host.stdout.write(diagnosticsJson([error.diagnostic]))
    else reportDiagnostics(host, host.cwd, [error.diagnostic])
    return 1
  }
  const { version } = gaticPackage()
  const stack = error instanceof Error ? error.stack : String(error)
  host.stderr.write(`gatic ${version} failed by a mistake of its own, please report it with the lines below.\n${stack}\n`)
  return 1
}

/** A reader that has seen enough (`gatic build --print ir | head`) is no failure. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

/** Node.js 22 and newer keep what they compiled: TypeScript then loads in half the time. Where they cannot, they go on without. */
const { enableCompileCache } = module as { enableCompileCache?: () => unknown }
enableCompileCache?.()
process.stdout.on('error', endWithReader)
process.stderr.on('error', endWithReader)
const host = processHost()
const args = process.argv.slice(2)
// Not process.exit(): what was written to a pipe must still arrive.
process.exitCode = await main(host, args).catch((error: unknown) => failure(host, args, error))
