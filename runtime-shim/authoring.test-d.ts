/**
 * What the authoring types accept and refuse, as handlers are written. Nothing here runs: `npm run check` is the test, and an
 * `@ts-expect-error` above a line that is fine is an error itself.
 */
import type {
  Default,
  Email,
  ErrorMiddleware,
  GlobalContext,
  Handler,
  Integer,
  LocalContext,
  Middleware,
  Min,
  MinLen,
  Module,
  ModuleExports,
  Reply,
  Request,
  Response,
  Socket,
  SocketsOf,
  UUID,
} from './index.ts'
import { defineConfig, defineModule, HttpError, InvalidRequest } from './index.ts'

/** Fails to compile unless both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function same<A, B>(...proof: Same<A, B> extends true ? [] : [never]): void

interface User {
  id: UUID
  name: string & MinLen<1>
  email: Email
  age?: number & Integer & Min<0>
  roles: ('admin' | 'author')[]
  address?: { city: string; zip?: string | null }
}

declare const user: User
declare const id: UUID

// Answers that are declared ------------------------------------------------------------------------------------------------

type NotFound = Reply<404, { error: 'user_not_found' }>

export const valueOrReply: Handler<{ params: { id: UUID } }, User | NotFound> = async (req, res) =>
  req.params.id === id ? user : res.status(404).json({ error: 'user_not_found' })

export const plainLiterals: Handler<{}, Reply<201, User>> = (_req, res) =>
  res.status(201).json({ id: '1', name: 'Ann', email: 'a@b.c', age: 3, roles: ['admin'], address: { city: 'Bern', zip: null } })

export const arraysOfLiterals: Handler<{}, Reply<200, { kind: 'user'; tags: ['a' | 'b', number][]; nested: { on: true }[] }>> = (
  _req,
  res,
) =>
  res.json({
    kind: 'user',
    tags: [
      ['a', 1],
      ['b', 2],
    ],
    nested: [{ on: true }],
  })

export const bareArray: Handler<{}, Reply<200, User[]>> = (_req, res) => res.json([user, { ...user, name: 'Bea' }])
export const readonlySource: Handler<{}, Reply<200, readonly string[]>> = (_req, res) => res.json(['a', 'b'] as const)
export const nothing: Handler<{}, void> = () => {}
export const nothingLater: Handler<{}, void> = async () => {}
export const noBody: Handler<{}, Reply<204>> = (_req, res) => res.status(204).end()
export const text: Handler<{}, Reply<200, string, {}, 'text'>> = (_req, res) => res.text('hello')
export const bytes: Handler<{}, Reply<200, Uint8Array, {}, 'bytes'>> = (_req, res) => res.send(new Uint8Array([1]))
export const away: Handler<{}, Reply<302, undefined, { location: string }>> = (_req, res) => res.redirect('/elsewhere')
export const moved: Handler<{}, Reply<308>> = (_req, res) => res.redirect('/elsewhere', 308)
export const withHeader: Handler<{}, Reply<201, User, { location: string }>> = (_req, res) =>
  res.status(201).header('Location', '/users/1').json(user)
export const extraHeader: Handler<{}, Reply<201, User>> = (_req, res) => res.header('x-more', 1).status(201).json(user)
export const onlyAnswers: Handler<{}, Reply<200, { ok: true }>> = async (_req, res) => {
  if (res.answered) return res.json({ ok: true })
  return res.status(200).json({ ok: true })
}

// @ts-expect-error another status than was declared
export const wrongStatus: Handler<{}, NotFound> = (_req, res) => res.status(400).json({ error: 'user_not_found' })
// @ts-expect-error another body than was declared
export const wrongBody: Handler<{}, NotFound> = (_req, res) => res.status(404).json({ error: 'no_such_user' })
export const missingMember: Handler<{}, Reply<201, User>> = (_req, res) =>
  // @ts-expect-error a member is missing
  res.status(201).json({ id: '1', name: 'Ann', email: 'a@b.c' })
// @ts-expect-error a literal deep inside is not one of those declared
export const wrongNested: Handler<{}, Reply<201, User>> = (_req, res) => res.status(201).json({ ...user, roles: ['reader'] })
// @ts-expect-error a body where none was declared
export const unwantedBody: Handler<{}, Reply<204>> = (_req, res) => res.status(204).json({ ok: true })
// @ts-expect-error JSON where text was declared
export const wrongContent: Handler<{}, Reply<200, string, {}, 'text'>> = (_req, res) => res.json('hello')
// @ts-expect-error the declared header is never set
export const missingHeader: Handler<{}, Reply<201, User, { location: string }>> = (_req, res) => res.status(201).json(user)
// @ts-expect-error the value itself is not what was declared
export const wrongValue: Handler<{}, User> = () => ({ id: '1' })
// @ts-expect-error a reply's status is declared, its value is not
export const replyForValue: Handler<{}, User> = (_req, res) => res.status(201).json(user)

// Answers that are inferred ------------------------------------------------------------------------------------------------

export async function inferred(
  req: Request<{ params: { id: UUID }; body: { name: string } }>,
  res: Response,
  _gctx: GlobalContext,
  lctx: LocalContext,
) {
  if (req.params.id !== id) return res.status(404).json({ error: 'user_not_found', id: req.params.id })
  if (req.body.name === user.name) return res.status(304).end()
  return { ...user, name: req.body.name, requestId: lctx.requestId }
}
same<
  Extract<Awaited<ReturnType<typeof inferred>>, Reply<number, any, any, any>>,
  Reply<404, { readonly error: 'user_not_found'; readonly id: UUID }> | Reply<304>
>()

export const gatiForm: Handler = async (req, res, _gctx, lctx) => {
  res.json({ id: req.params.id, requestId: lctx.requestId })
}

// Requests -----------------------------------------------------------------------------------------------------------------

interface Page {
  limit?: number & Integer & Min<1> & Default<20>
  sort?: ('new' | 'old') & Default<'new'>
  tags?: string[]
}

export const typedRequest: Handler<
  { params: { id: number }; query: Page; headers: { 'x-tenant': UUID }; cookies: { session?: string }; body: { user: User } },
  string
> = (req) => {
  const limit: number = req.query.limit
  const sort: 'new' | 'old' = req.query.sort
  const tenant: UUID = req.headers['x-tenant']
  const other: string | undefined = req.headers['user-agent']
  const roles: readonly string[] = req.body.user.roles
  // @ts-expect-error optional without a default
  const tags: string[] = req.query.tags
  // @ts-expect-error not declared
  req.query.offset
  // @ts-expect-error coerced to a number
  const text: string = req.params.id
  return [limit, sort, tenant, other, roles, tags, text, req.cookies.session].join()
}

export const rawRequest: Handler<{}, string> = (req) => {
  const id: string | undefined = req.params['id']
  const query: string | string[] | undefined = req.query['q']
  // @ts-expect-error a body that was not declared is unknown
  req.body.name
  return `${id}${query}`
}

export const bodies: Handler<{ body: User[] }, number> = (req) => req.body.filter((one) => one.age !== undefined).length
export const unionBody: Handler<{ body: { kind: 'a'; a: number } | { kind: 'b'; b: string } }, string | number> = ({ body }) =>
  body.kind === 'a' ? body.a : body.b
export const scalarBody: Handler<{ body: string }, number> = ({ body }) => body.length
export const optionalBody: Handler<{ body: User | undefined }, string> = ({ body }) => body?.name ?? ''
export const dateBody: Handler<{ body: { at: Date; big: bigint } }, number> = ({ body }) => body.at.getTime() + Number(body.big)

// Brands -------------------------------------------------------------------------------------------------------------------

declare const email: Email
export const literal: Email = 'a@b.c'
export const text2: string = email
// @ts-expect-error another brand
export const crossed: UUID = email
// @ts-expect-error another length
export const otherLength: string & MinLen<2> = user.name
// @ts-expect-error not a string at all
export const number: Email = 1

// Middleware, errors -------------------------------------------------------------------------------------------------------

export const passes: Middleware = async (_req, _res, _gctx, _lctx, next) => {
  await next()
}
export const refuses: Middleware<Reply<401, { error: 'signed_out' }>> = async (req, res, _gctx, _lctx, next) => {
  if (!req.headers['authorization']) return res.status(401).json({ error: 'signed_out' })
  await next()
}
export const refusesOtherwise: Middleware<Reply<401, { error: 'signed_out' }>> = (_req, res) =>
  // @ts-expect-error another status than was declared
  res.status(403).json({ error: 'signed_out' })
export const explains: ErrorMiddleware<Reply<422, { errors: string[] }>> = (error, _req, res) => {
  if (error instanceof InvalidRequest)
    return res.status(422).json({ errors: error.issues.map(({ in: part, pointer }) => part + pointer) })
}

export class Gone extends HttpError<410, { error: 'gone' }> {
  constructor() {
    super(410, { error: 'gone' })
  }
}
same<Gone['status'], 410>()
same<Gone['body'], { error: 'gone' }>()
export const inferredError = new HttpError(409, { error: 'taken' })
same<(typeof inferredError)['status'], 409>()
export class WrongStatus extends HttpError<410, { error: 'gone' }> {
  constructor() {
    // @ts-expect-error another status than was declared
    super(404, { error: 'gone' })
  }
}

// Modules ------------------------------------------------------------------------------------------------------------------

interface Mailer {
  send(to: Email): Promise<void>
}
declare const mailer: Mailer

export const full = defineModule({ name: 'mailer', version: '1', dependencies: ['db'], exports: mailer, shutdown() {} })
export const made = defineModule({ name: 'mailer', init: async () => mailer, healthCheck: () => ({ status: 'pass' }) })
export const typed: Module<Mailer> = { name: 'mailer', init: () => mailer }
declare function factory(gctx: GlobalContext): Promise<Mailer>

same<ModuleExports<{ default: typeof full }>, Mailer>()
same<ModuleExports<{ default: typeof made }>, Mailer>()
same<ModuleExports<{ default: typeof typed }>, Mailer>()
same<ModuleExports<{ default: typeof factory }>, Mailer>()
same<ModuleExports<{ default: Mailer }>, Mailer>()
same<ModuleExports<{ send: Mailer['send'] }>, { send: Mailer['send'] }>()

// @ts-expect-error a health check answers with a boolean or a result
defineModule({ name: 'mailer', healthCheck: () => 'fine' })

// Configuration ------------------------------------------------------------------------------------------------------------

export const config = defineConfig({
  middleware: [passes, refuses, explains],
  routes: { 'GET /users/:id': { middleware: [refuses], timeout: 100 }, 'GET /old': { disabled: true } },
  config: { greeting: 'hello' },
})
same<(typeof config)['config']['greeting'], 'hello'>()
// @ts-expect-error a typo
defineConfig({ server: { prot: 3000 } })
// @ts-expect-error a typo at the top
defineConfig({ midleware: [passes] })

// Sockets ------------------------------------------------------------------------------------------------------------------

type Said = { text: string & MinLen<1> }

export const socketOfTypes: Socket<
  Said | Uint8Array,
  { by: string },
  { params: { room: UUID }; query: { page?: number & Default<1> } }
> = {
  maxPayloadLength: 1024,
  open(socket) {
    same<typeof socket.params.room, UUID>()
    const page: number = socket.query.page
    socket.subscribe(`${page}`)
    // @ts-expect-error cookies that are not declared are not there
    socket.cookies.session
  },
  message(socket, message, gctx, lctx) {
    if (message instanceof Uint8Array) return socket.close(1003)
    same<typeof gctx, GlobalContext>()
    same<typeof lctx, LocalContext>()
    const isSent: boolean = socket.send({ by: message.text })
    // @ts-expect-error it is not what clients are sent
    socket.publish('all', { text: message.text })
    return isSent
  },
  // @ts-expect-error no such handler
  mesage() {},
}

export const socketWithData: Socket<never, string, { query: { name: string } }, { name: string }> = {
  upgrade: async ({ query }, res) => (query.name === '' ? res.status(403).json({ error: 'nobody' }) : { name: query.name }),
  close: (socket, code, reason) => void [socket.data.name.toUpperCase(), code.toFixed(), reason.length],
}

// @ts-expect-error what makes the data is missing
export const socketWithoutData: Socket<never, string, {}, { name: string }> = { open: (socket) => socket.send('hello') }

export const socketThatGuards: Socket<string> = { upgrade: (_req, res) => void res.header('x-a', '1'), message() {} }

declare const everywhere: SocketsOf<typeof socketWithData>
everywhere.publish('topic', 'text')
// @ts-expect-error it is not what clients are sent
everywhere.publish('topic', { text: 1 })
same<typeof everywhere.size, number>()
