/** Parts of a router that are functions of their own, since V8 never optimizes a function of some sixty kilobytes of bytecode. */
import { type Names, type Text, text } from '../code/index.ts'

export interface Apart {
  isMuch(routes: number): boolean
  /** Emits a call, with the variables in scope that it needs, of a function that does what `body` emits and gives whether it called a route. */
  emit(out: Text, variables: readonly string[], body: (out: Text) => void): void
  /** The same for what many places do, told apart by what they hand on: each gets a call of one function, named by `key`. */
  emitShared(out: Text, key: string, given: readonly string[], parameters: readonly string[], body: (out: Text) => void): void
  /** The functions, for the place before the router. */
  code(): string
}

/** Routes up to which code stays where it is. */
const MUCH = 24

export function apart(names: Names, hint: string): Apart {
  const functions: string[] = []
  const shared = new Map<string, string>()
  const declare = (parameters: readonly string[], body: (out: Text) => void): string => {
    const name = names.unique(hint)
    const own = text().open(`function ${name}(${['exchange', 'path', ...parameters].join(', ')}) {`)
    body(own)
    functions.push(own.line('return false').close().toString())
    return name
  }
  const call = (out: Text, name: string, given: readonly string[]) =>
    out.line(`if (${name}(${['exchange', 'path', ...given].join(', ')})) return true`)
  return {
    isMuch: (routes) => routes > MUCH,
    emit: (out, variables, body) => void call(out, declare(variables, body), variables),
    emitShared(out, key, given, parameters, body) {
      const name = shared.get(key) ?? declare(parameters, body)
      shared.set(key, name)
      call(out, name, given)
    },
    code: () => functions.join('\n'),
  }
}
