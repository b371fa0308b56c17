/** Requests: what clients of the older version send must be taken by the newer one. */
import type { BodyContract, FilePart, JsonValue, Property } from '../../ir/index.ts'
import { partOf, type SnapshotRoute } from '../snapshot.ts'
import { alternatives } from '../wire/index.ts'
import type { Change, Rule } from './change.ts'
import type { Sides } from './sides.ts'

export function* requestChanges(older: SnapshotRoute, newer: SnapshotRoute, sides: Sides): Generator<Change> {
  const parts = [
    ['request-params', named(older, newer), named(newer, newer)],
    ['request-query', older.request.query, newer.request.query],
    ['request-headers', older.request.headers, newer.request.headers],
    ['request-cookies', older.request.cookies, newer.request.cookies],
  ] as const
  for (const [rule, before, after] of parts) {
    yield* sides.request(rule, newer.id, partOf(before), partOf(asText(before, after, sides)))
    yield* defaults(newer.id, rule, before, after)
  }
  yield* bodyChanges(newer.id, older.request.body, newer.request.body, sides)
  yield* limits(older, newer, sides)
}

/** Parameters by their place in the path: what they were called is the server's business. */
const named = ({ segments, request }: SnapshotRoute, newer: SnapshotRoute): Property[] =>
  segments.flatMap((segment, index) => {
    const now = newer.segments[index]!
    if (segment.kind === 'static' || now.kind === 'static') return []
    const declared = request.params?.find(({ name }) => name === segment.name)
    const type = declared?.type ?? { kind: 'string' as const, constraints: [] }
    return [{ name: now.name, type, optional: false }]
  })

/** On the wire these parts are text: what was one value of any kind is taken where any text is. */
function asText(before: readonly Property[] = [], after: readonly Property[] = [], { older, newer }: Sides): Property[] {
  return after.map((property) => {
    const old = before.find(({ name }) => name === property.name)
    const takesText = alternatives(property.type, newer.types).some(
      (one) => one.kind === 'string' && one.constraints.length === 0,
    )
    const isOne = old !== undefined && alternatives(old.type, older.types).every(({ kind }) => SCALAR.has(kind))
    return takesText && isOne ? { ...property, type: { kind: 'union', members: [old.type, property.type] } } : property
  })
}

const SCALAR: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'literal', 'template', 'undefined'])

function* defaults(
  route: string,
  part: Rule,
  before: readonly Property[] = [],
  after: readonly Property[] = [],
): Generator<Change> {
  for (const property of after) {
    const old = before.find(({ name }) => name === property.name)
    if (old === undefined || same(old.default, property.default) || property.default === undefined) continue
    const was = old.default === undefined ? 'none' : JSON.stringify(old.default)
    yield {
      rule: 'request-default',
      level: 'major',
      certainty: 'unknown',
      route,
      pointer: `/${property.name}`,
      message: `the default of ${JSON.stringify(property.name)} (${part.replace('request-', '')}) is ${JSON.stringify(property.default)}, was ${was}: requests without it mean something else`,
    }
  }
}

const same = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

function* bodyChanges(
  route: string,
  before: BodyContract | undefined,
  after: BodyContract | undefined,
  sides: Sides,
): Generator<Change> {
  if (before === undefined && after === undefined) return
  if (before === undefined) {
    const level = after!.optional ? 'minor' : 'major'
    return yield {
      rule: 'request-body-added',
      level,
      certainty: 'proven',
      route,
      message: `a body is ${after!.optional ? 'taken' : 'required'}`,
    }
  }
  if (after === undefined)
    return yield {
      rule: 'request-body-removed',
      level: 'minor',
      certainty: 'proven',
      route,
      message: 'the body is not read any more',
    }
  if (before.content !== after.content && !(isBytes(before) && isBytes(after))) {
    const message = `the body is read as ${after.content}, was ${before.content}`
    return yield { rule: 'request-body-kind', level: 'major', certainty: 'proven', route, message }
  }
  if (before.optional && !after.optional)
    yield { rule: 'request-body', level: 'major', certainty: 'proven', route, message: 'the body is required' }
  yield* sides.request('request-body', route, before.type, after.type)
  yield* fileChanges(route, before.files ?? [], after.files ?? [])
}

const isBytes = ({ content }: BodyContract): boolean => content === 'bytes' || content === 'stream'

function* fileChanges(route: string, before: readonly FilePart[], after: readonly FilePart[]): Generator<Change> {
  const change = (level: Change['level'], message: string): Change => ({
    rule: 'request-files',
    level,
    certainty: 'proven',
    route,
    message,
  })
  for (const file of after) {
    const old = before.find(({ name }) => name === file.name)
    const name = JSON.stringify(file.name)
    if (old === undefined)
      yield change(file.optional ? 'minor' : 'major', `the file ${name} is ${file.optional ? 'taken' : 'required'}`)
    else {
      if (old.optional && !file.optional) yield change('major', `the file ${name} is required`)
      if ((file.maxBytes ?? Infinity) < (old.maxBytes ?? Infinity))
        yield change('major', `the file ${name} may have ${file.maxBytes} bytes, had ${old.maxBytes ?? 'no limit of its own'}`)
      if (!includes(file.types, old.types)) yield change('major', `the file ${name} may be ${file.types!.join(', ')} only`)
      if ((file.list?.max ?? (file.list ? Infinity : 1)) < (old.list?.max ?? (old.list ? Infinity : 1)))
        yield change('major', `fewer files ${name} are taken`)
      if ((file.list?.min ?? 0) > (old.list?.min ?? 0)) yield change('major', `more files ${name} are required`)
    }
  }
  for (const file of before)
    if (!after.some(({ name }) => name === file.name))
      yield change('minor', `the file ${JSON.stringify(file.name)} is not read any more`)
}

/** Whether every media type that was taken still is. */
function includes(now: readonly string[] | undefined, before: readonly string[] | undefined): boolean {
  if (now === undefined) return true
  return (before ?? ['*/*']).every((type) =>
    now.some((one) => one === type || one === '*/*' || one === `${type.split('/')[0]}/*`),
  )
}

function* limits(older: SnapshotRoute, newer: SnapshotRoute, { older: before, newer: after }: Sides): Generator<Change> {
  if (newer.request.body === undefined || older.request.body === undefined) return
  const was = older.bodyLimit ?? before.bodyLimit
  const is = newer.bodyLimit ?? after.bodyLimit
  if (is >= was) return
  yield {
    rule: 'request-limit',
    level: 'major',
    certainty: 'unknown',
    route: newer.id,
    message: `a body may have ${is} bytes, had ${was}`,
  }
}
