/** What a type is made of, one kind after the other; named types and recursion are the affair of lowering.ts. */
import { misplacedConstraint, notFinite } from '../../../diagnostics/index.ts'
import { type Type, unreachable } from '../../../ir/index.ts'
import type { HostKind, HostType } from '../../1-load/type-host.ts'
import { presentMembers } from './absence.ts'
import { type At, type Context, inside, labels } from './context.ts'
import { lowerIntersection } from './intersection.ts'
import { withTags } from './jsdoc.ts'
import { lowerObject } from './object.ts'
import { rejectKind } from './reject.ts'
import { present } from './standard.ts'
import { discriminantOf, isTaggable, unionOf } from './union.ts'

/** Kinds that have parts, and so may contain themselves. */
export type Compound = 'union' | 'intersection' | 'array' | 'tuple' | 'template' | 'object'
const COMPOUND: ReadonlySet<HostKind> = new Set<Compound>(['union', 'intersection', 'array', 'tuple', 'template', 'object'])
export const isCompound = (kind: HostKind): kind is Compound => COMPOUND.has(kind)

export function lowerCompound(type: HostType, kind: Compound, at: At, context: Context): Type {
  const { host } = context
  switch (kind) {
    case 'union':
      return lowerUnion(presentMembers(host, type), at, context, host.nameOfType(type)?.isEnum)
    case 'intersection':
      return lowerIntersection(type, at, context)
    case 'array':
      return { kind: 'array', element: present(host.elementType(type), inside(at, '[]'), context), constraints: [] }
    case 'tuple':
      return lowerTuple(type, at, context)
    case 'template':
      return lowerTemplate(type, at, context)
    case 'object':
      return lowerObject(type, at, context)
    default:
      return unreachable(kind)
  }
}

/** `Circle | Square | null` is `(Circle | Square) | null`: what tells the objects apart holds beside what is no object. */
export function lowerUnion(members: readonly HostType[], at: At, context: Context, inOrder = false): Type {
  const { host } = context
  const lowered = (parts: readonly HostType[]) => parts.map((part) => context.lower(part, at))
  const objects = members.filter((member) => isTaggable(host, member))
  const discriminant = discriminantOf(host, objects)
  if (discriminant === undefined || objects.length === members.length) return unionOf(lowered(members), { inOrder, discriminant })
  const others = lowered(members.filter((member) => !objects.includes(member)))
  return unionOf([unionOf(lowered(objects), { discriminant }), ...others], { inOrder })
}

function lowerTuple(type: HostType, at: At, context: Context): Type {
  const elements = context.host.tupleElements(type).map(({ type: element, mode, name, doc }, index) => {
    const inner = inside(at, mode === 'rest' ? '[]' : `[${index}]`)
    const lowered = mode === 'optional' ? context.lower(element, inner) : present(element, inner, context)
    const isDefaulted = doc?.tags.some((tag) => tag.name === 'default') === true
    if (isDefaulted)
      context.reject(
        misplacedConstraint({ constraint: '@default', type: 'tuple', path: inner.path, rewrite: NO_DEFAULT }, labels(inner)),
      )
    return { type: withTags(lowered, doc, inner, context), mode, ...(name === undefined ? {} : { name }) }
  })
  return { kind: 'tuple', elements }
}

const NO_DEFAULT = 'Only members of objects and parameters have defaults. Fill in the item in the handler.'

function lowerTemplate(type: HostType, at: At, context: Context): Type {
  const { texts, types } = context.host.templateParts(type)
  return { kind: 'template', texts, types: types.map((part, index) => present(part, inside(at, `\${${index}}`), context)) }
}

export function lowerLeaf(type: HostType, kind: Exclude<HostKind, Compound>, at: At, context: Context): Type {
  switch (kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'boolean':
      return { kind }
    case 'string':
    case 'number':
    case 'bigint':
      return { kind, constraints: [] }
    case 'non-primitive':
      return ANY_OBJECT
    case 'literal':
      return lowerLiteral(context.host.literal(type), at, context)
    default:
      return rejectKind(kind, type, at, context)
  }
}

/** `object`: what is neither text, number nor the like. */
const ANY_OBJECT: Type = {
  kind: 'union',
  members: [
    { kind: 'array', element: { kind: 'unknown' }, constraints: [] },
    {
      kind: 'object',
      properties: [],
      index: [{ key: { kind: 'string', constraints: [] }, value: { kind: 'unknown' } }],
      constraints: [],
    },
  ],
}

/** One bigint is the range from itself to itself. */
function lowerLiteral(value: string | number | boolean | bigint, at: At, context: Context): Type {
  if (typeof value === 'bigint') {
    const text = String(value)
    return {
      kind: 'bigint',
      constraints: [
        { kind: 'minimum', value: text },
        { kind: 'maximum', value: text },
      ],
    }
  }
  if (typeof value !== 'number' || Number.isFinite(value)) return { kind: 'literal', value }
  return context.reject(notFinite({ path: at.path, value: String(value) }, labels(at)))
}
