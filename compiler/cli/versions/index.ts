/** How do the commands about versions see the app and its store? */
export { type Comparison, compareWith, currentSnapshot, type NextVersion, nextVersion, versionOrRefuse } from './current.ts'
export { digest, readStore, readWaivers, removeStored, writeStored } from './store-folder.ts'
