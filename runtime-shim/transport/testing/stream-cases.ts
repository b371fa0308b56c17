/** Answers that are written piece by piece, on every transport. */
import type { Case } from './cases.ts'
import { ANSWERED } from './client.ts'

const request = (method: string, path: string, fields = ''): string => `${method} ${path} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`
const get = (path: string, fields = ''): string => request('GET', path, fields)
const CHUNKED = { 'transfer-encoding': 'chunked', 'content-length': null }
const MUCH = 20 << 20
const next = { status: 200, body: 'GET' }

export const streamedAnswers: Case[] = [
  {
    title: 'chunks as they come, then the next request',
    send: [get('/out/chunks'), ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 201, headers: { ...CHUNKED, 'x-a': '1', 'content-type': 'text/plain' }, body: latin1('one twö é') }, next],
    closed: false,
  },
  {
    title: 'chunks at once',
    send: [get('/out/at-once')],
    expect: [{ status: 200, headers: CHUNKED, body: 'at once' }],
    closed: false,
  },
  {
    title: 'HEAD of chunks',
    send: [request('HEAD', '/out/chunks'), ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 201, headers: { 'x-a': '1', 'content-length': null }, body: '' }, next],
    closed: false,
  },
  {
    title: 'a known length, then the next request',
    send: [get('/out/counted'), ANSWERED, get('/')],
    answers: 2,
    expect: [
      { status: 200, headers: { 'content-length': '8', 'transfer-encoding': null, etag: '"1"' }, body: latin1('abcdéé') },
      next,
    ],
    closed: false,
  },
  {
    title: 'HEAD of a known length',
    send: [request('HEAD', '/out/counted'), ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 200, headers: { 'content-length': '8', etag: '"1"' }, body: '' }, next],
    closed: false,
  },
  { title: 'nothing at all', send: [get('/out/nothing')], expect: [{ status: 200, body: '' }], closed: false },
  {
    title: 'a length of nothing',
    send: [get('/out/no-bytes')],
    expect: [{ status: 200, headers: { 'content-length': '0' }, body: '' }],
    closed: false,
  },
  {
    title: '304 has no body to write',
    send: [get('/out/304'), ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 304, headers: { etag: '"1"', 'content-length': null } }, next],
    closed: false,
  },
  {
    title: 'what was taken back is answered otherwise',
    send: [get('/out/withdrawn'), ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 500, headers: { 'x-a': null }, body: 'instead' }, next],
    closed: false,
  },
  { title: 'broken off while chunks come, it has no end', send: [get('/out/broken')], expect: [], closed: true },
  { title: 'ended before its announced length, it has no end', send: [get('/out/broken-off')], expect: [], closed: true },
  { title: 'no more than was announced is written', send: [get('/out/too-long')], expect: [{ status: 200, body: 'yes' }] },
  {
    title: 'Connection: close after chunks',
    send: [get('/out/chunks', 'Connection: close\r\n')],
    expect: [{ status: 201, body: latin1('one twö é') }],
    closed: true,
  },
  ...['/out/much', '/out/much-counted'].map(
    (path): Case => ({
      title: `20 MiB of ${path} for a client that reads late, then the next request`,
      send: [get(path), ANSWERED, get('/')],
      answers: 2,
      deafFor: 400,
      expect: [{ status: 200, body: 'a'.repeat(MUCH) }, next],
      closed: false,
    }),
  ),
  {
    title: 'what comes is sent back while it comes, then the next request',
    send: [chunkedTo('/out/echo', '3\r\nabc\r\n'), 50, '2\r\nde\r\n', 50, '0\r\n\r\n', ANSWERED, get('/')],
    answers: 2,
    expect: [{ status: 200, headers: CHUNKED, body: 'abcde' }, next],
    closed: false,
  },
  {
    title: 'much that comes is sent back to a client that reads late, then the next request',
    send: [request('POST', '/out/echo', `Content-Length: ${MUCH}\r\n`), 'a'.repeat(MUCH), ANSWERED, get('/')],
    answers: 2,
    deafFor: 400,
    expect: [{ status: 200, body: 'a'.repeat(MUCH) }, next],
    closed: false,
  },
  {
    title: 'a body that stops while it is sent back is broken off',
    send: [chunkedTo('/out/echo', '3\r\nabc\r\n')],
    expect: [],
    closed: true,
    patience: 3_000,
  },
  {
    title: 'an answer that pauses for longer than a client may',
    send: [get('/out/idle')],
    expect: [{ status: 200, body: 'ab' }],
    patience: 16_000,
    closed: false,
  },
]

function chunkedTo(path: string, chunks: string): string {
  return request('POST', path, 'Transfer-Encoding: chunked\r\n') + chunks
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}
