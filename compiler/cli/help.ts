/** The texts of `gatic --help` and `gatic COMMAND --help`, from the command table. */
import { type Command, GLOBAL_OPTIONS, type Option } from './command-line.ts'

export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [usage(command), command.summary] as const)
  return `${[
    'gatic: compiles typed HTTP handlers into a standalone server',
    '',
    'Usage: gatic COMMAND [options]',
    '',
    'Commands:',
    ...table(rows),
    '',
    'Options:',
    ...table(GLOBAL_OPTIONS.map(optionRow)),
    '',
    'Exit codes: 0 done, 1 diagnostics, 2 wrong usage. `gatic COMMAND --help` lists the options of a command.',
  ].join('\n')}\n`
}

export function commandHelp(command: Command): string {
  const aliases = command.alias === undefined ? [] : [`Alias: gatic ${command.alias}`, '']
  return `${[
    `Usage: gatic ${usage(command)}${command.options.length === 0 ? '' : ' [options]'}`,
    '',
    command.summary,
    '',
    ...aliases,
    'Options:',
    ...table([...command.options.map(optionRow), optionRow(GLOBAL_OPTIONS[0]!)]),
  ].join('\n')}\n`
}

function usage({ name, positionals }: Command): string {
  return [name, ...positionals.map((positional) => (positional.required ? positional.name : `[${positional.name}]`))].join(' ')
}

function optionRow({ name, short, value, summary }: Option): readonly [string, string] {
  const placeholder = value === undefined ? '' : ` ${typeof value === 'string' ? value : value.join('|')}`
  return [`${short === undefined ? '' : `-${short}, `}--${name}${placeholder}`, summary]
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
