/** What an app's types and configuration name as secrets is left out of its logs and traces. */
import { hidden, type Shown } from './logger.ts'

/** `names` of members, in lower case; `paths`, by the number of their route, stand for those whose parameters are secrets. */
export function hideSecrets(names: readonly string[], paths: Readonly<Record<number, string>>): void {
  const secret = new Set(names)
  hidden.name = (key, parents) => secret.has(key.toLowerCase()) && !isOurs(key, parents)
  hidden.path = ({ route, path }) => paths[route] ?? path
}

/** An app may call a secret `name` or `message`: those of errors and of the event itself are not it. */
const isOurs = (key: string, parents: readonly Shown[]): boolean =>
  parents.length === 1 ? key === 'time' || key === 'level' || key === 'message' : parents.at(-1)?.value instanceof Error
