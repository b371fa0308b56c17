// Emitted by gatic 1.2.3 from goldens. Do not edit: change the handlers it names and build again.
import './environment.mjs'
import {
  Lctx,
  MALFORMED,
  Res,
  UndeclaredReply,
  acceptsJson,
  allowOf,
  answerEmpty,
  answerJson,
  answerLater,
  autoTransport,
  decodeText,
  definedModule,
  fail,
  failDeclared,
  globalContext,
  invalid,
  invalidRequest,
  isPromise,
  later,
  malformedJson,
  malformedPath,
  malformedQuery,
  malformedText,
  moduleSet,
  nodeBodies,
  nodeHead,
  nodeTransport,
  parseJson,
  parseUndeclared,
  plainModule,
  readEnvironment,
  rescue,
  sendEmpty,
  sendJson,
  sendText,
  start,
  through,
  unsupportedMediaType,
  uwsBodies,
  uwsHead,
  uwsTransport,
} from '@gati-framework/core/server'
import {
  decodeParam,
  isDateTime,
  isRecord,
  parseCookies,
  parseQuery,
  plain,
  redactFrom,
  report,
  toBoolean,
  toDate,
  toNumber,
} from '@gati-framework/core/wire'
import gatiConfig from './gati.config.ts'
import oops from './src/oops.ts'
import dbModule from './src/modules/db.ts'
import * as clockModule from './src/modules/clock.ts'
import { GET as getRootHandler } from './src/api/.ts'
import { GET as getLaterHandler } from './src/api/later.ts'
import { GET as getMaybeHandler } from './src/api/maybe.ts'
import { GET as getUsersIdHandler, DELETE as deleteUsersIdHandler } from './src/api/users/[id].ts'
import { GET as getFilesFailHandler } from './src/api/files/[...fail].ts'
import { POST as postUsersHandler, PUT as putUsersHandler } from './src/api/users.ts'
import { POST as postHookHandler } from './src/api/hook.ts'
import { POST as postEchoHandler } from './src/api/echo.ts'
import { count } from './src/count.ts'
import { GET as getGuardedIdHandler } from './src/api/guarded/[id].ts'
import { GET as getCountedHandler } from './src/api/counted.ts'
import { audit } from './src/audit.ts'
import { POST as postAuditedHandler } from './src/api/audited.ts'
import { GET as getRescuedHandler } from './src/api/rescued.ts'

const gatiConfig0Middleware = gatiConfig.middleware[0]

// GET / - src/api/.ts:5
function getRoot(exchange) {
  exchange.route = 0
  answerJson(exchange, stringifyUser(getRootHandler()))
}

// GET /later - src/api/later.ts:5
function getLater(exchange) {
  exchange.route = 1
  try {
    answerLater(exchange, 30000, getLaterHandler(), (value) => answerJson(exchange, stringifyUser(value)))
  } catch (error) {
    fail(exchange, error)
  }
}

// GET /maybe - src/api/maybe.ts:5
function getMaybe(exchange) {
  exchange.route = 2
  const result = getMaybeHandler()
  if (isPromise(result)) return later(exchange, 30000, result, new Res(), sendGetMaybe)
  if (result === undefined) return answerEmpty(exchange)
  answerJson(exchange, stringifyUser(result))
}

function sendGetMaybe(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    case 204: return sendEmpty(exchange, res)
    default: throw new UndeclaredReply(res)
  }
}

// GET /users/:id - src/api/users/[id].ts:5
function getUsersId(exchange, rawId) {
  exchange.route = 3
  const id = decodeParam(rawId)
  if (id === undefined) return malformedPath(exchange)
  const res = new Res()
  try {
    const params = parseGetUsersIdParams({ id })
    if (params === undefined) return invalid(exchange, { params: explainGetUsersIdParams({ id }) })
    sendGetUsersId(exchange, res.settle(getUsersIdHandler({ params }, res)))
  } catch (error) {
    failDeclared(exchange, error, res, sendGetUsersId)
  }
}

