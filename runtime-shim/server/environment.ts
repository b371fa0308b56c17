/** The process's environment, with `.env` of the working directory below it, checked against `interface Env`. */
import type { Issue } from '../wire/index.ts'
import { log } from './logger.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What is set already wins. Called before any module of the app is evaluated. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.error('.env was not read', { error })
  }
}

/** Ends the process, naming everything that is wrong, when the environment is not what the app declares. */
export function readEnvironment<Env extends object>(
  parse: (raw: Environment) => Env | undefined,
  explain: (raw: Environment) => readonly Issue[],
): Env {
  const env = parse(process.env)
  if (env !== undefined) return env
  const errors = explain(process.env).map(({ pointer, expected, received }) => ({
    variable: pointer.slice(1),
    expected,
    received,
  }))
  log.error('the environment is not valid', { errors })
  return process.exit(1)
}
