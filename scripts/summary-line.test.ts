import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { summary, tried } from './summary-line.ts'

type Result = { state: 'passed' | 'failed' | 'skipped'; note?: string; tried?: Record<string, number> }

const file = (results: readonly Result[], errors: { tests?: number; suites?: number } = {}) =>
  ({
    errors: () => Array(errors.tests ?? 0).fill({}),
    children: {
      allTests: () =>
        results.map((result, index) => ({
          result: () => result,
          name: `case ${index}`,
          meta: () => (result.tried === undefined ? {} : { tried: result.tried }),
          fullName: `case ${index}`,
          module: { relativeModuleId: 'a.test.ts' },
        })),
      allSuites: () => [{ errors: () => Array(errors.suites ?? 0).fill({}) }],
    },
  }) as unknown as TestModule

const passed: Result = { state: 'passed' }

test('counts what passed and failed, and leaves skipped out where nothing was', () => {
  expect(summary([file([passed, { state: 'failed' }]), file([passed])], 0)).toEqual(['2 passed, 1 failed'])
})

test('a file that could not be loaded, a broken suite and an error outside tests are failures', () => {
  expect(summary([file([], { tests: 1 }), file([passed], { suites: 2 })], 1)).toEqual(['1 passed, 3 failed'])
})

test('each reason for skipping is said once, and a skip without one is named', () => {
  const old: Result = { state: 'skipped', note: 'glibc is too old' }
  expect(summary([file([old, old, { state: 'skipped' }])], 0)).toEqual([
    'skipped: 2 tests - glibc is too old',
    'skipped: 1 test - no reason given in a.test.ts > case 2',
    '0 passed, 0 failed, 3 skipped',
  ])
})

test('tests that count say how much they tried', () => {
  expect(tried([file([passed, { state: 'passed', tried: { pairs: 170112, accepted: 81230 } }])])).toEqual([
    'tried: case 1: 170112 pairs, 81230 accepted',
  ])
})
