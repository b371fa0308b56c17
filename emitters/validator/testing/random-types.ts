/** Random types and values: types with every kind and constraint and with awkward names; values that are of them, or nearly. */
import fc from 'fast-check'
import {
  FORMATS,
  type NamedTypes,
  type ObjectType,
  type Property,
  type TupleElement,
  type Type,
} from '../../../compiler/ir/index.ts'
import { oddCheck } from './compile.ts'

export const awkwardNames = [
  'id',
  'name',
  'kind',
  'a',
  'b',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'class',
  'value',
  'at',
  'issues',
  'depth',
  'raw',
  'result',
  'i',
  'item',
  'key',
  'entry',
  'known',
  '0',
  '',
  'a b',
  "it's",
  '"',
  '`',
  '*/',
  '//',
  '\n',
  '\u2028',
  '\u2029',
  '\r',
  '\0',
  '\\',
  '\ud800',
  '${x}',
  '</script>',
  'x-y',
  'é',
  '日本',
  '~',
  '/',
  'length',
  'undefined',
  'isRecord',
]

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('id', 'name', 'a', 'b', 'c') },
  { weight: 2, arbitrary: fc.constantFrom(...awkwardNames) },
)

export const sampleTexts = [
  '',
  'a',
  'ab',
  'abc',
  ' a ',
  'A',
  'aB',
  'hello-world',
  'x'.repeat(20),
  '1',
  '-1',
  '1.5',
  '0',
  'true',
  'false',
  'null',
  '12345678901234567890',
  '007',
  '1e3',
  'v1.2',
  'v1.x',
  'a-b-1',
  'user_1',
  'a@b.co',
  '0190a7b2-3c4d-7e8f-9a0b-1c2d3e4f5a6b',
  `c${'a'.repeat(24)}`,
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'https://a.b/c',
  'example.com',
  '127.0.0.1',
  '::1',
  '2024-02-29',
  '2023-02-29',
  '19:56:00Z',
  '2026-11-23T19:56:00Z',
  '2026-11-23T19:56:60Z',
  '2016-12-31T23:59:60Z',
  '2026-11-23t19:56:00.123456+02:00',
  'P1DT12H',
  'QQ==',
  'QUJD',
  'deadbeef',
  'eyJh.e30.c2ln',
  '+491234',
  '{"a":1}',
  '[1]',
  'é',
  '\u{1f600}',
  '\ud800',
]
export const sampleText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...sampleTexts) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
)
const sampleNumber = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    2,
    3,
    5,
    10,
    0.5,
    1.5,
    0.1,
    0.3,
    -0,
    2 ** 31,
    2 ** 31 - 1,
    -(2 ** 31),
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53,
    2 ** 53 - 1,
    1e300,
    5e-324,
    Number.POSITIVE_INFINITY,
  ),
  fc.integer({ min: -20, max: 20 }),
)

const mark = fc.constantFrom({ kind: 'sensitive' as const }, { kind: 'brand' as const, name: "user's */ brand" }, oddCheck)
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 2, arbitrary: fc.array(arbitrary, { maxLength: 3 }) })
const size = fc.integer({ min: 0, max: 4 })
const exclusive = fc.constantFrom({}, { exclusive: true as const })

