/**
 * Before each test file: random tests try the same in every run, so that what passed in a change passes in the next one too, and what fails
 * is of the change. New seeds are for `npm run fuzz`, which sets FUZZ_SEED and prints it.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) })

declare module 'vitest' {
  interface TaskMeta {
    /** How much a random test tried, which `npm run fuzz` prints. */
    tried?: Readonly<Record<string, number>>
  }
}
