/**
 * What could stand in a file of src/versions? Guessed from the contracts of both sides, for a person to look at. It compiles: what cannot be
 * guessed is `undefined as never`, which no client is answered with.
 *
 *   { name: string } -> { first: string; last: string }     a split            first: body.name.split(' ')[0] ?? ''
 *   { mail: string } -> { email: string }                   another name       email: body.mail
 *   'open' | 'paid' <- 'open' | 'paid' | 'refunded'         a widened enum     status: order.status === 'refunded' ? 'open' : order.status
 *   {} -> { currency: 'EUR' | 'USD' }                       a new member       currency: 'EUR'
 */
import { type SnapshotRoute, shapeOf } from '../../compiler/ir/index.ts'
import { comment, key, quote, type Text, text } from '../code/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { type Guessing, guessing } from './guess.ts'
import type { StepSides } from './index.ts'

/** A change that nothing makes good yet. */
export interface StubChange {
  /** As the older version knows it. */
  readonly route: string
  readonly rule: string
  readonly status?: number | 'default'
  readonly pointer?: string
  readonly message: string
  readonly witness?: string
  /** Where the route seems to have gone. */
  readonly movedTo?: string
}

export function emitStub(sides: StepSides, changes: readonly StubChange[]): EmittedFile {
  const { name, older, newer } = sides
  const guess = guessing(sides)
  const routes = new Map(changes.map(({ route }) => [route, changes.filter((change) => change.route === route)]))
  const moved = [...routes].flatMap(([route, own]) => {
    const to = own.find(({ movedTo }) => movedTo !== undefined)?.movedTo
    return to === undefined ? [] : [{ route, to }]
  })
  const gone = [...routes].flatMap(([route, own]) =>
    own.some(isGone) && !moved.some((one) => one.route === route) ? [route] : [],
  )
  const body = text()
  emitRoutes(body, guess, sides, routes, new Map(moved.map(({ route, to }) => [route, to])))
  const types = guess.types()
  const out = text()
  out.line(comment(`How clients of ${older.label} are served by ${newer.label}. Written by \`gatic version stub\`:`))
  out.line(comment('look at each line, since what it says was guessed from the types of both sides.'))
  out.line('//')
  for (const line of said(changes)) out.line(`//   ${comment(line).slice(3)}`)
  out.line(`import { defineVersion${types.functions === '' ? '' : ', type VersionSteps'} } from '@gati-framework/core'`)
  out.line()
  if (types.functions !== '')
    out
      .line(`type Types = VersionSteps[${quote(name)}]['types']`)
      .line()
      .lines(types.functions)
      .line()
  out.open(`export default defineVersion(${quote(name)}, {`)
  if (moved.length > 0) {
    out.open('renamed: {')
    for (const { route, to } of moved) out.line(`${key(route)}: ${quote(to)},`)
    out.close('},')
  }
  if (gone.length > 0) {
    out.line(comment('Nothing serves these any more. Keep a handler, in src/versions/_kept, and name it here:'))
    for (const route of gone) out.line(comment(`pinned: { ${quote(route)}: keptHandler },`))
  }
  if (body.toString() !== '') out.open('routes: {').lines(body.toString()).close('},')
  if (types.members.length > 0) {
    out.open('types: {')
    for (const line of types.members) out.line(line)
    out.close('},')
  }
  return { path: `src/versions/${name}.ts`, text: out.close('})').toString() }
}

/** What is to be made good, once for all routes that show it. */
function said(changes: readonly StubChange[]): readonly string[] {
  const texts = new Map<string, string[]>()
  for (const { route, rule, status = '', pointer = '', message, witness } of changes) {
    const place = `${rule} ${status}${pointer}`.trimEnd()
    const text = [message, ...(witness ? [`such as ${witness}`] : [])].join(': ')
    texts.set(`${place}  ${text}`, [...(texts.get(`${place}  ${text}`) ?? []), route])
  }
  return [...texts].map(([text, of]) => `${[...new Set(of)].join(', ')}  ${text}`)
}

const isGone = ({ rule }: StubChange): boolean => /^(route|method)-/.test(rule)

function emitRoutes(
  out: Text,
  guess: Guessing,
  { older, newer }: StepSides,
  routes: ReadonlyMap<string, readonly StubChange[]>,
  moved: ReadonlyMap<string, string>,
): void {
  for (const [id, changes] of routes) {
    const route = older.snapshot.routes.find((one) => one.id === id)
    const to = moved.get(id)
    const next = newer.snapshot.routes.find((one) => (to === undefined ? route && samePlace(one, route) : one.id === to))
    if (route === undefined || next === undefined) continue
    const own = changes.filter((change) => !isGone(change))
    // What a moved route takes and answers was not looked at: nothing matched it.
    const asksRequest = to !== undefined || own.some(({ rule }) => rule.startsWith('request-'))
    const request = asksRequest ? guess.request(route, next) : undefined
    const statuses =
      to === undefined
        ? own.filter(({ rule }) => rule === 'reply-body').map(({ status }) => status)
        : next.replies.map(({ status }) => status)
    const replies = [...new Set(statuses)].flatMap((status) => guess.reply(route, next, status) ?? [])
    const whole = own.some(({ rule }) => rule.startsWith('status-') || (rule.startsWith('reply-') && rule !== 'reply-body'))
    if (request === undefined && replies.length === 0 && !whole) continue
    out.open(`${key(id)}: {`)
    if (request !== undefined) out.line(`request: ${request},`)
    if (whole) out.line(`response: (reply) => ${guess.wholeReply(route, next)},`)
    else if (replies.length > 0) {
      out.open('response: {')
      for (const { status, code } of replies) out.line(`${key(String(status))}: ${code},`)
      out.close('},')
    }
    out.close('},')
  }
}

const samePlace = (a: SnapshotRoute, b: SnapshotRoute): boolean =>
  a.method === b.method && shapeOf(a.segments) === shapeOf(b.segments)