function sendGetUsersId(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    case 404: return sendJson(exchange, res, stringifyGetUsersId404)
    default: throw new UndeclaredReply(res)
  }
}

// DELETE /users/:id - src/api/users/[id].ts:5
function deleteUsersId(exchange, rawId) {
  exchange.route = 4
  const id = decodeParam(rawId)
  if (id === undefined) return malformedPath(exchange)
  try {
    const result = deleteUsersIdHandler({ params: { id } })
    answerLater(exchange, 30000, result, () => {
      answerEmpty(exchange)
    }, (error) => failDeclared(exchange, error, new Res(), sendDeleteUsersId))
  } catch (error) {
    failDeclared(exchange, error, new Res(), sendDeleteUsersId)
  }
}

function sendDeleteUsersId(exchange, res) {
  switch (res.statusCode) {
    case 204: return sendEmpty(exchange, res)
    case 410: return sendEmpty(exchange, res)
    default: throw new UndeclaredReply(res)
  }
}

// GET /files/*fail - src/api/files/[...fail].ts:5
function getFilesFail(exchange, rawFail) {
  exchange.route = 5
  const fail2 = decodeParam(rawFail)
  if (fail2 === undefined) return malformedPath(exchange)
  const rawQuery = parseQuery(exchange.query())
  if (rawQuery === undefined) return malformedQuery(exchange)
  const rawHeaders = exchange.headers()
  const value = getFilesFailHandler({ method: exchange.method, path: exchange.path, params: { fail: fail2 }, query: rawQuery, headers: rawHeaders })
  answerJson(exchange, stringifyUser(value))
}

// POST /users - src/api/users.ts:5
function postUsers(exchange) {
  exchange.route = 6
  const rawQuery = parseQuery(exchange.query())
  if (rawQuery === undefined) return malformedQuery(exchange)
  const rawHeaders = { 'x-tenant': exchange.header('x-tenant') || undefined, 'x-count': exchange.header('x-count') || undefined }
  const rawCookies = parseCookies(exchange.header('cookie'))
  const lctx = new Lctx(exchange, '/users').keep()
  if (!acceptsJson(exchange)) return unsupportedMediaType(exchange)
  exchange.readText(2048, (text) => {
    try {
      const body = parseJson(text)
      if (body === MALFORMED) return malformedJson(exchange)
      const query = parsePostUsersQuery(rawQuery)
      const headers = parsePostUsersHeaders(rawHeaders)
      const cookies = parsePostUsersCookies(rawCookies)
      const input = parseUser(body)
      if (query === undefined || headers === undefined || cookies === undefined || input === undefined) {
        return invalid(exchange, {
          query: explainPostUsersQuery(rawQuery),
          headers: explainPostUsersHeaders(rawHeaders),
          cookies: explainPostUsersCookies(rawCookies),
          body: explainUser(body),
        })
      }
      lctx.processing()
      const result = postUsersHandler({ query, headers: { ...rawHeaders, ...headers }, cookies, body: input }, undefined, gctx, lctx)
      answerLater(exchange, 500, result, (value) => answerJson(exchange, stringifyUser(value)))
    } catch (error) {
      fail(exchange, error)
    }
  })
}

// PUT /users - src/api/users.ts:5
function putUsers(exchange) {
  exchange.route = 7
  if (!acceptsJson(exchange)) return unsupportedMediaType(exchange)
  exchange.readBytes(1048576, (bytes) => {
    try {
      const text = decodeText(bytes)
      if (text === undefined) return malformedText(exchange)
      const body = parseJson(text)
      if (body === MALFORMED) return malformedJson(exchange)
      const input = body === undefined ? undefined : parsePutUsersBody(body)
      if (body !== undefined && input === undefined) return invalid(exchange, { body: explainPutUsersBody(body) })
      answerJson(exchange, stringifyUser(putUsersHandler({ body: input, rawBody: bytes })))
    } catch (error) {
      fail(exchange, error)
    }
  })
}

