/** For tests: types in few words. */
import type { ObjectType, Type } from '../../../compiler/ir/index.ts'

export const text: Type = { kind: 'string', constraints: [] }
export const number: Type = { kind: 'number', constraints: [] }
export const list = (element: Type): Type => ({ kind: 'array', element, constraints: [] })

/** A name that ends with `?` is an optional member. */
export const object = (members: Readonly<Record<string, Type>>): ObjectType => ({
  kind: 'object',
  properties: Object.entries(members).map(([name, type]) => ({
    name: name.replace('?', ''),
    type,
    optional: name.endsWith('?'),
  })),
  index: [],
  constraints: [],
})
