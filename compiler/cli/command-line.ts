/**
 * The command line as data, and what a person typed, read by it.
 *
 *   gatic build services/users --out build  ->  { command: build, positionals: ['services/users'], options: { out: 'build' } }
 */
import { parseArgs } from 'node:util'
import { closest } from '../diagnostics/index.ts'
import { type ExitCode, type Host, UsageError } from './host.ts'

export interface Command {
  readonly name: string
  readonly alias?: string
  readonly summary: string
  readonly positionals: readonly Positional[]
  readonly options: readonly Option[]
  /** The command's module is loaded when it runs: help must not wait for the compiler. */
  readonly load: () => Promise<{ run: (host: Host, input: Input) => Promise<ExitCode> }>
}

export interface Positional {
  /** `DIR`, as help names it. */
  readonly name: string
  readonly required: boolean
}

export interface Option {
  readonly name: string
  readonly short?: string
  /** Absent: a switch. A list: one of these. Otherwise what help calls the value. */
  readonly value?: string | readonly string[]
  readonly summary: string
  /** Stands for the option without a value: `--inspect`. */
  readonly without?: string
}

export interface Input {
  readonly positionals: readonly string[]
  /** A value, or `true` for a switch that is on; absent otherwise. */
  readonly options: Readonly<Record<string, string | true | undefined>>
}

export type Invocation =
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly input: Input }

export const GLOBAL_OPTIONS: readonly Option[] = [
  { name: 'help', short: 'h', summary: 'Show this help, or that of a command' },
  { name: 'version', short: 'v', summary: 'Show the version' },
]

export function readCommandLine(commands: readonly Command[], args: readonly string[]): Invocation {
  const first = args.find((argument) => !argument.startsWith('-'))
  const name = first === 'help' ? args.filter((argument) => !argument.startsWith('-'))[1] : first
  const command = name === undefined ? undefined : findCommand(commands, name)
  if (first === 'help') return command === undefined ? { kind: 'help' } : { kind: 'help', command }
  const rest = first === undefined ? args : args.toSpliced(args.indexOf(first), 1)
  const { values, positionals } = parse(command?.options ?? [], rest)
  if (values['help'] === true) return command === undefined ? { kind: 'help' } : { kind: 'help', command }
  if (values['version'] === true) return { kind: 'version' }
  if (command === undefined) throw new UsageError('no command given: run `gatic --help` for a list')
  checkPositionals(command, positionals)
  for (const option of command.options) checkChoice(option, values[option.name])
  return { kind: 'run', command, input: { positionals, options: values } }
}

function findCommand(commands: readonly Command[], name: string): Command {
  const found = commands.find((command) => command.name === name || command.alias === name)
  if (found !== undefined) return found
  const names = commands.flatMap((command) => [command.name, ...(command.alias === undefined ? [] : [command.alias])])
  throw new UsageError(`unknown command \`${name}\`${didYouMean(closest(name, names))}`)
}

function parse(own: readonly Option[], args: readonly string[]) {
  // `--version` of a command may be one of the app's.
  const options = [...own, ...GLOBAL_OPTIONS.filter(({ name }) => !own.some((option) => option.name === name))]
  const config = Object.fromEntries(
    options.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short === undefined ? {} : { short }) },
    ]),
  )
  try {
    const given = args.map((arg) => {
      const without = options.find(({ name }) => arg === `--${name}`)?.without
      return without === undefined ? arg : `${arg}=${without}`
    })
    const { values, positionals } = parseArgs({ args: given, options: config, allowPositionals: true, strict: true })
    return { values: values as Input['options'], positionals }
  } catch (error) {
    throw new UsageError(explainMistake(error, options, args))
  }
}

/** Node's own sentences speak of its API; the first sentence, or a near option, is what a person needs. */
function explainMistake(error: unknown, options: readonly Option[], args: readonly string[]): string {
  if (!(error instanceof Error)) throw error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = /'(--?[^']+)'/.exec(error.message)?.[1] ?? args.join(' ')
    const near = closest(
      unknown,
      options.map(({ name }) => `--${name}`),
    )
    return `unknown option \`${unknown}\`${didYouMean(near)}`
  }
  if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
  const [sentence = ''] = error.message.split(/\.?\n/)
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replaceAll("'", '`')
}

function checkPositionals({ name, positionals }: Command, given: readonly string[]): void {
  const missing = positionals.find(({ required }, index) => required && given[index] === undefined)
  if (missing !== undefined) throw new UsageError(`\`gatic ${name}\` needs ${missing.name}`)
  const surplus = given[positionals.length]
  if (surplus !== undefined) throw new UsageError(`\`gatic ${name}\` takes no argument \`${surplus}\``)
}

function checkChoice({ name, value }: Option, given: string | true | undefined): void {
  if (value === undefined || typeof given !== 'string') return
  if (given === '') throw new UsageError(`option \`--${name}\` has an empty value`)
  if (typeof value === 'string' || value.includes(given)) return
  throw new UsageError(`\`--${name}\` is one of ${value.join(', ')}, not \`${given}\`${didYouMean(closest(given, value))}`)
}

const didYouMean = (near: string | undefined): string => (near === undefined ? '' : `, did you mean \`${near}\`?`)
