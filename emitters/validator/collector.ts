import { type NamedType, named, type Type } from '../../compiler/ir/index.ts'
import { comment, identifier, type Names, type Text, text } from '../code/index.ts'
import type { Emission, Form, Site, WireName } from './emission.ts'

/** Writes the body of a function of one form into a site. */
export type Writer = (type: Type, site: Site, name: string) => void

export interface Collector extends Emission {
  /** Everything emitted so far: constants, then functions in the order in which they were asked for. */
  render(): string
  /** As in an import declaration: `isUuid`, `isEmail as isEmail2` where the app has a type called Email. */
  imports(): readonly string[]
}

/** Functions asked for inside each other from which on they are written later: types may lead through hundreds of others. */
const FAR = 24

type Facts = Omit<Emission, 'functionFor' | 'functionOf' | 'wire' | 'constant'>

export function collector(facts: Facts, writers: Readonly<Record<Form, Writer>>): Collector {
  const functions = new Map<string, { readonly name: string; readonly out: Text }>()
  const constants = new Map<string, string>()
  const wireNames = new Map<WireName, string>()
  const { names } = facts
  const later: (() => void)[] = []
  let depth = 0
  const writeNow = (write: () => void) => {
    depth++
    write()
    depth--
  }
  const self: Collector = {
    ...facts,
    functionFor(key, hint, write, part, form) {
      const known = functions.get(key)
      if (known !== undefined) return known.name
      const name = names.unique(hint)
      const out = text()
      // Registered before its body is written: a recursive type asks for its own function.
      functions.set(key, { name, out })
      const refused = form === 'parse' ? 'return undefined' : 'return false'
      const site: Site = { on: self, out, scope: localNames(names, form), form: 'is', refused, hint: part }
      if (depth < FAR) writeNow(() => write(name, site))
      else later.push(() => write(name, site))
      if (depth === 0) for (let next = later.shift(); next; next = later.shift()) writeNow(next)
      return name
    },
    functionOf(form, type, hint) {
      const write = (name: string, site: Site) => {
        if (type.kind === 'ref' && (form === 'is' || form === 'parse'))
          site.out.line(comment(origin(named(type.id, facts.types))))
        const isProgram = form === 'fits' || form === 'project' || form === 'write'
        writers[form](type, { ...site, form: isProgram ? 'fits' : 'is', ...(type.kind === 'ref' && { self: type }) }, name)
      }
      return self.functionFor(
        `${form} ${keyOf(type)}`,
        nameOf(form, type, hint),
        write,
        type.kind === 'ref' ? type.id : hint,
        form,
      )
    },
    wire(name) {
      const local = names.imported(name)
      wireNames.set(name, local)
      return local
    },
    constant(hint, code) {
      const known = constants.get(code)
      if (known !== undefined) return known
      const name = names.unique(lowerFirst(identifier(hint)))
      constants.set(code, name)
      return name
    },
    render() {
      const declarations = [...constants].map(([code, name]) => `const ${name} = ${code}\n`).join('')
      return [declarations, ...[...functions.values()].map(({ out }) => out.toString())].filter((code) => code !== '').join('\n')
    },
    imports: () => [...wireNames].map(([name, local]) => (name === local ? name : `${name} as ${local}`)).sort(),
  }
  return self
}

/** Types that are written alike share their functions. */
const keyOf = (type: Type): string => (type.kind === 'ref' ? `ref ${type.id}` : JSON.stringify(type))

const nameOf = (form: Form, type: Type, hint: string): string =>
  `${form} ${(type.kind === 'ref' ? type.id : hint).replaceAll('_', ' ')}`

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const origin = ({ name, source }: NamedType): string => (source === undefined ? name : `${name} - ${source.file}:${source.line}`)

/** Parameters and fixed locals of emitted functions, which members are not called by. */
const words = ['value', 'depth', 'memory', 'result', 'raw']
const explaining = ['at', 'issues', 'attempts', 'from']

function localNames(names: Names, form: Form | undefined): Names {
  const scope = names.scope()
  for (const word of form === undefined || form === 'explain' ? [...words, ...explaining] : words) scope.reserve(word)
  return scope
}
