/** How do the commands about versions see the app and its store? */
export { type Call, isName, label, takes } from './call.ts'
export { type Comparison, compareWith, currentSnapshot, type NextVersion, nextVersion, versionOrRefuse } from './current.ts'
export { deploy, environmentsOf, prune } from './deployments.ts'
export { writeGuide } from './guide.ts'
export { rollback } from './rollback.ts'
export { digest, readStore, readWaivers, removeStored, writeStored } from './store-folder.ts'
export { writeStubs } from './stub.ts'
export { tellUsage } from './usage.ts'
