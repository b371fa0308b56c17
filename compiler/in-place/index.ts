/**
 * What stands in an app's files where `validator<T>()` was called? A name, and beside each file a module that exports what it means. A module
 * of its own has no name in common with the file: whatever the file calls `Map`, emitted code means the one that it was written for.
 */
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { emitValidatorModule, type ModuleOptions } from '../../emitters/validator-module/index.ts'
import type { AppIR, ValidatorUse } from '../ir/index.ts'
import { type EditedSource, editCalls } from './edit.ts'

export type { EditedSource } from './edit.ts'

export interface CompiledFile extends EditedSource {
  /** Relative to the app's root, `/` separators. */
  readonly file: string
  readonly module: EmittedFile
}

export interface InPlaceOptions {
  /** The text that was compiled. */
  readonly source: (file: string) => string | undefined
  /** How the edited file imports its module. */
  readonly specifierOf: (module: EmittedFile) => string
  readonly importOf: ModuleOptions['importOf']
}

type Compiled = Pick<AppIR, 'validators' | 'types'> & { readonly config: Pick<AppIR['config'], 'extraKeys'> }

export function compileInPlace(ir: Compiled, options: InPlaceOptions): CompiledFile[] {
  const byFile = new Map<string, ValidatorUse[]>()
  for (const use of ir.validators ?? []) byFile.set(use.source.file, [...(byFile.get(use.source.file) ?? []), use])
  return [...byFile].map(([file, uses]) => compileFile(file, uses, ir, options))
}

function compileFile(
  file: string,
  uses: readonly ValidatorUse[],
  { types, config }: Compiled,
  { source, specifierOf, importOf }: InPlaceOptions,
): CompiledFile {
  const entries = uses.map(({ hint, type, extraKeys = config.extraKeys, members }) => ({ hint, type, extraKeys, members }))
  const module = emitValidatorModule(entries, { types, importOf, heading: `Validators of ${file}. Emitted by gatic.` })
  const emitted = { path: moduleOf(file), text: module.text }
  const calls = uses.map(({ start, end }, index) => ({ start, end, exported: module.names[index]! }))
  return { file, module: emitted, ...editCalls(source(file)!, calls, specifierOf(emitted), file) }
}

/** `src/users.ts` -> `validators/src/users.ts.mjs` */
export const moduleOf = (file: string): string => `validators/${file}.mjs`
