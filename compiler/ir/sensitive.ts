/** Which values are secrets? What is marked `Sensitive` is never shown, and neither is what may stand in its place. */

import type { AppIR } from './app.ts'
import type { Property, Type, TypeId } from './type.ts'
import { type NamedTypes, parts, reachable, servedAt, typesOfApp, walk } from './walk.ts'

/** Whether the type itself is marked. */
export const isMarkedSensitive = (type: Type): boolean =>
  ('sensitive' in type && type.sensitive === true) ||
  ('constraints' in type && type.constraints.some(({ kind }) => kind === 'sensitive'))

/** Whether values of the type are redacted as a whole: also where only some are secrets, which nobody can tell apart. */
export function isSensitive(type: Type, types: NamedTypes, seen: ReadonlySet<TypeId> = new Set()): boolean {
  if (isMarkedSensitive(type)) return true
  if (type.kind === 'ref') return !seen.has(type.id) && isSensitive(types[type.id]!.type, types, new Set([...seen, type.id]))
  if (type.kind === 'union') return type.members.some((member) => isSensitive(member, types, seen))
  return type.kind === 'template' && type.types.some((hole) => isSensitive(hole, types, seen))
}

const answers = new WeakMap<NamedTypes, WeakMap<Type, boolean>>()

/** Whether a secret is somewhere inside: text that comes instead of the whole may be that secret, in the wrong place. */
export function holdsSensitive(type: Type, types: NamedTypes): boolean {
  const known = answers.get(types) ?? new WeakMap<Type, boolean>()
  answers.set(types, known)
  const found = known.get(type) ?? isFound(type, types, new Set())
  known.set(type, found)
  return found
}

/** The names, in lower case and sorted, of all members whose values are secrets. */
export function secretNames(app: Pick<AppIR, 'routes' | 'sockets' | 'env'>, types: NamedTypes): readonly string[] {
  const named: readonly Property[] = [
    ...servedAt(app).flatMap(({ request: { params, query, headers, cookies } }) =>
      [params, query, headers, cookies].flatMap((part) => part ?? []),
    ),
    ...(app.env?.properties ?? []),
  ]
  const found = new Set(named.filter(({ type }) => isSensitive(type, types)).map(({ name }) => name.toLowerCase()))
  const look = (type: Type): void =>
    walk(type, (part) => {
      if (part.kind !== 'object') return
      for (const { name, type: own } of part.properties) if (isSensitive(own, types)) found.add(name.toLowerCase())
    })
  const roots = typesOfApp(app)
  for (const type of [...roots, ...[...reachable(roots, types)].map((id) => types[id]!.type)]) look(type)
  return [...found].sort()
}

function isFound(type: Type, types: NamedTypes, seen: Set<TypeId>): boolean {
  if (isMarkedSensitive(type)) return true
  if (type.kind !== 'ref') return parts(type).some((part) => isFound(part, types, seen))
  if (seen.has(type.id)) return false
  seen.add(type.id)
  return isFound(types[type.id]!.type, types, seen)
}