const stringConstraint = fc.oneof(
  size.map((value) => ({ kind: 'minLength' as const, value })),
  fc.integer({ min: 1, max: 25 }).map((value) => ({ kind: 'maxLength' as const, value })),
  fc
    .constantFrom('^[a-z]+$', 'a/b|c', '\\d', "^[^'`]*$", '[\u2028]|a', '\ud83d\ude00')
    .map((source) => ({ kind: 'pattern' as const, source })),
  fc.constantFrom(...FORMATS).map((format) => ({ kind: 'format' as const, format })),
  fc
    .constantFrom('startsWith', 'endsWith', 'includes')
    .chain((kind) => fc.constantFrom('a', "'", '', '1').map((value) => ({ kind: kind as 'startsWith', value }))),
  fc
    .constantFrom('trim', 'lowercase', 'uppercase')
    .map((transform) => ({ kind: 'transform' as const, transform: transform as 'trim' })),
  mark,
)
const numberConstraint = fc.oneof(
  fc
    .tuple(fc.constantFrom('minimum', 'maximum'), sampleNumber.filter(Number.isFinite), exclusive)
    .map(([kind, value, more]) => ({ kind: kind as 'minimum', value, ...more })),
  fc.constantFrom(1, 2, 0.1, 0.5, 3).map((value) => ({ kind: 'multipleOf' as const, value })),
  fc
    .constantFrom('integer', 'int32', 'uint32', 'float')
    .map((numeric) => ({ kind: 'numeric' as const, numeric: numeric as 'integer' })),
  mark,
)
const bigintConstraint = fc.oneof(
  fc
    .tuple(fc.constantFrom('minimum', 'maximum'), fc.bigInt({ min: -10n, max: 10n }), exclusive)
    .map(([kind, value, more]) => ({ kind: kind as 'minimum', value: String(value), ...more })),
  mark,
)
const arrayConstraint = fc.oneof(
  fc.tuple(fc.constantFrom('minItems', 'maxItems'), size).map(([kind, value]) => ({ kind: kind as 'minItems', value })),
  fc.constant({ kind: 'uniqueItems' as const }),
  mark,
)
const objectConstraint = fc.oneof(
  fc
    .tuple(fc.constantFrom('minProperties', 'maxProperties'), size)
    .map(([kind, value]) => ({ kind: kind as 'minProperties', value })),
  mark,
)

const stringType = some(stringConstraint).map((constraints): Type => ({ kind: 'string', constraints }))
const literalType = fc
  .constantFrom<string | number | boolean>('a', 'b', "it's", '*/', '\ud800', '\u2028`${', 1, 0, -1.5, true, false)
  .map((value): Type => ({ kind: 'literal', value }))
/** Predicates are of whole values. */
const holeText = stringType.map(
  (type): Type =>
    type.kind === 'string' ? { ...type, constraints: type.constraints.filter(({ kind }) => kind !== 'check') } : type,
)

const templateType = fc
  .array(
    fc.oneof(
      fc.constantFrom<Type>(
        { kind: 'number', constraints: [] },
        { kind: 'bigint', constraints: [] },
        { kind: 'boolean' },
        { kind: 'string', constraints: [] },
        { kind: 'literal', value: 'x' },
      ),
      holeText,
    ),
    { maxLength: 3 },
  )
  .chain((types) =>
    fc
      .array(fc.constantFrom('', '-', 'a', 'v', '.', "`${'", '_'), { minLength: types.length + 1, maxLength: types.length + 1 })
      .map((texts): Type => ({ kind: 'template', texts, types })),
  )

const markable = (type: Type): boolean =>
  ['boolean', 'date', 'bytes', 'url', 'literal', 'template', 'tuple', 'map', 'set'].includes(type.kind)

/** One in eight of those that say by themselves that they are secrets does. */
const sometimesSecret = (types: fc.Arbitrary<Type>): fc.Arbitrary<Type> =>
  fc
    .tuple(types, fc.integer({ min: 0, max: 7 }))
    .map(([type, chance]) => (chance === 0 && markable(type) ? ({ ...type, sensitive: true } as Type) : type))

