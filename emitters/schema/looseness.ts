/** Why does a schema take more than the type does? Empty: it takes exactly what the type takes. */
import { type NamedTypes, parts, type Type, type TypeId } from '../../compiler/ir/index.ts'

export const REASONS = {
  length: 'lengths count UTF-16 code units here, characters in JSON Schema',
  transform: 'what is changed before it is checked has no schema',
  float: 'JSON Schema has no single-precision numbers',
  multipleOf: 'decimal multiples are a matter of each validator',
  bounds: 'bounds of numbers written as text have no schema',
  check: 'predicates of the app have no schema',
  json: 'content is not checked by schemas',
  restInMiddle: 'places behind a rest have no schema',
  template: 'where a hole ends has no exact pattern',
  key: 'which texts are numbers has no exact pattern',
  depth: 'how deep a value nests is not limited by schemas',
} as const

export type Reason = keyof typeof REASONS

export function looseness(root: Type, types: NamedTypes): readonly Reason[] {
  const reasons = new Set<Reason>()
  const seen = new Set<TypeId>()
  const visit = (type: Type): void => {
    for (const reason of ownReasons(type)) reasons.add(reason)
    if (type.kind === 'ref') {
      if (seen.has(type.id)) return
      seen.add(type.id)
      visit(types[type.id]!.type)
    } else for (const part of parts(type)) visit(part)
  }
  visit(root)
  return [...reasons]
}

function ownReasons(type: Type): readonly Reason[] {
  const checks: readonly Reason[] =
    'constraints' in type && type.constraints.some(({ kind }) => kind === 'check') ? ['check'] : []
  switch (type.kind) {
    case 'string':
      return [
        ...checks,
        ...type.constraints.flatMap((constraint) =>
          constraint.kind === 'format' && constraint.format === 'json' ? ['json' as const] : (STRINGS[constraint.kind] ?? []),
        ),
      ]
    case 'number':
      return [
        ...checks,
        ...type.constraints.flatMap((constraint): Reason[] =>
          constraint.kind === 'multipleOf'
            ? ['multipleOf']
            : constraint.kind === 'numeric' && constraint.numeric === 'float'
              ? ['float']
              : [],
        ),
      ]
    case 'bigint':
      return type.constraints.some(({ kind }) => kind === 'minimum' || kind === 'maximum') ? [...checks, 'bounds'] : checks
    case 'tuple': {
      const rest = type.elements.findIndex(({ mode }) => mode === 'rest')
      return rest >= 0 && rest < type.elements.length - 1 ? ['restInMiddle'] : []
    }
    case 'template':
      return type.types.length > 0 ? ['template'] : []
    case 'object':
      return type.index.some(({ key }) => key.kind === 'number') ? [...checks, 'key'] : checks
    default:
      return checks
  }
}

const STRINGS: Readonly<Partial<Record<string, readonly Reason[]>>> = {
  minLength: ['length'],
  maxLength: ['length'],
  transform: ['transform'],
}
