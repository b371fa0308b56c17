/** What did the app promise when, and what changed since? Snapshots of its contract, compared by the values that types stand for. */

export { type Uncovered, versionOfStep } from './chains/index.ts'
export { type ChangelogEntry, changelog } from './changelog.ts'
export { type Change, compareSnapshots, type Level, levelOf, type Rule } from './contract/index.ts'
export { type GuideSide, guide } from './guide.ts'
export { historyOf, type Past, pastOf, unknownDefault } from './history.ts'
export { nameOfStep, type WithPast, withPast } from './past.ts'
export { changesMarkdown, changesText } from './report.ts'
export { type Snapshot, snapshotOf } from './snapshot.ts'
export {
  type Damage,
  type Deployment,
  decodeStore,
  deployed,
  encodeDeployment,
  encodeTag,
  encodeVersion,
  filesOnlyOf,
  findVersion,
  idAfter,
  idAt,
  latest,
  nextSemver,
  prunable,
  type Store,
  type StoredFile,
  tagPath,
  VERSIONS_FOLDER,
  type Version,
} from './store/index.ts'
export { decodeWaivers, isWaived, WAIVERS_FILE, type Waiver } from './waivers.ts'
