/** Where are versions kept, and how is one found? As text files, in git; reading and writing them is the caller's. */
export {
  type Damage,
  type Deployment,
  decodeStore,
  encodeDeployment,
  encodeTag,
  encodeVersion,
  type Store,
  type StoredFile,
  tagPath,
  VERSIONS_FOLDER,
  type Version,
} from './files.ts'
export { findVersion, idAfter, idAt, latest, nextSemver } from './find.ts'
export { deployed, filesOnlyOf, prunable } from './prune.ts'
