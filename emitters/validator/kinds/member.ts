import type { Property } from '../../../compiler/ir/index.ts'
import { isIdentifier, literal, member, quote } from '../../code/index.ts'
import type { Site } from '../emission.ts'

const width = 120

/** Every object has these: reading them from one that has not its own gives something all the same. */
const inherited: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype)])

export const isInherited = (name: string): boolean => inherited.has(name)

/** Local variables for members of an object: `const { id, 'x-id': xId, limit = 20 } = value`. */
export function bindMembers(
  properties: readonly Property[],
  value: string,
  { out, scope, on }: Pick<Site, 'out' | 'scope' | 'on'>,
  withDefaults = false,
): ReadonlyMap<Property, string> {
  const names = new Map(properties.map((property) => [property, scope.unique(property.name)]))
  const bindings = properties
    .filter(({ name }) => !isInherited(name))
    .map((property) => binding(property, names.get(property)!, withDefaults))
  if (bindings.length > 0) writeBindings(bindings, value, out)
  for (const property of properties) {
    if (!isInherited(property.name)) continue
    const fallback = withDefaults && property.default !== undefined ? ` ?? ${literal(property.default)}` : ''
    out.line(`const ${names.get(property)} = ${on.wire('own')}(${value}, ${quote(property.name)})${fallback}`)
  }
  return names
}

/** One of them by itself, where it is its turn: `const id = value.id`. */
export function bindMember(property: Property, value: string, site: Pick<Site, 'out' | 'scope' | 'on'>): string {
  const local = site.scope.unique(property.name)
  site.out.line(`const ${local} = ${access(property.name, value, site)}`)
  return local
}

function binding({ name, default: value }: Property, local: string, withDefault: boolean): string {
  const bound = name === local ? name : `${isIdentifier(name) ? name : quote(name)}: ${local}`
  return withDefault && value !== undefined ? `${bound} = ${literal(value)}` : bound
}

function writeBindings(bindings: readonly string[], value: string, out: Site['out']): void {
  const line = `const { ${bindings.join(', ')} } = ${value}`
  if (line.length <= width) {
    out.line(line)
    return
  }
  out.open('const {')
  for (const one of bindings) out.line(`${one},`)
  out.close(`} = ${value}`)
}

/** Expression of a member, for where it is read once. */
export const access = (name: string, value: string, { on }: Pick<Site, 'on'>): string => {
  if (isInherited(name)) return `${on.wire('own')}(${value}, ${quote(name)})`
  return member(value, name)
}

/** RFC 6901: `/a~1b` for `a/b`. */
export const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
