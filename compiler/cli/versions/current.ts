import { compile } from '../../compile.ts'
import { noVersions, unknownVersion } from '../../diagnostics/index.ts'
import { canonicalText } from '../../ir/index.ts'
import {
  type Change,
  compareSnapshots,
  findVersion,
  isWaived,
  levelOf,
  nextSemver,
  type Snapshot,
  type Store,
  snapshotOf,
  type Version,
} from '../../versions/index.ts'
import type { Host } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { hasErrors, reportDiagnostics } from '../report.ts'
import { readWaivers } from './store-folder.ts'

/** Of the sources as they are; undefined after its diagnostics were printed. */
export function currentSnapshot(host: Host, root: string): Snapshot | undefined {
  const { ir, diagnostics } = compile(root, { uncovered: 'allowed' })
  if (ir !== undefined && !hasErrors(diagnostics)) return snapshotOf(ir)
  reportDiagnostics(host, root, diagnostics)
  return undefined
}

export function versionOrRefuse(store: Store, wanted: string): Version {
  if (store.versions.length === 0) throw new Refusal(noVersions({}, []))
  const version = findVersion(store, wanted)
  if (version === undefined) throw new Refusal(unknownVersion({ version: wanted }, []))
  return version
}

export interface Comparison {
  readonly changes: readonly Change[]
  /** Breaking as far as could be told, and said not to be. */
  readonly waived: readonly Change[]
}

/** `at`: when the newer one is served; now, if it is the app as it is. */
export function compareWith(root: string, older: Snapshot, newer: Snapshot, at = new Date().toISOString()): Comparison {
  const waivers = readWaivers(root)
  const all = compareSnapshots(older, newer, at)
  const isLeft = (change: Change) => change.level !== 'major' || change.certainty !== 'unknown' || !isWaived(waivers, change)
  return { changes: all.filter(isLeft), waived: all.filter((change) => !isLeft(change)) }
}

export interface NextVersion {
  readonly semver: string
  /** Whether anything differs from the one before; otherwise `semver` is that one's. */
  readonly isNew: boolean
  readonly changes: readonly Change[]
}

/** What a snapshot of the app would be: its number follows from what changed. */
export function nextVersion(root: string, now: Snapshot, before: Version | undefined): NextVersion {
  if (before === undefined) return { semver: now.appVersion, isNew: true, changes: [] }
  if (isSame(before.snapshot, now)) return { semver: before.semver, isNew: false, changes: [] }
  const { changes } = compareWith(root, before.snapshot, now)
  const level = levelOf(changes)
  return { semver: nextSemver(before.semver, level === 'none' ? 'patch' : level, now.appVersion), isNew: true, changes }
}

const isSame = (a: Snapshot, b: Snapshot): boolean => canonicalText(a) === canonicalText(b)
