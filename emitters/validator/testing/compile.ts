import type { AppIR, NamedTypes, Property, Type } from '../../../compiler/ir/index.ts'
import * as wire from '../../../runtime-shim/wire/index.ts'
import { type Names, names } from '../../code/index.ts'
import { createValueFunctions, type ValueFunctions } from '../index.ts'

export interface Options {
  readonly types?: NamedTypes
  readonly extraKeys?: AppIR['config']['extraKeys']
}

export const configOf = (extraKeys: AppIR['config']['extraKeys']): AppIR['config'] => ({
  port: 0,
  host: '',
  transport: 'auto',
  bodyLimit: 0,
  requestTimeout: 0,
  shutdownTimeout: 0,
  extraKeys,
  values: {},
})

export interface Compiled {
  readonly code: string
  readonly is: (value: unknown) => boolean
  readonly explain: (value: unknown) => wire.Issue[]
  readonly read: (value: unknown) => unknown
  /** Absent where that takes `is` and `read`. */
  readonly parse: ((value: unknown) => unknown) | undefined
  readonly stringify: (value: unknown) => string
  /** What JSON.stringify is given. */
  readonly project: (value: unknown) => unknown
  /** A JSON value. */
  readonly random: (seed: number) => unknown
}

/** A predicate that holds for about half of all values, of any type. */
export const isOdd = (value: unknown): boolean =>
  String(typeof value === 'object' && value !== null ? Object.keys(value).length : value).length % 2 === 1

export const oddCheck = { kind: 'check', file: 'src/odd.ts', exportName: 'isOdd' } as const

const reserved = (): Names => {
  const allocated = names()
  allocated.reserve('isOdd')
  return allocated
}

const collect = ({ types = {}, extraKeys = 'strip' }: Options): ValueFunctions =>
  createValueFunctions({ types, config: configOf(extraKeys) }, reserved(), {
    predicate: ({ exportName }) => exportName,
    forServer: true,
  })

/** Runs emitted code with the shim's functions, and gives back those asked for. */
function evaluate(functions: ValueFunctions, wanted: readonly string[]): any[] {
  const source = `'use strict'\nconst { ${functions.imports().join(', ').replaceAll(' as ', ': ')} } = wire\n${functions.render()}\nreturn [${wanted.join(', ')}]`
  return new Function('wire', 'isOdd', source)(wire, isOdd)
}

export function compileType(type: Type, options: Options = {}): Compiled {
  const functions = collect(options)
  const readName = functions.read(type, 'sample') ?? '(value) => value'
  const parseName = functions.parse(type, 'sample') ?? 'undefined'
  const wanted = [
    functions.is(type, 'sample'),
    functions.explain(type, 'sample'),
    readName,
    parseName,
    functions.stringify(type, 'sample'),
    functions.project(type, 'sample'),
  ]
  const [is, explain, read, parse, stringify, project] = evaluate(functions, wanted)
  let drawn: ((seed: number) => unknown) | undefined
  const random = (seed: number) => {
    drawn ??= evaluate(functions, [`(seed) => ${functions.wire('sample')}(${functions.sample(type, 'sample')}(), seed)`])[0]
    return drawn!(seed)
  }
  return { code: functions.render(), is, explain, read, parse, stringify, project, random }
}

export interface CompiledPart {
  readonly code: string
  readonly parse: (raw: object) => Record<string, unknown> | undefined
  readonly explain: (raw: object) => wire.Issue[]
}

export function compilePart(
  part: readonly Property[],
  from: Parameters<ValueFunctions['coerce']>[1],
  options: Options = {},
): CompiledPart {
  const functions = collect(options)
  const names = functions.coerce(part, from, 'sample')
  const [parse, explain] = evaluate(functions, [names.parse, names.explain])
  return { code: functions.render(), parse, explain }
}
