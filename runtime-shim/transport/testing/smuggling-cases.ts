/**
 * Requests that two servers on one way could read differently. Behind each lies a second request: whoever answers it has been
 * led to take a body, or part of a head, for a request.
 */
import type { Case, Expected } from './cases.ts'

const host = 'Host: a\r\n'
const smuggled = `GET /json HTTP/1.1\r\n${host}\r\n`
const problem = (status: number): Expected => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: new RegExp(`"status":${status}`),
})

type Otherwise = NonNullable<Case['uws']>
const byParser = (status: number): Otherwise => ({
  reason: 'its parser answers by itself',
  expect: [{ status, body: /^<h1>/ }],
})
const split = (...statuses: number[]): Otherwise => ({
  reason: 'it splits the bytes before it is told; each part is refused',
  expect: statuses.map(problem),
})
/** Limits of uWebSockets.js that docs/server.md names: what it takes is over before anyone is told. */
const lenient = (reason: string, ...expect: Expected[]): Otherwise => ({ reason, expect, closed: false })
const waits: Otherwise = { reason: 'it waits for the rest of the field, and closes in the end', expect: [], closed: false }

const post = (fields: string, body: string): string => `POST /echo HTTP/1.1\r\n${host}${fields}\r\n${body}`
/** `\t`, `\0`: control characters as a title can have them. */
const shown = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Refused, the smuggled request unanswered. */
const refusal = (title: string, request: string, uws?: Otherwise, status = 400): Case => ({
  title,
  send: [Buffer.from(request + smuggled, 'latin1')],
  expect: [problem(status)],
  closed: true,
  patience: 3_000,
  ...(uws === undefined ? {} : { uws }),
})

