/**
 * Ids of named types: readable, unique, and the same for the same sources.
 *
 *   User -> User      Page<Article> -> Page_Article      a second User, from admin/model.ts -> User_model
 */
import type { HostType, HostTypeName, TypeHost } from '../../1-load/type-host.ts'

export interface TypeNames {
  allocate(declared: HostTypeName): string
  /** For a recursive type without a name of its own: `Tree_children`. */
  allocateText(hint: string): string
  release(id: string): void
}

export function createTypeNames(host: TypeHost): TypeNames {
  const taken = new Set<string>()
  const take = (candidates: readonly string[]): string => {
    const last = candidates.at(-1)!
    let id = candidates.find((candidate) => !taken.has(candidate))
    for (let number = 2; id === undefined; number++) if (!taken.has(`${last}_${number}`)) id = `${last}_${number}`
    taken.add(id)
    return id
  }
  return {
    allocate: (declared) => {
      const name = identifier(instanceName(host, declared))
      return take([
        name,
        ...fileSuffixes(host.place(declared.symbol)?.location.file).map((suffix) => identifier(`${name}_${suffix}`)),
      ])
    },
    allocateText: (hint) => take([identifier(hint)]),
    release: (id) => taken.delete(id),
  }
}

/** From the file's own name outwards: `model`, `admin_model`, `src_admin_model`. */
function fileSuffixes(file: string | undefined): readonly string[] {
  const steps = (file ?? '')
    .replace(/(\.d)?\.[cm]?tsx?$/, '')
    .split('/')
    .filter(Boolean)
  return steps.map((_, index) => steps.slice(steps.length - 1 - index).join('_'))
}

/** Also keeps clear of `__proto__`, `constructor` and the like: ids are keys of plain objects. */
function identifier(text: string): string {
  const safe = text.replace(/[^\p{ID_Continue}$]+/gu, '_').replace(/^(?!\p{ID_Start}|[$_])/u, '_')
  return safe in {} ? `${safe}_` : safe
}

const LONGEST = 60

function instanceName(host: TypeHost, { name, arguments: args }: HostTypeName, depth = 0): string {
  const text = [name, ...(depth > 3 ? [] : args.map((argument) => typeLabel(host, argument, depth + 1)))].join('_')
  return text.length > LONGEST ? text.slice(0, LONGEST).replace(/_+$/, '') : text
}

function typeLabel(host: TypeHost, type: HostType, depth: number): string {
  const declared = host.nameOfType(type)
  if (declared) return instanceName(host, declared, depth)
  const kind = host.kind(type)
  if (kind === 'literal') return String(host.literal(type))
  if (kind === 'array') return `${typeLabel(host, host.elementType(type), depth + 1)}_array`
  if (kind === 'union' && depth <= 3) {
    const members = host.unionMembers(type)
    if (members.length <= 3)
      return members
        .map((member) => typeLabel(host, member, depth + 1))
        .sort()
        .join('_or_')
  }
  return kind
}
