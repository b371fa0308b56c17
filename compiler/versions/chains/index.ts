/** How are clients of older versions served by the newest code? Files of src/versions as chains of functions, and what they leave open. */
export { checkSteps, stepsByVersion } from './check-steps.ts'
export { type Uncovered, uncovered } from './coverage.ts'
export { planChains } from './plan.ts'
export { type StepsByVersion, versionOfStep } from './ways.ts'
