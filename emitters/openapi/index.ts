/**
 * What does an app answer, for those who read OpenAPI? One document of its routes, OpenAPI 3.1.1:
 *
 *   GET /users/:id -> { "paths": { "/users/{id}": { "get": { "operationId": "getUser", ... } } } }
 *
 * Named wire types are components; what the server answers by itself (RFC 9457) is told beside what the routes declare. Sockets have
 * no place in OpenAPI and are left out.
 */
import {
  type AppIR,
  type NamedTypes,
  type Route,
  reachable,
  servedAt,
  typesOfRoute,
  VERSION_RULES,
} from '../../compiler/ir/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { type Operation, operationsOf } from '../operations/index.ts'
import { annotations, type JsonSchema, jsonSchema, type SchemaOptions } from '../schema/index.ts'
import { type Components, componentNames } from './components.ts'
import { operation } from './operation.ts'
import { problemSchemas } from './problems.ts'
import { type Security, securityOf } from './security.ts'
import { templates } from './template.ts'

export const OPENAPI_FILE = 'openapi.json'

export type OpenApiApp = Pick<AppIR, 'name' | 'version' | 'routes' | 'sockets' | 'middleware' | 'types' | 'config' | 'history'>

export const emitOpenApi = (ir: OpenApiApp): EmittedFile => ({
  path: OPENAPI_FILE,
  text: `${JSON.stringify(openApi(ir), null, 2)}\n`,
})

export function openApi(ir: OpenApiApp): JsonSchema {
  const ids = [...reachable(ir.routes.flatMap(typesOfRoute), ir.types)].sort()
  const components = componentNames(ids)
  const options: SchemaOptions = { extraKeys: ir.config.extraKeys, ref: (id) => components.ref(id) }
  const operations = operationsOf(servedAt(ir))
  const security = securityOf(ir)
  return {
    openapi: '3.1.1',
    info: { title: ir.name, version: ir.version },
    servers: [{ url: '/' }],
    security: [],
    tags: [...new Set(ir.routes.map((route) => tagOf(route, operations.get(route.id)!)))].sort().map((name) => ({ name })),
    paths: paths(ir, components, options, operations, security),
    components: {
      schemas: { ...namedSchemas(ids, ir.types, components, options), ...problemSchemas(components) },
      ...(Object.keys(security.schemes).length > 0 ? { securitySchemes: security.schemes } : {}),
    },
  }
}

function paths(
  { routes, types, config, history }: OpenApiApp,
  components: Components,
  options: SchemaOptions,
  operations: ReadonlyMap<string, Operation>,
  security: Security,
): JsonSchema {
  const items = new Map<string, Record<string, JsonSchema>>()
  for (const { route, path, names } of templates(routes)) {
    const item = items.get(path) ?? {}
    const called = operations.get(route.id)!
    item[route.method.toLowerCase()] = operation({
      route,
      id: called.name,
      names,
      types,
      config,
      components,
      versions: history && (config.versions ?? VERSION_RULES),
      options,
      security: security.of(route),
      tag: tagOf(route, called),
    })
    items.set(path, item)
  }
  return Object.fromEntries(items)
}

/**
 * The folder that it is in, as its client calls that: `articles`, of `articles.comments` as well. What has no group there is named by its
 * own path: `status`, of `GET /api/status`.
 */
function tagOf({ segments }: Route, { group: [first] }: Operation): string {
  const words = segments.flatMap((segment) => (segment.kind === 'static' ? [segment.value] : []))
  return first ?? words.find((word, index) => index > 0 || word !== 'api') ?? 'root'
}

const namedSchemas = (
  ids: readonly string[],
  types: NamedTypes,
  components: Components,
  options: SchemaOptions,
): Record<string, JsonSchema> =>
  Object.fromEntries(
    ids.map((id) => [components.name(id), { ...annotations(types[id]!.doc), ...jsonSchema(types[id]!.type, options) }]),
  )
