/** Parts of a router that are functions of their own, since V8 never optimizes a function of some sixty kilobytes of bytecode. */
import { type Names, type Text, text } from '../code/index.ts'

export interface Apart {
  isMuch(routes: number): boolean
  /** Emits a call, with the variables in scope that it needs, of a function that does what `body` emits and gives whether it called a route. */
  emit(out: Text, variables: readonly string[], body: (out: Text) => void): void
  /** The functions, for the place before the router. */
  code(): string
}

/** Routes up to which code stays where it is. */
const MUCH = 24

export function apart(names: Names, hint: string): Apart {
  const functions: string[] = []
  return {
    isMuch: (routes) => routes > MUCH,
    emit(out, variables, body) {
      const name = names.unique(hint)
      const args = ['exchange', 'path', ...variables].join(', ')
      out.line(`if (${name}(${args})) return true`)
      const own = text().open(`function ${name}(${args}) {`)
      body(own)
      functions.push(own.line('return false').close().toString())
    },
    code: () => functions.join('\n'),
  }
}
