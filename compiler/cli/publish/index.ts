/** How does a client get to those who install it? Its number, and what npm and its registry have to say. */
export { type Outcome, type Publication, publish } from './registry.ts'
export { type ClientVersion, clientVersion } from './version.ts'
export { publishWorkflow } from './workflow.ts'
