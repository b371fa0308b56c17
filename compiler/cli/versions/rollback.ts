/**
 * `gatic version rollback VERSION`: requests that name no version are served as clients of an older one expect; by the next build, and
 * by a running server at once. Versions stay what they are: who names one gets it.
 */
import { rollbackBreaks } from '../../diagnostics/index.ts'
import { type Change, changesText, encodeTag, type Store, tagPath, VERSIONS_FOLDER, type Version } from '../../versions/index.ts'
import type { ExitCode, Host } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { type Call, takes } from './call.ts'
import { control } from './control.ts'
import { compareWith, versionOrRefuse } from './current.ts'
import { removeStored, writeStored } from './store-folder.ts'

/** The tag that says which version requests mean that name none; it goes before `versions.default` of the config. */
const DEFAULT = 'default'

export async function rollback({ host, root, store, names, options }: Call): Promise<ExitCode> {
  takes(names, 1, 'rollback', 'VERSION')
  const socket = typeof options['control'] === 'string' ? options['control'] : host.env['GATI_CONTROL'] || undefined
  const version = versionOrRefuse(store, names[0]!)
  const newest = store.versions.at(-1)!
  const isBack = version.id !== newest.id
  const standing = await standingVersion(store, socket)
  if (isBack && options['force'] !== true) refuseWhatBreaks(host, root, standing, version)
  // The server first: where it cannot do it, nothing has changed.
  if (socket !== undefined) await control(socket, { command: 'default', version: isBack ? version.id : 'latest' })
  if (isBack) await writeStored(root, [encodeTag(DEFAULT, version.id)])
  else removeStored(root, tagPath(DEFAULT))
  const where = socket === undefined ? 'by the next build' : 'by the running server, and by the next build'
  host.stdout.write(`Requests that name no version are served as of ${version.semver} (${version.id}) ${where}\n`)
  host.stdout.write(
    `${isBack ? `${VERSIONS_FOLDER}/${tagPath(DEFAULT)} says so` : 'Nothing in .gati/versions says otherwise'}: commit it\n`,
  )
  return 0
}

async function standingVersion(store: Store, socket: string | undefined): Promise<Version> {
  const id = socket === undefined ? store.tags.get(DEFAULT) : (await control(socket, { command: 'status' })).default
  return store.versions.find((version) => version.id === id) ?? store.versions.at(-1)!
}

/** What clients of the version that is served now would notice. Routes stay where they are: those that came later are served to all. */
function refuseWhatBreaks(host: Host, root: string, standing: Version, version: Version): void {
  const isNoticed = ({ level, certainty, rule }: Change) =>
    level === 'major' && certainty === 'proven' && /^(?:request|reply|status)-/.test(rule)
  const breaking = compareWith(root, standing.snapshot, version.snapshot).changes.filter(isNoticed)
  if (breaking.length === 0) return
  host.stdout.write(changesText(breaking))
  const count = breaking.length === 1 ? '1 change' : `${breaking.length} changes`
  throw new Refusal(rollbackBreaks({ version: version.semver, count, standing: standing.semver }, []))
}
