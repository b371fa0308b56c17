/** One route as an operation object (OpenAPI 4.8.10). */
import type { AppIR, Doc, NamedTypes, Route, VersionRules } from '../../compiler/ir/index.ts'
import type { JsonSchema, SchemaOptions } from '../schema/index.ts'
import type { Components } from './components.ts'
import { parameters } from './parameters.ts'
import { requestBody } from './request-body.ts'
import { responses } from './responses.ts'

export interface OperationParts {
  readonly route: Route
  /** Unique: `getUser`. */
  readonly id: string
  /** Names of path parameters as the path template has them. */
  readonly names: ReadonlyMap<string, string>
  readonly types: NamedTypes
  readonly config: Pick<AppIR['config'], 'etag'>
  readonly components: Components
  /** Absent where the app has no past. */
  readonly versions: Pick<VersionRules, 'header'> | undefined
  readonly options: SchemaOptions
  /** Absent where nobody is asked for anything. */
  readonly security: JsonSchema[] | undefined
  readonly tag: string
}

export function operation(parts: OperationParts): JsonSchema {
  const { route, tag, security } = parts
  const told = parameters(parts)
  const body = requestBody(parts)
  return {
    operationId: parts.id,
    tags: [tag],
    ...words(route),
    ...(route.doc?.deprecated === undefined ? {} : { deprecated: true }),
    ...(security === undefined ? {} : { security }),
    ...(told.length > 0 ? { parameters: told } : {}),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responses(parts),
  }
}

/** The first sentence of a comment, and all of it where there is more. */
function words({ doc, id }: Route): JsonSchema {
  const text = doc?.summary?.trim() ?? ''
  if (text === '') return { summary: id }
  const summary = /^[\s\S]*?(?:[.!?](?=\s|$)|\n\s*\n|$)/.exec(text)![0].replace(/\s+/g, ' ').trim()
  return { summary, ...(summary === text ? {} : { description: text }), ...reason(doc) }
}

const reason = (doc: Doc | undefined): JsonSchema =>
  typeof doc?.deprecated === 'string' && doc.deprecated !== '' ? { 'x-deprecated-reason': doc.deprecated } : {}
