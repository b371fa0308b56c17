/**
 * What are the wire types of an app for those who read schemas? A JSON Schema 2020-12 document for each named type, and all of them as
 * one module of TypeBox:
 *
 *   interface User { id: UUID }  ->  .gati/generated/schemas/User.schema.json, .gati/generated/schemas/typebox.ts
 */
import { type AppIR, type NamedTypes, named, reachable, type Type, type TypeId, typesOfApp } from '../../compiler/ir/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { annotations, type JsonSchema, jsonSchema, type SchemaOptions } from './json-schema.ts'
import { typeboxModule } from './typebox.ts'

export { annotations, type JsonSchema, jsonSchema, type SchemaOptions } from './json-schema.ts'
export { looseness, REASONS, type Reason } from './looseness.ts'
export { typeboxModule } from './typebox.ts'

export const SCHEMAS_FOLDER = '.gati/generated/schemas'

export interface SchemaFiles {
  /** Whether the app has the package that the module imports: without it, the module would not type-check. */
  readonly typebox: boolean
}

export function emitSchemas(ir: Pick<AppIR, 'routes' | 'types' | 'config' | 'env'>, { typebox }: SchemaFiles): EmittedFile[] {
  const { types } = ir
  const { extraKeys } = ir.config
  const ids = [...reachable(typesOfApp(ir), types)].sort()
  if (ids.length === 0) return []
  const names = fileNames(ids)
  const documents = ids.map(
    (id): EmittedFile => ({
      path: `${SCHEMAS_FOLDER}/${names.get(id)}.schema.json`,
      text: `${JSON.stringify(schemaDocument(id, types, extraKeys), null, 2)}\n`,
    }),
  )
  if (!typebox) return documents
  const modules = ids.map((id) => ({
    id,
    schema: definitionOf(id, types, { extraKeys, ref: (other) => other }),
    document: schemaDocument(id, types, extraKeys),
    needs: reachable([named(id, types).type], types),
  }))
  return [...documents, { path: `${SCHEMAS_FOLDER}/typebox.ts`, text: typeboxModule(modules) }]
}

/** The schema of one named type, with those that it needs. */
export function schemaDocument(id: TypeId, types: NamedTypes, extraKeys: SchemaOptions['extraKeys']): JsonSchema {
  const { type } = named(id, types)
  return document(type, types, extraKeys, (options) => ({ title: id, ...definitionOf(id, types, options) }))
}

/** The schema of any type, with those that it needs. */
export function schemaOf(type: Type, types: NamedTypes, extraKeys: SchemaOptions['extraKeys']): JsonSchema {
  if (type.kind === 'ref') return schemaDocument(type.id, types, extraKeys)
  return document(type, types, extraKeys, (options) => jsonSchema(type, options))
}

function document(
  root: Type,
  types: NamedTypes,
  extraKeys: SchemaOptions['extraKeys'],
  schema: (options: SchemaOptions) => JsonSchema,
): JsonSchema {
  const options: SchemaOptions = { extraKeys, ref: (other) => `#/$defs/${other}` }
  const needed = [...reachable([root], types)].sort()
  const $defs = Object.fromEntries(needed.map((other) => [other, definitionOf(other, types, options)]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema(options),
    ...(needed.length > 0 ? { $defs: $defs as never } : {}),
  }
}

function definitionOf(id: TypeId, types: NamedTypes, options: SchemaOptions): JsonSchema {
  const { type, doc } = named(id, types)
  return { ...annotations(doc), ...jsonSchema(type, options) }
}

/** Names of devices, which Windows gives to no file, whatever its extension. */
const DEVICES = [
  'con',
  'prn',
  'aux',
  'nul',
  ...Array.from({ length: 9 }, (_, index) => [`com${index + 1}`, `lpt${index + 1}`]).flat(),
]

/** Some file systems take `user` and `User` for one, some `é` and `e` with an accent behind it. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase()

function fileNames(ids: readonly TypeId[]): ReadonlyMap<TypeId, string> {
  const names = new Map<TypeId, string>()
  const taken = new Set<string>(['typebox', ...DEVICES])
  for (const id of ids) {
    let name = id
    for (let number = 2; taken.has(folded(name)); number++) name = `${id}_${number}`
    taken.add(folded(name))
    names.set(id, name)
  }
  return names
}