// POST /hook - src/api/hook.ts:5
function postHook(exchange) {
  exchange.route = 8
  exchange.readBytes(1048576, (bytes) => {
    try {
      postHookHandler({ rawBody: bytes })
      answerEmpty(exchange)
    } catch (error) {
      fail(exchange, error)
    }
  })
}

// POST /echo - src/api/echo.ts:5
function postEcho(exchange) {
  exchange.route = 9
  const contentType = exchange.header('content-type')
  exchange.readText(1048576, (text) => {
    try {
      const body = parseUndeclared(text, contentType)
      if (body === MALFORMED) return malformedJson(exchange)
      answerJson(exchange, stringifyPostEchoReply(postEchoHandler({ body })))
    } catch (error) {
      fail(exchange, error)
    }
  })
}

// GET /guarded/:id - src/api/guarded/[id].ts:5
async function getGuardedId(exchange, rawId) {
  exchange.route = 10
  const id = decodeParam(rawId)
  if (id === undefined) return malformedPath(exchange)
  const rawHeaders = { authorization: exchange.header('authorization') || undefined }
  const req = { method: exchange.method, path: exchange.path, headers: rawHeaders }
  const res = new Res()
  exchange.defer(30000)
  try {
    await through(gatiConfig0Middleware, req, res, gctx, undefined, () => {
      return through(count, req, res, gctx, undefined, () => {
        const params = parseGetUsersIdParams({ id })
        if (params === undefined) throw invalidRequest({ params: explainGetUsersIdParams({ id }) })
        res.settle(getGuardedIdHandler({ params }))
      })
    })
    sendGetGuardedId(exchange, res)
  } catch (error) {
    await rescue(exchange, error, res, sendGetGuardedId, [oops], req, gctx, undefined)
  }
}

function sendGetGuardedId(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    case 401: return sendText(exchange, res)
    default: throw new UndeclaredReply(res)
  }
}

// GET /counted - src/api/counted.ts:5
function getCounted(exchange) {
  exchange.route = 11
  const req = {}
  const res = new Res()
  try {
    through(count, req, res, gctx, undefined, () => {
      res.settle(getCountedHandler())
    })
    sendGetCounted(exchange, res)
  } catch (error) {
    failDeclared(exchange, error, res, sendGetCounted)
  }
}

function sendGetCounted(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    default: throw new UndeclaredReply(res)
  }
}

// POST /audited - src/api/audited.ts:5
function postAudited(exchange) {
  exchange.route = 12
  const lctx = new Lctx(exchange, '/audited').keep()
  if (!acceptsJson(exchange)) return unsupportedMediaType(exchange)
  exchange.readText(1048576, async (text) => {
    const body = parseJson(text)
    if (body === MALFORMED) return malformedJson(exchange)
    const req = { body }
    const res = new Res()
    exchange.defer(30000)
    try {
      await through(audit, req, res, gctx, lctx, () => {
        const input = parseUser(body)
        if (input === undefined) throw invalidRequest({ body: explainUser(body) })
        lctx.processing()
        res.settle(postAuditedHandler({ body: input }))
      })
      sendPostAudited(exchange, res)
    } catch (error) {
      failDeclared(exchange, error, res, sendPostAudited)
    }
  })
}

function sendPostAudited(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    default: throw new UndeclaredReply(res)
  }
}

// GET /rescued - src/api/rescued.ts:5
function getRescued(exchange) {
  exchange.route = 13
  const req = { method: exchange.method, path: exchange.path }
  const res = new Res()
  try {
    res.settle(getRescuedHandler())
    sendGetRescued(exchange, res)
  } catch (error) {
    exchange.defer(30000)
    rescue(exchange, error, res, sendGetRescued, [oops], req, gctx, undefined)
  }
}

