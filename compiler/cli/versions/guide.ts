import { guide } from '../../versions/index.ts'
import { type ExitCode, UsageError } from '../host.ts'
import { type Call, label } from './call.ts'
import { compareWith, currentSnapshot, versionOrRefuse } from './current.ts'

/** Markdown, for those who call A and want to call B, or the app as it is. */
export function writeGuide({ host, root, store, names }: Call): ExitCode {
  const [first, second] = names
  if (first === undefined || names.length > 2)
    throw new UsageError('`gatic version guide A [B]`: two versions, or one and the app as it is')
  const older = versionOrRefuse(store, first)
  const newer = second === undefined ? undefined : versionOrRefuse(store, second)
  const snapshot = newer?.snapshot ?? currentSnapshot(host, root)
  if (snapshot === undefined) return 1
  const { changes } = compareWith(root, older.snapshot, snapshot, newer?.id)
  const notes = store.versions
    .filter(({ id, note }) => note !== undefined && id > older.id && (newer === undefined || id <= newer.id))
    .map((version) => `${label(version)}: ${version.note}`)
  const sunset = older.deprecated?.sunset
  const from = { name: older.semver, snapshot: older.snapshot, ...(sunset !== undefined && { sunset }) }
  host.stdout.write(guide(from, { name: newer?.semver ?? 'now', snapshot }, changes, notes))
  return 0
}
