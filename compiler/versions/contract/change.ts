/** One difference between two versions that a client may notice. */
import type { JsonValue, TypeId } from '../../ir/index.ts'

/** Names of the rules. They stay: waivers name them. */
export type Rule =
  | 'route-added'
  | 'route-removed'
  | 'request-params'
  | 'request-query'
  | 'request-headers'
  | 'request-cookies'
  | 'request-body'
  | 'request-body-added'
  | 'request-body-removed'
  | 'request-body-kind'
  | 'request-files'
  | 'request-default'
  | 'request-limit'
  | 'extra-keys'
  | 'reply-body'
  | 'reply-headers'
  | 'reply-kind'
  | 'reply-events'
  | 'reply-form'
  | 'status-added'
  | 'status-removed'
  | 'guard-added'
  | 'deprecated'
  | 'undeprecated'
  | 'description'

export interface Change {
  readonly rule: Rule
  /** `major`: a client of the older version may break; also where that cannot be told (`certainty`). */
  readonly level: 'major' | 'minor' | 'patch'
  readonly certainty: 'proven' | 'unknown'
  /** `GET /users/:id`; absent: of the app as a whole. */
  readonly route?: string
  /** The status of the reply that it is about. */
  readonly status?: number | 'default'
  /** RFC 6901, in the part that the rule names. */
  readonly pointer?: string
  readonly message: string
  /** A value that one version accepts and the other refuses, and which refuses it. */
  readonly witness?: { readonly value: JsonValue; readonly refusedBy: 'older' | 'newer' }
  readonly type?: TypeId
}

export type Level = Change['level'] | 'none'

/** What the version number must say of all of them. */
export function levelOf(changes: readonly Change[]): Level {
  for (const level of ['major', 'minor', 'patch'] as const) if (changes.some((change) => change.level === level)) return level
  return 'none'
}