/** Types without parts. */
export const leafType: fc.Arbitrary<Type> = fc.oneof(
  { weight: 6, arbitrary: stringType },
  { weight: 4, arbitrary: some(numberConstraint).map((constraints): Type => ({ kind: 'number', constraints })) },
  { weight: 2, arbitrary: some(bigintConstraint).map((constraints): Type => ({ kind: 'bigint', constraints })) },
  { weight: 2, arbitrary: literalType },
  { weight: 2, arbitrary: templateType },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Type>(
      { kind: 'boolean' },
      { kind: 'date' },
      { kind: 'bytes' },
      { kind: 'url' },
      { kind: 'null' },
      { kind: 'unknown' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.array(literalType, { minLength: 9, maxLength: 12 }).map(
      (members): Type => ({
        kind: 'union',
        members: [
          ...members,
          ...['c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'l'].map((value): Type => ({ kind: 'literal', value })),
        ],
      }),
    ),
  },
)

const property = (type: fc.Arbitrary<Type>): fc.Arbitrary<Property> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ name, type, optional: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: name.map(
        (own): Property => ({ name: own, type: { kind: 'string', constraints: [] }, optional: true, default: "it's" }),
      ),
    },
    {
      weight: 1,
      arbitrary: name.map(
        (own): Property => ({ name: own, type: { kind: 'number', constraints: [] }, optional: true, default: -1 }),
      ),
    },
  )

const indexSignature = (type: fc.Arbitrary<Type>) =>
  fc.record({
    key: fc.oneof(
      fc.constantFrom<Type>(
        { kind: 'string', constraints: [] },
        { kind: 'number', constraints: [] },
        { kind: 'string', constraints: [{ kind: 'minLength', value: 1 }] },
        { kind: 'string', constraints: [{ kind: 'maxLength', value: 2 }, { kind: 'sensitive' }] },
        { kind: 'template', texts: ['k', ''], types: [{ kind: 'string', constraints: [{ kind: 'sensitive' }] }] },
        { kind: 'template', texts: ['x-', ''], types: [{ kind: 'string', constraints: [] }] },
      ),
      // Those of finitely many texts are literals to TypeScript, which no index signature takes.
      templateType.filter(
        (key) => key.kind === 'template' && key.types.some(({ kind }) => kind !== 'boolean' && kind !== 'literal'),
      ),
    ),
    value: type,
  })

/** As the checker demands it, a narrower signature's values are among those of a wider one; here they are of one type. */
const indexSignatures = (type: fc.Arbitrary<Type>) =>
  fc
    .uniqueArray(indexSignature(type), { minLength: 1, maxLength: 2, selector: ({ key }) => key.kind })
    .map((list) => list.map(({ key }) => ({ key, value: list[0]!.value })))

const objectType = (type: fc.Arbitrary<Type>): fc.Arbitrary<ObjectType> =>
  fc.record({
    kind: fc.constant('object' as const),
    properties: fc.uniqueArray(property(type), { maxLength: 6, selector: ({ name: own }) => own }),
    index: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: indexSignatures(type),
      },
    ),
    constraints: fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(objectConstraint, { minLength: 1, maxLength: 2 }) },
    ),
  })

const typedArrayType = fc.constantFrom<Type>(
  {
    kind: 'array',
    typed: 'Int32Array',
    element: { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'int32' }] },
    constraints: [],
  },
  {
    kind: 'array',
    typed: 'Float32Array',
    element: { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'float' }] },
    constraints: [{ kind: 'maxItems', value: 2 }],
  },
  {
    kind: 'array',
    typed: 'BigUint64Array',
    element: {
      kind: 'bigint',
      constraints: [
        { kind: 'minimum', value: '0' },
        { kind: 'maximum', value: '18446744073709551615' },
      ],
    },
    constraints: [],
  },
)

const tupleType = (type: fc.Arbitrary<Type>): fc.Arbitrary<Type> =>
  fc
    .tuple(fc.array(type, { maxLength: 2 }), fc.constantFrom('none', 'optional', 'rest'), type, fc.array(type, { maxLength: 2 }))
    .map(([leading, middle, part, trailing]): Type => {
      const required = (list: readonly Type[]): TupleElement[] => list.map((one) => ({ type: one, mode: 'required' }))
      if (middle === 'none') return { kind: 'tuple', elements: required(leading) }
      if (middle === 'optional')
        return { kind: 'tuple', elements: [...required(leading), { type: part, mode: 'optional', name: 'class' }] }
      return { kind: 'tuple', elements: [...required(leading), { type: part, mode: 'rest' }, ...required(trailing)] }
    })

