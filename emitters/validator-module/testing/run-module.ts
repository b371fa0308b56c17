/** For tests: types -> the validators of an emitted module, running, with the shim's sources in place of its packages. */
import type { NamedTypes, ServerConfig, Type, ValidatorMember } from '../../../compiler/ir/index.ts'
import * as core from '../../../runtime-shim/index.ts'
import type { Validator } from '../../../runtime-shim/validator.ts'
import * as wire from '../../../runtime-shim/wire/index.ts'
import { isOdd } from '../../validator/testing/compile.ts'
import { emitValidatorModule, type ModuleEntry } from '../index.ts'

export interface ModuleOfType {
  readonly code: string
  readonly validator: Validator<unknown>
}

const MEMBERS: readonly ValidatorMember[] = ['is', 'assert', 'validate', 'parse', 'stringify', 'random']

export function runModule(type: Type, types: NamedTypes, extraKeys: ServerConfig['extraKeys'] = 'strip'): ModuleOfType {
  const entry: ModuleEntry = { hint: 'Sample', exported: 'sample', type, extraKeys, members: MEMBERS }
  const { text } = emitValidatorModule([entry], { types, heading: 'A sample', importOf: () => 'odd' })
  return { code: text, validator: evaluate(text).sample }
}

const MODULES = { '@gati-framework/core': core, '@gati-framework/core/wire': wire, odd: { isOdd } }

/** Imports become constants of what they import, the export at the end becomes what is returned. */
function evaluate(text: string): any {
  const body = text
    .replace(
      /^import \{ (.+) \} from ['"](.+)['"]$/gm,
      (_, names: string, from: string) => `const { ${named(names)} } = modules['${from}']`,
    )
    .replace(/^export \{ (.+) \}$/m, (_, names: string) => `return { ${names.replace(/(\S+) as (\S+)/g, '$2: $1')} }`)
  return new Function('modules', `'use strict'\n${body}`)(MODULES)
}

const named = (bindings: string): string => bindings.replaceAll(' as ', ': ')
