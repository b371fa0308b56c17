/** `gatic build --print facts|ir|routes|graph`: what the compiler knows of an app, on standard output; nothing is written. */
import { type Format, print, type Subject } from '../graph/index.ts'
import type { Input } from './command-line.ts'
import { type ExitCode, type Host, UsageError } from './host.ts'
import { reportDiagnostics } from './report.ts'

export interface Printing {
  readonly subject: Subject
  readonly format: Format
}

/** Undefined: nothing is to be printed, but built. */
export function printing(options: Input['options']): Printing | undefined {
  const subject = options['print'] as Subject | undefined
  const format = (options['format'] ?? (options['json'] === true ? 'json' : 'text')) as Format
  if (subject === undefined) {
    if (options['format'] !== undefined) throw new UsageError('`--format` says how to `--print`: give both')
    return undefined
  }
  if (format === 'dot' && subject !== 'graph') throw new UsageError('`--format dot` is for `--print graph`')
  return { subject, format }
}

export async function printApp(host: Host, root: string, { subject, format }: Printing): Promise<ExitCode> {
  const { compile } = await import('../compile.ts')
  const { ir, diagnostics } = compile(root)
  reportDiagnostics(host, root, diagnostics)
  if (ir === undefined) return 1
  host.stdout.write(print(ir, subject, format))
  return 0
}
