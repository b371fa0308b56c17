/** How much random tests try: `npm run fuzz` sets both, and prints the seed with which a failure comes back. */
export function fuzz(runs: number): { readonly numRuns: number; readonly seed?: number } {
  const { FUZZ_RUNS: numRuns = runs, FUZZ_SEED: seed } = process.env
  return { numRuns: Number(numRuns), ...(seed !== undefined && { seed: Number(seed) }) }
}
