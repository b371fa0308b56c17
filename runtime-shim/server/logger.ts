/**
 * One JSON line an event on standard output:
 *   {"time":"2026-11-23T20:11:05.123Z","level":"info","message":"listening","port":3000}
 */
import type { LogFields, Logger } from '../authoring/index.ts'
import type { ExchangeCore } from '../transport/index.ts'
import { mappedStack } from './stack.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
type Level = Exclude<(typeof LEVELS)[number], 'silent'>

/** Values under these names never reach a log. */
const SECRET =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|password|passwd|secret|token|access_?token|refresh_?token|api[-_]?key|private_?key)$/i

/** What else is left out: secrets.ts tells, in an app that has any. */
export const hidden: { name: (key: string, parents: readonly Shown[]) => boolean; path: (exchange: Routed) => string } = {
  name: () => false,
  path: ({ path }) => path,
}
/** An object on the way to a value, and what is written of it. */
export interface Shown {
  readonly value: object
  readonly shown: object
}
export type Routed = Pick<ExchangeCore, 'route' | 'path'>

let threshold: number | undefined

/** Read on the first event, after `.env` was loaded. */
function isWritten(level: Level): boolean {
  threshold ??= levelOf(process.env['LOG_LEVEL'])
  return LEVELS.indexOf(level) >= threshold
}

function levelOf(name: string | undefined): number {
  const index = LEVELS.indexOf((name ?? 'info').toLowerCase() as Level)
  return index === -1 ? LEVELS.indexOf('info') : index
}

function createLogger(context: LogFields): Logger {
  const write = (level: Level) => (message: string, fields?: LogFields) => {
    if (!isWritten(level)) return
    process.stdout.write(`${line({ time: new Date().toISOString(), level, message, ...context, ...fields })}\n`)
  }
  return { trace: write('trace'), debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

export const log = createLogger({})

/** For events of which even the fields cost too much when nobody reads them. */
export const logsDebug = (): boolean => isWritten('debug')

/** A logger whose every line carries `context`. */
export const childLogger = createLogger

/** Never throws: an event with a getter or `toJSON` that does is written without its fields. */
export function line(event: LogFields): string {
  try {
    return JSON.stringify(event, redacting())
  } catch (error) {
    return JSON.stringify({ time: event['time'], level: event['level'], message: event['message'], unwritable: String(error) })
  }
}

function redacting(): (this: unknown, key: string, value: unknown) => unknown {
  const parents: Shown[] = []
  return function (key, value) {
    // `this` is the object that has the key: what was pushed after it is finished.
    while (parents.length > 0 && parents.at(-1)!.shown !== this) parents.pop()
    if (key !== '' && (SECRET.test(key) || hidden.name(key, parents))) return '<redacted>'
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null) return value
    if (parents.some((parent) => parent.value === value)) return '<circular>'
    const shown = value instanceof Error ? errorFields(value) : value
    parents.push({ value, shown })
    return shown
  }
}

/** What a log shows of an error: not the members that an application or a driver hung on it (queries, requests, credentials). */
function errorFields(error: Error): LogFields {
  return {
    name: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : undefined),
    stack: mappedStack(error),
    ...(error.cause === undefined ? undefined : { cause: error.cause }),
  }
}
