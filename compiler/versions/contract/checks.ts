/** The app's own predicates are told by file and name. One that was moved to another file is the same one. */
import type { CheckConstraint } from '../../ir/index.ts'
import type { Snapshot } from '../snapshot.ts'

/** Where one file of each version has a predicate of that name, it goes by the file of the older one. */
export function withKnownChecks(newer: Snapshot, older: Snapshot): Snapshot {
  const [before, after] = [filesOfChecks(older), filesOfChecks(newer)]
  const moved = new Map<string, string>()
  for (const [name, files] of after) {
    const known = before.get(name)
    if (files.size === 1 && known?.size === 1) moved.set(name, [...known][0]!)
  }
  if (moved.size === 0) return newer
  return JSON.parse(JSON.stringify(newer), (_key, value: unknown) =>
    isCheck(value) ? { ...value, file: moved.get(value.exportName) ?? value.file } : value,
  ) as Snapshot
}

function filesOfChecks({ routes, sockets, types }: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const files = new Map<string, Set<string>>()
  if (!JSON.stringify([routes, sockets, types]).includes('"kind":"check"')) return files
  JSON.stringify([routes, sockets, types], (_key, value: unknown) => {
    if (isCheck(value)) files.set(value.exportName, (files.get(value.exportName) ?? new Set()).add(value.file))
    return value
  })
  return files
}

function isCheck(value: unknown): value is CheckConstraint {
  if (typeof value !== 'object' || value === null) return false
  const { kind, file, exportName } = value as Partial<CheckConstraint>
  return kind === 'check' && typeof file === 'string' && typeof exportName === 'string'
}
