/** What runs where since when, and what nobody needs any more. */
import { deployed, encodeDeployment, filesOnlyOf, idAfter, prunable } from '../../versions/index.ts'
import { type ExitCode, UsageError } from '../host.ts'
import { type Call, isName, label, takes } from './call.ts'
import { versionOrRefuse } from './current.ts'
import { digest, removeStored, writeStored } from './store-folder.ts'

export async function deploy({ host, root, store, names }: Call): Promise<ExitCode> {
  const [environment = '', wanted = 'latest'] = names
  if (names.length > 2 || !isName(environment))
    throw new UsageError('`gatic version deploy ENVIRONMENT [VERSION]`: a name of letters, digits, `.`, `_` and `-`')
  const version = versionOrRefuse(store, wanted)
  const before = store.deployments.findLast((one) => one.environment === environment)
  const at = idAfter(before?.at, new Date())
  await writeStored(root, [encodeDeployment({ environment, at, version: version.id })])
  host.stdout.write(`${environment} serves ${label(version)} since ${at}\n`)
  return 0
}

/** Without `--yes` it only tells. */
export function prune({ host, root, store, names, options }: Call): ExitCode {
  takes(names, 0, 'prune')
  const going = prunable(store, new Date().toISOString())
  const isDone = options['yes'] === true
  if (isDone) for (const path of filesOnlyOf(going, store, digest)) removeStored(root, path)
  if (options['json'] === true) {
    const pruned = going.map(({ id, semver, deprecated }) => ({ id, semver, sunset: deprecated!.sunset }))
    host.stdout.write(`${JSON.stringify({ version: 1, removed: isDone, versions: pruned }, null, 2)}\n`)
    return 0
  }
  for (const version of going)
    host.stdout.write(`${label(version)} was to be served until ${version.deprecated!.sunset}${isDone ? ': removed' : ''}\n`)
  if (going.length === 0)
    host.stdout.write('Every version is needed: it may be asked for, has a tag, is deployed, or is the latest\n')
  else if (!isDone) host.stdout.write('`gatic version prune --yes` removes what is listed\n')
  return 0
}

/** `production, staging` */
export const environmentsOf = (store: Call['store'], id: string): string[] =>
  [...deployed(store)].flatMap(([environment, version]) => (version === id ? [environment] : []))
