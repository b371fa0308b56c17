import { describe, expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'
import { COMMANDS } from './commands.ts'
import { commandHelp, generalHelp } from './help.ts'
import { UsageError } from './host.ts'

const read = (...args: string[]) => readCommandLine(COMMANDS, args)
const mistake = (...args: string[]) => {
  try {
    read(...args)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return undefined
}

describe('reading the command line', () => {
  test('a command, its folder and its options, in any order', () => {
    const wanted = { positionals: ['services/users'], options: { out: 'build', json: true } }
    for (const line of ['build services/users --out build --json', '--json build --out=build services/users']) {
      const invocation = read(...line.split(' '))
      expect(invocation).toMatchObject({ kind: 'run', command: { name: 'build' } })
      expect({ ...(invocation.kind === 'run' && invocation.input) }).toEqual({
        ...wanted,
        options: expect.objectContaining(wanted.options),
      })
    }
  })

  test('an alias, help and the version', () => {
    expect(read('dev')).toMatchObject({ kind: 'run', command: { name: 'watch' } })
    expect(read('--help')).toEqual({ kind: 'help' })
    expect(read('help')).toEqual({ kind: 'help' })
    expect(read('help', 'dev')).toMatchObject({ kind: 'help', command: { name: 'watch' } })
    expect(read('build', '-h')).toMatchObject({ kind: 'help', command: { name: 'build' } })
    expect(read('-v')).toEqual({ kind: 'version' })
  })

  test('values are taken as they are typed', () => {
    expect(read('build', '--out', '007')).toMatchObject({ input: { options: { out: '007' } } })
  })

  test.each([
    [[], 'no command given: run `gatic --help` for a list'],
    [['bild'], 'unknown command `bild`, did you mean `build`?'],
    [['help', 'bild'], 'unknown command `bild`, did you mean `build`?'],
    [['build', '--jsn'], 'unknown option `--jsn`, did you mean `--json`?'],
    [['build', '--template', 'x'], 'unknown option `--template`'],
    [['build', '--out'], 'option `-o, --out <value>` argument missing'],
    [['build', '--out='], 'option `--out` has an empty value'],
    [['build', '--json=yes'], 'option `--json` does not take an argument'],
    [['build', '--print', 'fact'], '`--print` is one of facts, ir, routes, graph, not `fact`, did you mean `facts`?'],
    [['build', 'a', 'b'], '`gatic build` takes no argument `b`'],
    [['explain'], '`gatic explain` needs CODE|ROUTE'],
  ])('%j is refused', (args, message) => {
    expect(mistake(...args)).toBe(message)
  })
})

test('help names every command and every option', () => {
  const general = generalHelp(COMMANDS)
  for (const command of COMMANDS) {
    expect(general).toContain(command.summary)
    for (const { name, summary } of command.options) {
      expect(commandHelp(command)).toContain(`--${name}`)
      expect(commandHelp(command)).toContain(summary)
    }
  }
})
