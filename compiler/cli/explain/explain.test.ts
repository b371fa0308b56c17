import { expect, test } from 'vitest'
import type { Method, PathSegment, Route } from '../../ir/index.ts'
import { emittedFunctions } from './emitted-functions.ts'
import { findRoute, nearestRoute } from './find-route.ts'
import { sourceExcerpt } from './source-excerpt.ts'

const segment = (text: string): PathSegment =>
  text.startsWith(':')
    ? { kind: 'param', name: text.slice(1) }
    : text.startsWith('*')
      ? { kind: 'rest', name: text.slice(1) }
      : { kind: 'static', value: text }

function route(id: string): Route {
  const [method = '', path = ''] = id.split(' ')
  const segments = path === '/' ? [] : path.slice(1).split('/').map(segment)
  return { id, method: method as Method, path, segments } as unknown as Route
}

const routes = ['GET /', 'GET /files/*path', 'GET /users/:id', 'GET /users/:id/posts', 'GET /users/me', 'POST /users'].map(route)

test.each([
  ['GET', '/', 'GET /'],
  ['GET', '/users/me', 'GET /users/me'],
  ['GET', '/users/42?full=1', 'GET /users/:id'],
  ['GET', '/users/:id', 'GET /users/:id'],
  ['GET', '/users/me/posts', 'GET /users/:id/posts'],
  ['GET', '/files/a/b.txt', 'GET /files/*path'],
  ['HEAD', '/users/42', 'GET /users/:id'],
  ['GET', '/files', undefined],
  ['GET', '/users/', undefined],
  ['DELETE', '/users/me', undefined],
] as const)('%s %s is answered by %s', (method, path, wanted) => {
  expect(findRoute(routes, method, path)?.id).toBe(wanted)
})

test('the nearest route has the path under another method, or a similar name', () => {
  expect(nearestRoute(routes, 'DELETE', '/users/me')?.id).toBe('GET /users/:id')
  expect(nearestRoute(routes, 'POST', '/user')?.id).toBe('POST /users')
  expect(nearestRoute(routes, 'GET', '/entirely/different/thing/here')).toBeUndefined()
})

test('an excerpt is the declaration with its comment, and ends before the next one', () => {
  const source = [
    'import x from "x"',
    '',
    '/** Fetch',
    ' * one. */',
    'export const GET = (req) => {',
    '',
    '  return 1',
    '}',
    '',
    'const other = 1',
  ]
  expect(sourceExcerpt(source.join('\n'), 5)).toBe(source.slice(2, 8).join('\n'))
  expect(sourceExcerpt('export const GET = () => 1\nexport const PUT = () => 2\n', 1)).toBe('export const GET = () => 1')
})

test('emitted functions of a route come with those that they call, once each', () => {
  const text = `import { x } from 'y'

// GET /users/:id - src/api/users/[id].ts:1
function getUsersId(exchange, rawId) {
  if (!isId(rawId)) return

  sendGetUsersId(exchange)
}
function sendGetUsersId(exchange) {}

// GET /other - src/api/other.ts:1
function getOther() {}

/** An id. */
function isId(value) {
  return PATTERN.test(value)
}

const PATTERN = /x/
`
  const emitted = emittedFunctions(text, route('GET /users/:id'))
  expect(emitted).toMatch(/^\/\/ GET \/users\/:id - /)
  expect(emitted).toContain('  sendGetUsersId(exchange)\n}')
  expect(emitted).toContain('function sendGetUsersId')
  expect(emitted).toContain('/** An id. */\nfunction isId')
  expect(emitted).toContain('const PATTERN = /x/')
  expect(emitted).not.toContain('getOther')
  expect(emittedFunctions(text, route('GET /none'))).toBeUndefined()
})
