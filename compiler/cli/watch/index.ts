/** What does `gatic watch` need besides building? To hear of changes, and to let one server after another answer on one socket. */
export { listenAddress } from './address.ts'
export { type Changes, isEnvironment, watchChanges } from './changes.ts'
export { errorPage } from './error-page.ts'
export { type FrontDoor, frontDoor } from './front-door.ts'
export { carryOver, generationFolder, removeStaleGenerations, writeGeneration } from './generation-folder.ts'
export { routeChanges } from './route-changes.ts'
export { type Failed, type RunningServer, type Spare, spareProcess } from './server-process.ts'
export { sinceSnapshot } from './since-snapshot.ts'