const discriminatedType = (type: fc.Arbitrary<Type>): fc.Arbitrary<Type> =>
  fc
    .tuple(
      fc.constantFrom('kind', '__proto__', "it's", 'type'),
      fc.array(objectType(type), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(
      ([discriminant, objects, isNumber]): Type => ({
        kind: 'union',
        discriminant,
        members: objects.map(
          (object, index): Type => ({
            ...object,
            properties: [
              { name: discriminant, optional: false, type: { kind: 'literal', value: isNumber ? index : `case ${index}'` } },
              ...object.properties.filter((one) => one.name !== discriminant),
            ],
          }),
        ),
      }),
    )

export interface Sample {
  readonly type: Type
  readonly types: NamedTypes
}

/** One is called like what emitted code imports: `isEmail` of a type `Email` is not that of the format. */
const ids = ['T0', 'Email', 'Some_Name'] as const

const composite = (type: fc.Arbitrary<Type>): fc.Arbitrary<Type> =>
  fc.oneof(
    { weight: 5, arbitrary: objectType(type) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('array' as const), element: type, constraints: some(arrayConstraint) }),
    },
    { weight: 1, arbitrary: tupleType(type) },
    { weight: 1, arbitrary: typedArrayType },
    { weight: 1, arbitrary: discriminatedType(type) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('map' as const), key: type, value: type }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('set' as const), element: type }) },
  )

/** `unknown | X` is `unknown` to the checker: no union has it as a member. */
export const unionOf = (members: readonly Type[]): Type => ({
  kind: 'union',
  members: members.map((member) => (member.kind === 'unknown' ? { kind: 'null' } : member)),
})

/** Unions are of members that hold something, so that a named type is never only itself. */
const { type: anyType, guarded } = fc.letrec<{ type: Type; guarded: Type }>((tie) => ({
  guarded: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    sometimesSecret(leafType),
    sometimesSecret(composite(tie('type'))),
    fc.array(tie('guarded'), { minLength: 1, maxLength: 4 }).map(unionOf),
  ),
  type: fc.oneof(
    { weight: 6, arbitrary: tie('guarded') },
    { weight: 1, arbitrary: fc.constantFrom(...ids).map((id): Type => ({ kind: 'ref', id })) },
  ),
}))

export const sample: fc.Arbitrary<Sample> = fc.tuple(anyType, fc.tuple(guarded, guarded, guarded)).map(([type, definitions]) => ({
  type,
  types: Object.fromEntries(
    ids.map((id, index) => [
      id,
      {
        id,
        name: id,
        type: definitions[index]!.kind === 'unknown' ? { kind: 'boolean' } : definitions[index]!,
        source: { file: 'src/*/a.ts\n', line: 1, column: 1 },
      },
    ]),
  ),
}))

