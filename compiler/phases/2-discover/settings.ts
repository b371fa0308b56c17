/** One setting of the config: its key is known, its value is static and of the right kind, or a diagnostic says what is wrong. */
import { isIP } from 'node:net'
import type ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest, type Diagnostic } from '../../diagnostics/index.ts'
import type { AppProgram } from '../1-load/index.ts'
import { isKnown, type Member, membersOf, staticValue } from './static-value.ts'

export interface SettingsReader {
  readonly app: AppProgram
  readonly diagnostics: Diagnostic[]
}

/** An object of settings: `server`, one override. */
export interface Section {
  /** `server.` before its keys; empty for the whole config. */
  readonly prefix: string
  readonly members: ReadonlyMap<string, Member>
}

export function section(reader: SettingsReader, expression: ts.Expression, path: string, known?: readonly string[]): Section {
  const { app, diagnostics } = reader
  const found = membersOf(expression, app.checker)
  const members = new Map<string, Member>()
  const prefix = path === '' ? '' : `${path}.`
  if (!isKnown(found)) {
    diagnostics.push(say.configNotStatic({ path: path || 'export default' }, [app.label(found.at)]))
    return { prefix, members }
  }
  for (const member of found.value) {
    if (known && !known.includes(member.name)) diagnostics.push(unknownKey(reader, prefix, member, known))
    else members.set(member.name, member)
  }
  return { prefix, members }
}

function unknownKey({ app }: SettingsReader, prefix: string, { name, nameNode }: Member, known: readonly string[]): Diagnostic {
  const near = closest(name, known)
  const hints = near ? [`Did you mean \`${prefix}${near}\`?`] : undefined
  return say.unknownConfigKey({ path: `${prefix}${name}`, known: known.join(', ') }, [app.label(nameNode)], hints)
}

export interface Kind<Value> {
  /** `a number from 0 to 65535` */
  readonly expected: string
  readonly accepts: (value: unknown) => value is Value
}

export const integer = (from: number, to = Number.MAX_SAFE_INTEGER): Kind<number> => ({
  expected: to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `a whole number from ${from} to ${to}`,
  accepts: (value): value is number => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
})

export const text: Kind<string> = {
  expected: 'a text',
  accepts: (value): value is string => typeof value === 'string' && value !== '',
}

export const headerName: Kind<string> = {
  expected: 'a header name',
  accepts: (value): value is string => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(value),
}

export const packageName: Kind<string> = {
  expected: "an npm package's name",
  accepts: (value): value is string =>
    typeof value === 'string' && /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/.test(value),
}

const GROUPS = ['loopback', 'linklocal', 'private']

export const proxies: Kind<number | readonly string[]> = {
  expected: "a number of proxies, or an array of addresses, networks such as '10.0.0.0/8', 'loopback', 'linklocal' and 'private'",
  accepts: (value): value is number | readonly string[] =>
    Array.isArray(value)
      ? value.every((item) => typeof item === 'string' && isNetwork(item))
      : Number.isInteger(value) && (value as number) >= 0,
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  const bits = version === 6 ? 128 : 32
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  return GROUPS.includes(text) || (version !== 0 && rest.length === 0 && isPrefix)
}

export const positive: Kind<number> = {
  expected: 'a number above 0',
  accepts: (value): value is number => typeof value === 'number' && value > 0 && value < Number.MAX_SAFE_INTEGER / 1000,
}

export const fraction: Kind<number> = {
  expected: 'a number from 0 to 1',
  accepts: (value): value is number => typeof value === 'number' && value >= 0 && value <= 1,
}

export const url: Kind<string> = {
  expected: 'an http or https URL',
  accepts: (value): value is string => typeof value === 'string' && /^https?:\/\/[^/]/.test(value) && URL.canParse(value),
}

export const flag: Kind<boolean> = { expected: 'true or false', accepts: (value): value is boolean => typeof value === 'boolean' }

/** `true`, or more about it; `example` is what that may look like. */
export const switchOrObject = (example: string): Kind<boolean | object> => ({
  expected: `true, false, or an object such as \`${example}\``,
  accepts: (value): value is boolean | object =>
    typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value)),
})

export const texts: Kind<readonly string[]> = {
  expected: 'an array of texts',
  accepts: (value): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
}

export const oneOf = <Choice extends string>(...choices: readonly Choice[]): Kind<Choice> => ({
  expected: choices.map((choice) => `'${choice}'`).join(' or '),
  accepts: (value): value is Choice => choices.includes(value as Choice),
})

export const anything: Kind<unknown> = { expected: 'a value', accepts: (_value): _value is unknown => true }

/** Undefined where it is left out, and where a diagnostic says why it is not taken. */
export function read<Value>(
  reader: SettingsReader,
  { prefix, members }: Section,
  name: string,
  kind: Kind<Value>,
): Value | undefined {
  const member = members.get(name)
  if (!member) return undefined
  const { app, diagnostics } = reader
  const path = `${prefix}${name}`
  const found = staticValue(member.value, app.checker)
  if (!isKnown(found)) diagnostics.push(say.configNotStatic({ path }, [app.label(found.at)]))
  else if (kind.accepts(found.value)) return found.value
  else if (found.value !== undefined) {
    const received = JSON.stringify(found.value)
    diagnostics.push(say.invalidConfigValue({ path, expected: kind.expected, received }, [app.label(member.value)]))
  }
  return undefined
}
