/** One difference between two versions that a client may notice. */
import type { JsonValue } from '../../ir/index.ts'

/** Names of the rules. They stay: waivers name them. */
export type Rule =
  | 'route-added'
  | 'route-removed'
  | 'route-renamed'
  | 'method-changed'
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
  | 'status-moved'
  | 'socket-incoming'
  | 'socket-outgoing'
  | 'socket-protocols'
  | 'socket-origins'
  | 'auth-added'
  | 'auth-changed'
  | 'auth-removed'
  | 'guard-added'
  | 'rate-limit'
  | 'idempotency'
  | 'deprecated'
  | 'deprecated-without-sunset'
  | 'undeprecated'
  | 'sunset-changed'
  | 'description'

export interface Change {
  readonly rule: Rule
  /** `major`: a client of the older version may break; also where that cannot be told (`certainty`). */
  readonly level: 'major' | 'minor' | 'patch'
  readonly certainty: 'proven' | 'unknown'
  /** `GET /users/:id` as the newer version has it, or the older one where it is gone; absent: of the app as a whole. */
  readonly route?: string
  /** Where the route seems to have gone, as the newer version has it. */
  readonly movedTo?: string
  /** The status of the reply that it is about. */
  readonly status?: number | 'default'
  /** RFC 6901, in the part that the rule names. */
  readonly pointer?: string
  readonly message: string
  /** A value that one version accepts and the other refuses, and which refuses it. */
  readonly witness?: { readonly value: JsonValue; readonly refusedBy: 'older' | 'newer' }
}

export type Level = Change['level'] | 'none'

/** What the version number must say of all of them. */
export function levelOf(changes: readonly Change[]): Level {
  for (const level of ['major', 'minor', 'patch'] as const) if (changes.some((change) => change.level === level)) return level
  return 'none'
}

type Details = Pick<Change, 'status' | 'pointer' | 'movedTo'>

/** Of one route, and certain. */
export const proven = (level: Change['level'], rule: Rule, route: string, message: string, details: Details = {}): Change => ({
  rule,
  level,
  certainty: 'proven',
  route,
  ...details,
  message,
})

/** Breaks some clients, as far as can be told: somebody may know better. */
export const doubtful = (rule: Rule, route: string, message: string, details: Details = {}): Change => ({
  ...proven('major', rule, route, message, details),
  certainty: 'unknown',
})

const WORDING: ReadonlySet<Rule> = new Set([
  'description',
  'deprecated',
  'deprecated-without-sunset',
  'undeprecated',
  'sunset-changed',
])

/** What no request and no answer shows. */
export const isWording = ({ rule }: Change): boolean => WORDING.has(rule)

const AROUND: ReadonlySet<Rule> = new Set([
  'auth-added',
  'auth-changed',
  'auth-removed',
  'guard-added',
  'rate-limit',
  'idempotency',
  'request-limit',
])

/** What the shapes of requests and answers do not show. */
export const isAround = (change: Change): boolean => AROUND.has(change.rule) || isWording(change)
