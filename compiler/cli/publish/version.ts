/** The number of a client's package: what the app's versions say, and package.json's where it keeps none. */
import type { AppIR } from '../../ir/index.ts'
import { latest, snapshotOf, type Version } from '../../versions/index.ts'
import { nextVersion, readStore } from '../versions/index.ts'

export interface ClientVersion {
  readonly semver: string
  /** `recorded`: of the latest snapshot, which the app is. `next`: what a snapshot would be given now. */
  readonly from: 'chosen' | 'package.json' | 'recorded' | 'next'
  /** The latest snapshot. */
  readonly latest?: Version
}

export function clientVersion(root: string, ir: AppIR): ClientVersion {
  const before = latest(readStore(root))
  if (before === undefined) return { semver: ir.version, from: 'package.json' }
  const { semver, isNew } = nextVersion(root, snapshotOf(ir), before)
  return { semver, from: isNew ? 'next' : 'recorded', latest: before }
}
