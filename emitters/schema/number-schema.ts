import type { JsonValue, NumberType } from '../../compiler/ir/index.ts'
import type { JsonSchema } from './json-schema.ts'

const RANGES = {
  integer: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
} as const

export function numberSchema({ constraints }: NumberType): JsonSchema {
  const schemas = constraints.flatMap((constraint): Record<string, JsonValue>[] => {
    if (constraint.kind === 'minimum') return [{ [constraint.exclusive ? 'exclusiveMinimum' : 'minimum']: constraint.value }]
    if (constraint.kind === 'maximum') return [{ [constraint.exclusive ? 'exclusiveMaximum' : 'maximum']: constraint.value }]
    if (constraint.kind === 'multipleOf') return [{ multipleOf: constraint.value }]
    if (constraint.kind !== 'numeric' || constraint.numeric === 'float') return []
    const [minimum, maximum] = RANGES[constraint.numeric]
    return [{ minimum, maximum }]
  })
  const isInteger = constraints.some((constraint) => constraint.kind === 'numeric' && constraint.numeric !== 'float')
  return merged({ type: isInteger ? 'integer' : 'number' }, schemas)
}

const STRICTER: Readonly<Record<string, (a: number, b: number) => number>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minProperties: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxProperties: Math.min,
}

/** Bounds are merged to the strictest; of what cannot be merged, the first stands and the others follow in `allOf`. */
export function merged(base: JsonSchema, more: readonly JsonSchema[]): JsonSchema {
  const schema: Record<string, JsonValue> = { ...base }
  const others: JsonSchema[] = []
  for (const one of more) {
    for (const [keyword, value] of Object.entries(one)) {
      const known = schema[keyword]
      const stricter = STRICTER[keyword]
      if (known === undefined) schema[keyword] = value
      else if (stricter !== undefined) schema[keyword] = stricter(Number(known), Number(value))
      else if (known !== value) others.push({ [keyword]: value })
    }
  }
  return others.length === 0 ? schema : { ...schema, allOf: others as JsonValue[] }
}