function sendGetRescued(exchange, res) {
  switch (res.statusCode) {
    case 200: return sendJson(exchange, res, stringifyUser)
    default: throw new UndeclaredReply(res)
  }
}

const router = {
  GET(exchange, path) {
    switch (path.length) {
      case 1:
        if (path === '/') {
          getRoot(exchange)
          return true
        }
        break
      case 6:
        if (path === '/later') {
          getLater(exchange)
          return true
        }
        if (path === '/maybe') {
          getMaybe(exchange)
          return true
        }
        break
      case 8:
        if (path === '/counted') {
          getCounted(exchange)
          return true
        }
        if (path === '/rescued') {
          getRescued(exchange)
          return true
        }
        break
    }
    switch (path.charCodeAt(1)) {
      case 117: // u
        if (path.startsWith('/users/')) {
          if (path.length > 7 && !path.includes('/', 7)) {
            getUsersId(exchange, path.slice(7))
            return true
          }
        }
        break
      case 102: // f
        if (path.startsWith('/files/')) {
          if (!path.endsWith('/') && !path.includes('//', 6)) {
            getFilesFail(exchange, path.slice(7))
            return true
          }
        }
        break
      case 103: // g
        if (path.startsWith('/guarded/')) {
          if (path.length > 9 && !path.includes('/', 9)) {
            getGuardedId(exchange, path.slice(9))
            return true
          }
        }
        break
    }
    return false
  },

  DELETE(exchange, path) {
    if (path.startsWith('/users/')) {
      if (path.length > 7 && !path.includes('/', 7)) {
        deleteUsersId(exchange, path.slice(7))
        return true
      }
    }
    return false
  },

  POST(exchange, path) {
    switch (path.length) {
      case 5:
        if (path === '/hook') {
          postHook(exchange)
          return true
        }
        if (path === '/echo') {
          postEcho(exchange)
          return true
        }
        break
      case 6:
        if (path === '/users') {
          postUsers(exchange)
          return true
        }
        break
      case 8:
        if (path === '/audited') {
          postAudited(exchange)
          return true
        }
        break
    }
    return false
  },

  PUT(exchange, path) {
    if (path === '/users') {
      putUsers(exchange)
      return true
    }
    return false
  },

  allow: allowOf([
    ['/', ['GET', 'HEAD']],
    ['/later', ['GET', 'HEAD']],
    ['/maybe', ['GET', 'HEAD']],
    ['/users/?', ['GET', 'HEAD', 'DELETE']],
    ['/files/#', ['GET', 'HEAD']],
    ['/users', ['POST', 'PUT']],
    ['/hook', ['POST']],
    ['/echo', ['POST']],
    ['/guarded/?', ['GET', 'HEAD']],
    ['/counted', ['GET', 'HEAD']],
    ['/audited', ['POST']],
    ['/rescued', ['GET', 'HEAD']],
  ]),
}

// ... what its types need

const gctx = globalContext({
  routes: [
    'GET /',
    'GET /later',
    'GET /maybe',
    'GET /users/:id',
    'DELETE /users/:id',
    'GET /files/*fail',
    'POST /users',
    'PUT /users',
    'POST /hook',
    'POST /echo',
    'GET /guarded/:id',
    'GET /counted',
    'POST /audited',
    'GET /rescued',
  ],
  config: { motto: "it's" },
  env: readEnvironment(parseEnv, explainEnv),
})

// A module stands after everything that it depends on.
const modules = moduleSet(gctx, [
  definedModule('db', dbModule), // src/modules/db.ts:2
  plainModule('clock', clockModule), // src/modules/clock.ts:1
])

start({
  name: 'goldens',
  version: '1.0.0',
  port: 3000,
  host: '0.0.0.0',
  shutdownTimeout: 10000,
  router,
  transport: autoTransport(
    uwsTransport(uwsBodies, uwsHead),
    nodeTransport(nodeBodies, nodeHead),
  ),
  gctx,
  modules,
})
