/** Requests: what clients of the older version send must be taken by the newer one. */
import { type BodyContract, type FilePart, type Property, resolve, type Type } from '../../ir/index.ts'
import { partOf, type Snapshot, type SnapshotRoute, type SnapshotSocket } from '../snapshot.ts'
import { type Change, doubtful, proven } from './change.ts'
import { defaultChanges } from './defaults.ts'
import type { Sides } from './sides.ts'
import { textPartChanges } from './text-parts.ts'

export function* requestChanges(older: SnapshotRoute, newer: SnapshotRoute, sides: Sides): Generator<Change> {
  yield* partChanges(older, newer, sides)
  yield* bodyChanges(newer.id, older.request.body, newer.request.body, sides)
  yield* limits(older, newer, sides)
}

type Requested = Pick<SnapshotRoute | SnapshotSocket, 'id' | 'segments' | 'request'>

/** All but the body. */
export function* partChanges(older: Requested, newer: Requested, sides: Sides): Generator<Change> {
  const parts = [
    ['params', named(older, newer, sides.older), named(newer, newer, sides.newer)],
    ['query', older.request.query, newer.request.query],
    ['headers', older.request.headers, newer.request.headers],
    ['cookies', older.request.cookies, newer.request.cookies],
  ] as const
  for (const [from, before = [], after = []] of parts) {
    yield* textPartChanges(`request-${from}`, newer.id, from, before, after, sides)
    if (before.length > 0) yield* defaultChanges(newer.id, partOf(before), partOf(after), sides, from)
  }
}

/** Parameters by their place in the path: what they were called is the server's business. */
function named({ segments, request }: Requested, newer: Requested, { types }: Snapshot): Property[] {
  const names = newer.segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const parameters = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  return parameters.map((parameter, index) => {
    const declared = request.params?.find(({ name }) => name === parameter)
    const type = declared === undefined ? { kind: 'string' as const, constraints: [] } : resolve(declared.type, types)
    return isThere({ name: names[index]!, type, optional: false })
  })
}

/** A path never has an empty segment. */
const isThere = (parameter: Property): Property =>
  parameter.type.kind === 'string'
    ? { ...parameter, type: { ...parameter.type, constraints: [...parameter.type.constraints, { kind: 'minLength', value: 1 }] } }
    : parameter

function* bodyChanges(
  route: string,
  before: BodyContract | undefined,
  after: BodyContract | undefined,
  sides: Sides,
): Generator<Change> {
  if (before === undefined && after === undefined) return
  if (before === undefined) {
    const [level, said] = after!.optional ? (['minor', 'taken'] as const) : (['major', 'required'] as const)
    return yield proven(level, 'request-body-added', route, `a body is ${said}`)
  }
  if (after === undefined) return yield proven('minor', 'request-body-removed', route, 'the body is not read any more')
  if (before.content !== after.content && !(isBytes(before) && isBytes(after))) {
    const message = `the body is read as ${after.content}, was ${before.content}`
    return yield proven('major', 'request-body-kind', route, message)
  }
  if (before.optional && !after.optional) yield proven('major', 'request-body', route, 'the body is required')
  if (!before.optional && after.optional) yield proven('minor', 'request-body', route, 'the body need not be sent')
  const fields = [before, after].map(({ type, content }) => (content === 'json' ? undefined : fieldsOf(type)))
  if (fields[0] && fields[1]) yield* textPartChanges('request-body', route, 'query', fields[0], fields[1], sides)
  else yield* sides.request('request-body', route, before.type, after.type)
  yield* defaultChanges(route, before.type, after.type, sides, 'body')
  yield* fileChanges(route, before.files ?? [], after.files ?? [])
}

const fieldsOf = (type: Type): readonly Property[] | undefined => (type.kind === 'object' ? type.properties : undefined)

const isBytes = ({ content }: BodyContract): boolean => content === 'bytes' || content === 'stream'

function* fileChanges(route: string, before: readonly FilePart[], after: readonly FilePart[]): Generator<Change> {
  const change = (level: 'major' | 'minor', message: string) => proven(level, 'request-files', route, message)
  for (const file of after) {
    const old = before.find(({ name }) => name === file.name)
    const name = JSON.stringify(file.name)
    if (old === undefined)
      yield change(file.optional ? 'minor' : 'major', `the file ${name} is ${file.optional ? 'taken' : 'required'}`)
    else {
      if (old.optional && !file.optional) yield change('major', `the file ${name} is required`)
      if ((file.maxBytes ?? Infinity) < (old.maxBytes ?? Infinity))
        yield change('major', `the file ${name} may have ${file.maxBytes} bytes, had ${old.maxBytes ?? 'no limit of its own'}`)
      if ((file.maxBytes ?? Infinity) > (old.maxBytes ?? Infinity))
        yield change('minor', `the file ${name} may have ${file.maxBytes ?? 'more'} bytes, had ${old.maxBytes}`)
      if (!includes(file.types, old.types)) yield change('major', `the file ${name} may be ${file.types!.join(', ')} only`)
      else if (!includes(old.types, file.types))
        yield change('minor', `the file ${name} may be ${file.types?.join(', ') ?? 'of any type'}`)
      if (most(file) < most(old)) yield change('major', `fewer files ${name} are taken`)
      if (most(file) > most(old)) yield change('minor', `more files ${name} are taken`)
      if ((file.list?.min ?? 0) > (old.list?.min ?? 0)) yield change('major', `more files ${name} are required`)
    }
  }
  for (const file of before)
    if (!after.some(({ name }) => name === file.name))
      yield change('minor', `the file ${JSON.stringify(file.name)} is not read any more`)
}

const most = ({ list }: FilePart): number => list?.max ?? (list ? Infinity : 1)

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
  if (is < was) yield doubtful('request-limit', newer.id, `a body may have ${is} bytes, had ${was}`)
  if (is > was) yield proven('minor', 'request-limit', newer.id, `a body may have ${is} bytes, had ${was}`)
}
