/** Parts of a router that stand before it: functions, since V8 never optimizes one of some sixty kilobytes of bytecode, and tables. */
import { type Names, quote, type Text, text } from '../code/index.ts'

export interface Apart {
  isMuch(routes: number): boolean
  /** The name of a function that does what `body` emits and gives whether it called a route. */
  declare(parameters: readonly string[], body: (out: Text) => void): string
  /** The same: one for all that have the same key. */
  shared(key: string, parameters: readonly string[], body: (out: Text) => void): string
  /** Emits a call of a function of its own, with the variables in scope that it needs. */
  emit(out: Text, variables: readonly string[], body: (out: Text) => void): void
  /** The name of a table of segments. */
  table(rows: readonly TableRow[]): string
  /** The functions and tables, for the place before the router. */
  code(): string
}

export interface TableRow {
  readonly segment: string
  /** Names of the function that takes what follows, and of the routes' functions that it is told to call. */
  readonly below: string
  readonly calls: readonly string[]
}

/** Routes up to which code stays where it is. */
const MUCH = 24

/** `tableOf` gives the name of the shim's function, which is imported then. */
export function apart(names: Names, method: string, tableOf: () => string): Apart {
  const before: string[] = []
  const known = new Map<string, string>()
  const declare = (parameters: readonly string[], body: (out: Text) => void): string => {
    const name = names.unique(`${method} routes`)
    const own = text().open(`function ${name}(${['exchange', 'path', ...parameters].join(', ')}) {`)
    body(own)
    before.push(own.line('return false').close().toString())
    return name
  }
  return {
    declare,
    isMuch: (routes) => routes > MUCH,
    emit(out, variables, body) {
      const name = declare(variables, body)
      out.line(`if (${name}(${['exchange', 'path', ...variables].join(', ')})) return true`)
    },
    shared(key, parameters, body) {
      const name = known.get(key) ?? declare(parameters, body)
      known.set(key, name)
      return name
    },
    table(rows) {
      const name = names.unique(`${method} segments`)
      const own = text().open(`const ${name} = ${tableOf()}([`)
      for (const { segment, below, calls } of rows)
        own.line(calls.length === 0 ? `[${quote(segment)}, ${below}],` : `[${quote(segment)}, ${below}, [${calls.join(', ')}]],`)
      before.push(own.close('])').toString())
      return name
    },
    code: () => before.join('\n'),
  }
}
