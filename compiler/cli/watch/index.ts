/** What does `gatic watch` need besides building? To hear of changes, and to run one server after another. */
export { type Changes, isEnvironment, watchChanges } from './changes.ts'
export { generationFolder, removeStaleGenerations } from './generation-folder.ts'
export { routeChanges } from './route-changes.ts'
export { type RunningServer, startServer } from './server-process.ts'
