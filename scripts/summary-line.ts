/**
 * The last lines of a test run:
 *
 *   skipped: 31 tests - uWebSockets.js does not load here: glibc 2.36 is older than 2.38
 *   1204 passed, 0 failed, 31 skipped
 *
 * A file that could not be loaded, a failed suite hook and an error outside every test each count as one failure.
 */
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'

export class SummaryLine implements Reporter {
  #chosen = false

  onInit({ config }: Vitest): void {
    this.#chosen = config.testNamePattern !== undefined
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    if (process.env.FUZZ_RUNS !== undefined) for (const line of tried(modules)) process.stdout.write(`${line}\n`)
    const lines = summary(modules, unhandledErrors.length)
    // With `-t` all others are skipped because they were not asked for.
    for (const line of this.#chosen ? lines.slice(-1) : lines) process.stdout.write(`${line}\n`)
  }
}

export function summary(modules: readonly TestModule[], unhandledErrors: number): string[] {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const passed = tests.filter((test) => test.result().state === 'passed').length
  const failed = tests.filter((test) => test.result().state === 'failed').length
  const skipped = tests.filter((test) => test.result().state === 'skipped')
  const broken = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((suite) => suite.errors().length > 0)
  const counts = `${passed} passed, ${failed + broken.length + unhandledErrors} failed`
  return [...skipReasons(skipped), skipped.length === 0 ? counts : `${counts}, ${skipped.length} skipped`]
}

/** `tried: emitted functions agree with the interpreter: 170112 pairs, 81230 accepted`, of tests that count. */
export const tried = (modules: readonly TestModule[]): string[] =>
  modules
    .flatMap((module) => [...module.children.allTests()])
    .flatMap((test) => {
      const counts = Object.entries(test.meta().tried ?? {})
      return counts.length === 0 ? [] : `tried: ${test.name}: ${counts.map(([what, count]) => `${count} ${what}`).join(', ')}`
    })

/** One line a reason, given with `context.skip('reason')`; a skip without one is named in full. */
function skipReasons(skipped: readonly TestCase[]): string[] {
  const counts = new Map<string, number>()
  for (const test of skipped) {
    const result = test.result()
    const note = result.state === 'skipped' ? result.note : undefined
    const reason = note ?? `no reason given in ${test.module.relativeModuleId} > ${test.fullName}`
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].map(([reason, count]) => `skipped: ${count} ${count === 1 ? 'test' : 'tests'} - ${reason}`)
}