/** Values that are mostly of the type. */
export function valueFor(type: Type, types: NamedTypes, depth = 0): fc.Arbitrary<unknown> {
  const inside = (part: Type) => valueFor(part, types, depth + 1)
  if (depth > 8) return fc.constant(null)
  switch (type.kind) {
    case 'unknown':
      return fc.jsonValue({ maxDepth: 2 })
    case 'never':
      return fc.constant(null)
    case 'undefined':
      return fc.constant(undefined)
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return sampleText
    case 'number':
      return sampleNumber
    case 'bigint':
      return fc.oneof(
        fc.bigInt({ min: -12n, max: 12n }).map(String),
        fc.constantFrom<unknown>('12345678901234567890', 5, 1.5, '01', '-0', ''),
      )
    case 'date':
      return fc.oneof(
        fc.constantFrom('2026-11-23T19:56:00Z', '2016-12-31T23:59:60Z', '2024-02-29t00:00:00.5+01:00'),
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
      )
    case 'url':
      return fc.constantFrom('https://a.b/c?d#e', 'mailto:a@b', ' HTTP://A.b ', '/a', '')
    case 'to-json':
      return valueFor(type.type, types, depth + 1)
    case 'bytes':
      return fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes).toString('base64'))
    case 'literal':
      return fc.constant(type.value)
    case 'template':
      return fc
        .tuple(
          ...type.types.map((part) =>
            part.kind === 'literal'
              ? fc.constant(part.value)
              : part.kind === 'number' || part.kind === 'bigint'
                ? fc.constantFrom<unknown>(1, 20, '0x1', ' ', '1.5', '')
                : sampleText,
          ),
        )
        .map((holes) => type.texts.map((text, index) => text + String(holes[index] ?? '')).join(''))
    case 'array':
      return fc.array(inside(type.element), { maxLength: 3 })
    case 'set':
      return fc.array(inside(type.element), { maxLength: 3 })
    case 'map':
      return fc.array(fc.tuple(inside(type.key), inside(type.value)), { maxLength: 3 })
    case 'tuple':
      return fc
        .tuple(
          ...type.elements.map((element) =>
            element.mode === 'required'
              ? inside(element.type).map((value) => [value])
              : fc.array(inside(element.type), { maxLength: element.mode === 'rest' ? 3 : 1 }),
          ),
        )
        .map((parts) => parts.flat())
    case 'object':
      return valueForObject(type, inside)
    case 'union':
      return fc.oneof(...type.members.map(inside))
    case 'ref':
      return valueFor(types[type.id]!.type, types, depth + 1)
  }
}

function valueForObject(type: ObjectType, inside: (type: Type) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const members = type.properties.map((one) => {
    const value = inside(one.type).map((given): [string, unknown][] => (given === undefined ? [] : [[one.name, given]]))
    return one.optional ? fc.oneof(value, fc.constant<[string, unknown][]>([])) : value
  })
  const keys = fc.constantFrom('x-a', '1', 'other', '__proto__', 'constructor', 'a-b', 'v1', '-')
  const entries = type.index.map((signature) => fc.array(fc.tuple(keys, inside(signature.value)), { maxLength: 2 }))
  return fc
    .tuple(...members, ...entries)
    .map((parts) => Object.fromEntries(parts.flat().filter(([, value]) => value !== undefined)))
}

/** Changes something somewhere in a JSON value: a member replaced, removed or added, an item doubled, text for a number. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    sampleText,
    sampleNumber,
    fc.constantFrom<unknown>(null, true, [], {}, [[]], { toString: [], valueOf: 1 }),
    fc.jsonValue({ maxDepth: 1 }),
  )
  if (Array.isArray(value) && value.length > 0) {
    const index = fc.nat({ max: value.length - 1 })
    return fc.oneof(
      { weight: 1, arbitrary: anything },
      { weight: 1, arbitrary: index.map((at) => value.toSpliced(at, 1)) },
      { weight: 1, arbitrary: index.map((at) => value.toSpliced(at, 0, value[at])) },
      { weight: 3, arbitrary: index.chain((at) => mutated(value[at]).map((item) => value.with(at, item))) },
    )
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return mutatedObject(Object.entries(value), anything)
  return anything
}

function mutatedObject(entries: [string, unknown][], anything: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const added = fc.tuple(name, anything).map((entry) => [...entries, entry])
  if (entries.length === 0) return fc.oneof(anything, added.map(fromEntries))
  const index = fc.nat({ max: entries.length - 1 })
  return fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: index.map((at) => fromEntries(entries.toSpliced(at, 1))) },
    { weight: 2, arbitrary: added.map(fromEntries) },
    {
      weight: 3,
      arbitrary: index.chain((at) =>
        mutated(entries[at]![1]).map((value) => fromEntries(entries.with(at, [entries[at]![0], value]))),
      ),
    },
  )
}

/** What JSON.parse could give: no member is undefined, and `__proto__` is one like any other. */
const fromEntries = (entries: [string, unknown][]): unknown =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined))
