/** Modules of random types, as TypeScript sees them: they parse, every name in them is one, and what they call is called rightly. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import ts from 'typescript'
import { expect, test } from 'vitest'
import type { NamedTypes } from '../../compiler/ir/index.ts'
import { sample } from '../validator/testing/random-types.ts'
import { validatorDeclarations } from './declaration.ts'
import { emitValidatorModule } from './index.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  allowJs: true,
  checkJs: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  paths: {
    '@gati-framework/core': [join(repository, 'runtime-shim/index.ts')],
    '@gati-framework/core/wire': [join(repository, 'runtime-shim/wire/index.ts')],
    '@gati-framework/types': [join(repository, 'runtime-shim/types/index.d.ts')],
  },
}

/**
 * Names that are nothing or two things, wrong numbers of arguments, assignments to constants, and arguments of the shim that are not what it
 * takes. That a value is unknown where it is looked at is no mistake: looking is what the code is for.
 */
const MISTAKES = new Set([2300, 2304, 2305, 2307, 2451, 2552, 2554, 2555, 2588, 2724])
const isMistake = ({ code, messageText }: ts.Diagnostic): boolean =>
  code < 2000 ||
  MISTAKES.has(code) ||
  (code === 2345 && /parameter of type 'Sample'/.test(ts.flattenDiagnosticMessageText(messageText, ' ')))

/** A fifth of what is tried with values, which takes TypeScript as long. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 250)

/** What is drawn from is checked as what the shim takes. */
const withSamples = (text: string): string =>
  text.replace(/^(?=function sample\w*\(\) \{$)/gmu, "/** @returns {import('@gati-framework/core/wire').Sample} */\n")

test('emitted modules and their declarations parse and type-check', { timeout: 600_000 }, () => {
  const samples = fc.sample(fc.tuple(sample, fc.constantFrom('strip' as const, 'strict' as const, 'allow' as const)), {
    numRuns: Math.ceil(numRuns / 5),
  })
  const folder = join(repository, '.cache/validator-modules')
  const files = new Map(
    samples.flatMap(([{ type, types }, extraKeys], index) => {
      const members = ['is', 'assert', 'validate', 'parse', 'stringify', 'random'] as const
      const module = emitValidatorModule([{ hint: 'Sample', type, extraKeys, members }], {
        types,
        heading: 'A sample',
        importOf: () => './odd.mjs',
      })
      const all: NamedTypes = { ...types, Root: { id: 'Root', name: 'Root', type } }
      return [
        [join(folder, `${index}.mjs`), withSamples(module.text)] as const,
        // Of files that only declare nothing is told where libraries are not checked.
        [join(folder, `${index}-types.mts`), validatorDeclarations(Object.keys(all), all, () => './odd.mjs')] as const,
      ]
    }),
  )
  files.set(join(folder, 'odd.mjs'), 'export const isOdd = (value) => value !== undefined\n')
  const host = ts.createCompilerHost(OPTIONS)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.directoryExists = (path) => path === folder || directoryExists!(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.getSourceFile = (path, version) => {
    const text = files.get(path)
    return text === undefined ? getSourceFile(path, version) : ts.createSourceFile(path, text, version, true)
  }
  const program = ts.createProgram([...files.keys()], OPTIONS, host)
  for (const [path, text] of files) {
    const file = program.getSourceFile(path)!
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    const said = found
      .filter((one) => path.endsWith('.mts') || isMistake(one))
      .map(({ messageText, start = 0 }) => {
        const { line } = file.getLineAndCharacterOfPosition(start)
        return `${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
      })
    if (said.length > 0) expect.fail(`${said.join('\n')}\n${text}`)
  }
})
