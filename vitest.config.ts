import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SummaryLine } from './scripts/summary-line.ts'

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    // Tests see the shim's sources, so that an edit needs no build. Processes that they start see the built packages.
    alias: [
      { find: /^@gati-framework\/core$/, replacement: fromRoot('runtime-shim/index.ts') },
      { find: /^@gati-framework\/core\/(client|server|wire|transport)$/, replacement: fromRoot('runtime-shim/$1/index.ts') },
    ],
  },
  test: {
    include: ['*.test.ts', '{compiler,docs,emitters,fixtures,infra,runtime-shim,scripts}/**/*.test.ts'],
    // Sources of apps that are tested, not tests.
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      'compiler/templates/**',
      'fixtures/{emit,errors,sdk,serve}/**',
      'fixtures/apps/*/test/**',
      '**/src/**',
    ],
    setupFiles: ['scripts/seed.ts'],
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism()),
    // Whole builds and real servers run in tests: generous for a busy two-core machine, short enough to end what hangs.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    reporters: ['default', new SummaryLine()],
    // Colours and CI detection of the terminal must not change what a test sees.
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  },
})