const lengths: Case[] = [
  ...['3;', '3.0', '03x', '3 3', '\v3', '3\f', '3\0', '"3"', '3,', ',3', '3_0', '1_0', '00x3', 'chunked'].map((value) =>
    refusal(`Content-Length: ${shown(value)}`, post(`Content-Length: ${value}\r\n`, 'abc'), byParser(400)),
  ),
  refusal('a superscript length', post('Content-Length: \xb3\r\n', 'abc'), split(400, 501)),
  refusal('an empty Content-Length', post('Content-Length:\r\n', ''), split(400, 400)),
  refusal('an empty one before another', post('Content-Length:\r\nContent-Length: 3\r\n', 'abc'), split(400, 501)),
  refusal('an empty one after another', post('Content-Length: 3\r\nContent-Length:\r\n', 'abc'), split(400, 400)),
  refusal('an empty one beside chunks', post('Content-Length:\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), split(400, 400)),
  refusal('a space before the colon of a length', post('Content-Length : 3\r\n', 'abc'), byParser(400)),
  refusal('a tab before the colon of a length', post('Content-Length\t: 3\r\n', 'abc'), byParser(400)),
  refusal('a folded length', post('Content-Length:\r\n 3\r\n', 'abc'), byParser(400)),
]

const coded = (value: string, uws: Otherwise): Case =>
  refusal(`Transfer-Encoding: ${shown(value)}`, post(`Transfer-Encoding: ${value}\r\n`, '0\r\n\r\n'), uws)

const codings: Case[] = [
  ...['chunked, identity', 'identity, chunked', ' , chunked', 'chunked;q=1', 'chunked\x7f', 'chun ked'].map((value) =>
    coded(value, split(400, 400)),
  ),
  ...['chunked\0', '\vchunked'].map((value) => coded(value, byParser(400))),
  refusal('an empty coding', post('Transfer-Encoding:\r\n', ''), split(400, 400)),
  refusal('an empty coding beside a length', post('Content-Length: 3\r\nTransfer-Encoding:\r\n', 'abc'), split(400, 400)),
  refusal('an empty coding before a length', post('Transfer-Encoding:\r\nContent-Length: 3\r\n', 'abc'), split(400, 400)),
  refusal('an empty coding before another', post('Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')),
  refusal(
    'an empty coding after another',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n', '0\r\n\r\n'),
    split(400, 400),
  ),
  refusal(
    'an unknown Transfer-Encoding beside a length',
    post('Content-Length: 3\r\nTransfer-Encoding: x\r\n', 'abc'),
    byParser(400),
  ),
  refusal('a space before the colon of a coding', post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'), byParser(400)),
  refusal('a folded coding', post('Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'), byParser(400)),
  refusal('a coding behind a bare line feed', post('x-a: b\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), byParser(400)),
  refusal('a coding behind a bare carriage return', post('x-a: b\rTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), waits),
]

const chunk = (title: string, body: string, uws = byParser(400)): Case =>
  refusal(title, post('Transfer-Encoding: chunked\r\n', body), uws)

const chunkedBody = (body: string): string => post('Transfer-Encoding: chunked\r\n', body)
const json: Expected = { status: 200, body: '{"ok":true}' }
const taken = (body: string, ...next: Expected[]): Otherwise =>
  lenient('its chunk parser looks at sizes only', { status: 200, body: `<${body}>` }, ...next)

const chunks: Case[] = [
  chunk('a chunk size with 0x', '0x3\r\nabc\r\n0\r\n\r\n'),
  chunk('a negative chunk size', '-3\r\nabc\r\n0\r\n\r\n'),
  chunk('a signed chunk size', '+3\r\nabc\r\n0\r\n\r\n'),
  chunk('a chunk size past 64 bits', '10000000000000003\r\nabc\r\n0\r\n\r\n'),
  chunk('a chunk size before a bare carriage return', '3\rabc\r\n0\r\n\r\n'),
  chunk('a chunk longer than its size', '3\r\nabcd\r\n0\r\n\r\n', byParser(505)),
  chunk('a chunk extension with a bare line feed', '3;a\nabc\r\n0\r\n\r\n', {
    reason: 'it waits for the rest of the chunk',
    expect: [problem(408)],
  }),
  chunk('a chunk size behind a space', ' 3\r\nabc\r\n0\r\n\r\n', taken('')),
  chunk('no chunk size', '\r\nabc\r\n0\r\n\r\n', taken('')),
  chunk('a chunk size before a bare line feed', '3\nabc\r\n0\r\n\r\n', taken('abc', json)),
  chunk('a chunk without its line end', '3\r\nabc0\r\n\r\n', taken('abc', json)),
  chunk('a chunk that ends in a bare line feed', '3\r\nabc\n0\r\n\r\n', taken('abc', json)),
  {
    title: 'leading zeros of a chunk size',
    send: [chunkedBody(`03\r\nabc\r\n0\r\n\r\n${smuggled}`)],
    expect: [{ status: 200, body: '<abc>' }, json],
    answers: 2,
    closed: false,
  },
  {
    title: 'a chunk extension is dropped',
    send: [chunkedBody(`3;a="b"\r\nabc\r\n0\r\n\r\n${smuggled}`)],
    expect: [{ status: 200, body: '<abc>' }, json],
    answers: 2,
    closed: false,
    uws: { ...byParser(400), closed: true },
  },
  {
    title: 'trailers are dropped',
    send: [chunkedBody(`3\r\nabc\r\n0\r\nx-a: b\r\n\r\n${smuggled}`)],
    expect: [{ status: 200, body: '<abc>' }, json],
    answers: 2,
    closed: false,
    uws: { ...byParser(505), closed: true },
  },
  chunk('trailers that frame', '3\r\nabc\r\n0\r\nContent-Length: 40\r\n\r\n', byParser(505)),
]

const bare = (fields: string, body: string): string => `GET / HTTP/1.1\r\n${host}${fields}\r\n${body}`
const unseen = lenient(
  'it takes an empty field for none, and only a visit of all fields would tell',
  { status: 200, body: 'GET' },
  json,
)

/** Requests that have no body as a rule. */
const bodiless: Case[] = [
  refusal('an empty length before another, on GET', bare('Content-Length:\r\nContent-Length: 40\r\n', ''), unseen),
  refusal('an empty coding before another, on GET', bare('Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n', ''), unseen),
  refusal('two lengths, on GET', bare('Content-Length: 0\r\nContent-Length: 40\r\n', ''), split(400, 400)),
  refusal('an empty coding beside a length, on GET', bare('Transfer-Encoding:\r\nContent-Length: 3\r\n', 'abc'), split(400, 400)),
]

const heads: Case[] = [
  ...['\0', '\x01', '\x08', '\v', '\x1f'].map((char) =>
    refusal(`${shown(char)} in a value`, `GET / HTTP/1.1\r\n${host}x-a: b${char}c\r\n\r\n`, byParser(400)),
  ),
  refusal('DEL in a value', `GET / HTTP/1.1\r\n${host}x-a: b\x7fc\r\n\r\n`, lenient('it takes DEL', { status: 200 }, json)),
  ...['\0', '\t', '(', '@', '[', '\x7f', '\xe9', '"', '/'].map((char) =>
    refusal(`${shown(char)} in a name`, `GET / HTTP/1.1\r\n${host}x${char}a: b\r\n\r\n`, byParser(400)),
  ),
  refusal(
    'a field without a name',
    `GET / HTTP/1.1\r\n${host}: b\r\n\r\n`,
    lenient('it takes no name for one', { status: 200 }, json),
  ),
  refusal('a field without a colon', `GET / HTTP/1.1\r\n${host}x-a\r\n\r\n`, byParser(400)),
  refusal('a space before the first field', `GET / HTTP/1.1\r\n ${host}\r\n`, byParser(400)),
  refusal('a line feed in place of a line end', `GET / HTTP/1.1\n${host}\r\n`, byParser(505), 505),
  refusal('a head that ends in line feeds', `GET / HTTP/1.1\r\nHost: a\n\n`, byParser(400)),
  refusal('a carriage return without its line feed', `GET / HTTP/1.1\r\n${host}x-a: b\rx-c: d\r\n\r\n`, waits),
]

const targets: Case[] = [
  ...['*', 'x', 'http://a/', 'http://a@b/', 'a:80', '?x', '#x', '\\x'].map((target) =>
    refusal(`GET ${target}`, `GET ${target} HTTP/1.1\r\n${host}\r\n`, byParser(505)),
  ),
  refusal('OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, byParser(505)),
  refusal('a tab in the request line', `GET\t/ HTTP/1.1\r\n${host}\r\n`, byParser(505), 505),
  refusal('NUL in a target', `GET /a\0b HTTP/1.1\r\n${host}\r\n`, byParser(505)),
  refusal('DEL in a target', `GET /a\x7fb HTTP/1.1\r\n${host}\r\n`, split(400, 400)),
  refusal('a space in a target', `GET /a b HTTP/1.1\r\n${host}\r\n`, byParser(505), 505),
  refusal('two versions', `GET / HTTP/1.1 HTTP/1.1\r\n${host}\r\n`, byParser(505), 505),
]

export const smuggling: readonly Case[] = [...lengths, ...codings, ...bodiless, ...chunks, ...heads, ...targets]
