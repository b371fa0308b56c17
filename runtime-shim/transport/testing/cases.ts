/** What is sent and what must come back, on every transport: the table that both are held to. */

import { ANSWERED, FIN, type Step, type TalkOptions } from './client.ts'
import { smuggling } from './smuggling-cases.ts'
import { streamedAnswers } from './stream-cases.ts'

export interface Expected {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | RegExp | null>>
  readonly body?: string | RegExp
}

export interface Case extends TalkOptions {
  readonly title: string
  readonly send: readonly Step[]
  readonly expect: readonly Expected[]
  /** Whether the server must close, or keep, the connection. */
  readonly closed?: boolean
  /** Answers that differ for a reason in the engine itself. */
  readonly uws?: { readonly reason: string; readonly expect: readonly Expected[]; readonly closed?: boolean }
}

const host = 'Host: a\r\n'
const get = (path: string, fields = ''): string => `GET ${path} HTTP/1.1\r\n${host}${fields}\r\n`
const post = (path: string, fields: string, body = ''): string => `POST ${path} HTTP/1.1\r\n${host}${fields}\r\n${body}`
const ok = (body?: string | RegExp): Expected => (body === undefined ? { status: 200 } : { status: 200, body })
const problem = (status: number): Expected => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: new RegExp(`"status":${status}`),
})
/** uWebSockets.js's parser answers by itself, as HTML, and cannot be told otherwise. */
const native = (status: number): NonNullable<Case['uws']> => ({
  reason: 'its parser answers by itself',
  expect: [{ status, body: /^<h1>/ }],
})
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const fieldsOf = (count: number): string => Array.from({ length: count }, (_, i) => `x-${i}: 1\r\n`).join('')
/** A request whose head has exactly so many bytes. */
const headOf = (size: number): string => get('/', `x-a: ${'a'.repeat(size - get('/', 'x-a: \r\n').length)}\r\n`)

const requestLines: Case[] = [
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => ({
    title: `${method} is told to the app`,
    send: [`${method} / HTTP/1.1\r\n${host}\r\n`],
    expect: [ok(method)],
    closed: false,
  })),
  {
    title: 'HEAD has the headers and no body',
    send: [`HEAD /json HTTP/1.1\r\n${host}\r\n`],
    expect: [{ status: 200, headers: { 'content-length': '11', 'content-type': 'application/json' }, body: '' }],
    closed: false,
  },
  {
    title: 'HEAD of an empty answer',
    send: [`HEAD /none HTTP/1.1\r\n${host}\r\n`],
    expect: [{ status: 200, headers: { 'content-length': '0' }, body: '' }],
  },
  {
    title: 'HEAD of characters beyond ASCII counts bytes',
    send: [`HEAD /unicode HTTP/1.1\r\n${host}\r\n`],
    expect: [{ status: 200, headers: { 'content-length': '9' } }],
  },
  { title: 'an unknown method is 501', send: [`BREW / HTTP/1.1\r\n${host}\r\n`], expect: [problem(501)], closed: true },
  {
    title: 'a known method that no app has is 501',
    send: [`PROPFIND / HTTP/1.1\r\n${host}\r\n`],
    expect: [problem(501)],
    closed: true,
  },
  { title: 'methods are case-sensitive', send: [`get / HTTP/1.1\r\n${host}\r\n`], expect: [problem(501)], closed: true },
  {
    title: 'the path stays percent-encoded, the query apart',
    send: [get('/path/a%2Fb%20c?q=x%20y&q=?')],
    expect: [ok('/path/a%2Fb%20c|q=x%20y&q=?')],
  },
  { title: 'an empty query', send: [get('/path/a%2Fb%20c?')], expect: [ok('/path/a%2Fb%20c|')] },
  { title: 'a request line in two packets', send: ['GE', 40, `T / HT`, 40, `TP/1.1\r\n${host}\r\n`], expect: [ok('GET')] },
  { title: 'a request byte by byte', send: [...get('/')].flatMap((char) => [char, 1]), expect: [ok('GET')] },
  { title: 'HTTP/1.0 is 505', send: [`GET / HTTP/1.0\r\n${host}\r\n`], expect: [problem(505)], closed: true, uws: native(505) },
  { title: 'HTTP/2.0 is 505', send: [`GET / HTTP/2.0\r\n${host}\r\n`], expect: [problem(505)], closed: true, uws: native(505) },
  { title: 'HTTP/3.0 is 505', send: [`GET / HTTP/3.0\r\n${host}\r\n`], expect: [problem(505)], closed: true, uws: native(505) },
  {
    title: 'a target without its slash is 400',
    send: [`GET x HTTP/1.1\r\n${host}\r\n`],
    expect: [problem(400)],
    closed: true,
    uws: native(505),
  },
  {
    title: 'a proxy request is 400',
    send: [`GET http://a/ HTTP/1.1\r\n${host}\r\n`],
    expect: [problem(400)],
    closed: true,
    uws: native(505),
  },
  {
    title: 'OPTIONS * is 400',
    send: [`OPTIONS * HTTP/1.1\r\n${host}\r\n`],
    expect: [problem(400)],
    closed: true,
    uws: native(505),
  },
  {
    title: 'CONNECT is 505',
    send: [`CONNECT a:80 HTTP/1.1\r\n${host}\r\n`],
    expect: [problem(505)],
    closed: true,
    uws: native(505),
  },
  {
    title: 'what is not HTTP is 505',
    send: [bytes('\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03 \r\n\r\n')],
    expect: [problem(505)],
    closed: true,
    uws: native(505),
  },
  { title: 'a path beyond ASCII is 400', send: [get('/é')], expect: [problem(400)], closed: true },
]

const hosts: Case[] = [
  { title: 'no Host is 400', send: ['GET / HTTP/1.1\r\n\r\n'], expect: [problem(400)], closed: true, uws: native(400) },
  {
    title: 'no Host among others is 400',
    send: ['GET / HTTP/1.1\r\nx-a: 1\r\n\r\n'],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  { title: 'two Hosts are 400', send: [get('/', 'Host: b\r\n')], expect: [problem(400)], closed: true, uws: native(400) },
  { title: 'two equal Hosts are 400', send: [get('/', host)], expect: [problem(400)], closed: true, uws: native(400) },
  ...['', ' ', ':80', 'a b', 'a/b', 'a/', 'a@b', 'a:b', '[::1', 'a,b', 'a, a', 'a,b\\', 'a?b', 'a#b', 'http://a', 'a:80:90'].map(
    (value) => ({
      title: `Host: ${value} is 400`,
      send: [`GET / HTTP/1.1\r\nHost: ${value}\r\n\r\n`],
      expect: [problem(400)],
      closed: true,
    }),
  ),
  ...['a', 'a.example:8080', '127.0.0.1:3000', '[::1]:80', 'xn--bcher-kva.example', 'a_b'].map((value) => ({
    title: `Host: ${value} is taken`,
    send: [`GET / HTTP/1.1\r\nHost: ${value}\r\n\r\n`],
    expect: [ok('GET')],
    closed: false,
  })),
]

const headers: Case[] = [
  { title: '98 fields are taken', send: [get('/', fieldsOf(97))], expect: [ok('GET')] },
  { title: '99 fields are 431', send: [get('/', fieldsOf(98))], expect: [problem(431)], closed: true, uws: native(431) },
  { title: '300 fields are 431', send: [get('/', fieldsOf(300))], expect: [problem(431)], closed: true, uws: native(431) },
  { title: 'a head of 16 KiB is taken', send: [headOf(16_384)], expect: [ok('GET')] },
  { title: 'a head of 16 KiB and a byte is 431', send: [headOf(16_385)], expect: [problem(431)], closed: true, uws: native(431) },
  { title: 'a head of 40 KiB is 431', send: [headOf(40_000)], expect: [problem(431)], closed: true, uws: native(431) },
  {
    title: 'a head of 12 KiB in two packets',
    send: [headOf(12_000).slice(0, 7_000), 40, headOf(12_000).slice(7_000)],
    expect: [ok('GET')],
  },
  {
    title: 'a long target counts as head',
    send: [get(`/${'a'.repeat(17_000)}`)],
    expect: [problem(431)],
    closed: true,
    uws: native(431),
  },
  {
    title: 'a control character in a value is 400',
    send: [get('/', 'x-a: a\x01b\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  { title: 'NUL in a value is 400', send: [get('/', 'x-a: a\0b\r\n')], expect: [problem(400)], closed: true, uws: native(400) },
  {
    title: 'a space before the colon is 400',
    send: [get('/', 'x-a : b\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  { title: 'a space in a name is 400', send: [get('/', 'x a: b\r\n')], expect: [problem(400)], closed: true, uws: native(400) },
  {
    title: 'a folded field is 400',
    send: [get('/', 'x-a: a\r\n b\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  {
    title: 'a bare line feed in a head is 400',
    send: [get('/', 'x-a: a\nx-b: b\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  {
    title: 'headers have lower-case names; repeated fields are joined as what they are',
    send: [
      get(
        '/headers',
        'X-List: a\r\nCookie: a=1\r\nx-list: b\r\ncookie: b=2\r\nAuthorization: one\r\nAuthorization: two\r\n__proto__: 1\r\n',
      ),
    ],
    expect: [{ status: 200, body: '{"host":"a","x-list":"a, b","cookie":"a=1; b=2","authorization":"one","__proto__":"1"}' }],
  },
  {
    title: 'single headers are joined the same way',
    send: [
      get('/header', 'X-List: a\r\nCookie: a=1\r\nx-list: b\r\ncookie: b=2\r\nAuthorization: one\r\nAuthorization: two\r\n'),
    ],
    expect: [ok('["a, b","a=1; b=2","one",""]')],
  },
  {
    title: 'header values are read byte by byte',
    send: [bytes(get('/headers', 'x-a: a\xe9\xffb\r\n'))],
    expect: [ok('{"host":"a","x-a":"a\xc3\xa9\xc3\xbfb"}')],
    uws: { reason: 'it visits fields as UTF-8', expect: [{ status: 200, body: /"x-a":"a.+b"/ }] },
  },
  {
    title: 'header values beyond ASCII, as UTF-8',
    send: [get('/headers', 'x-a: aéb\r\n')],
    expect: [ok('{"host":"a","x-a":"a\xc3\x83\xc2\xa9b"}')],
  },
  {
    title: 'white space around values is dropped',
    send: [get('/header', 'x-list: \t a \t\r\n')],
    expect: [ok('["a","","",""]')],
  },
  { title: 'the client has its address', send: [get('/address')], expect: [ok('127.0.0.1')] },
]

const framing: Case[] = [
  {
    title: 'Content-Length twice is 400',
    send: [post('/echo', 'Content-Length: 3\r\nContent-Length: 5\r\n', 'abcde')],
    expect: [problem(400)],
    closed: true,
  },
  {
    title: 'the same Content-Length twice is 400',
    send: [post('/echo', 'Content-Length: 3\r\nContent-Length: 3\r\n', 'abc')],
    expect: [problem(400)],
    closed: true,
  },
  {
    title: 'Content-Length twice on GET is 400',
    send: [`${get('/', 'Content-Length: 3\r\nContent-Length: 5\r\n')}abcde`],
    expect: [problem(400)],
    closed: true,
  },
  {
    title: 'nothing after a doubtful length is answered as a request',
    send: [post('/echo', 'Content-Length: 3\r\nContent-Length: 60\r\n', `abc${get('/json')}${get('/json')}`)],
    expect: [problem(400)],
    closed: true,
    uws: {
      reason: 'it splits the bytes before it is told; each part is refused',
      expect: [problem(400), problem(400), problem(400)],
    },
  },
  ...['3x', '-1', '+3', '0x3', '1e1', '3, 3', '9999999999999999999999', ' '].map((value) => ({
    title: `Content-Length: ${value} is 400`,
    send: [post('/echo', `Content-Length: ${value}\r\n`, 'abc')],
    expect: [problem(400)],
    closed: true,
    ...(value === ' ' ? {} : { uws: native(400) }),
  })),
  {
    title: 'Content-Length and Transfer-Encoding are 400',
    send: [post('/echo', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\n\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  {
    title: 'Transfer-Encoding and Content-Length are 400',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', '3\r\nabc\r\n0\r\n\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
  ...['gzip', 'gzip, chunked', 'chunked, gzip', 'identity', 'xchunked', '"chunked"'].map((value) => ({
    title: `Transfer-Encoding: ${value} is 400`,
    send: [post('/echo', `Transfer-Encoding: ${value}\r\n`, '3\r\nabc\r\n0\r\n\r\n')],
    expect: [problem(400)],
    closed: true,
  })),
  {
    title: 'Transfer-Encoding twice is 400',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    expect: [problem(400)],
    closed: true,
  },
  {
    title: 'Transfer-Encoding: Chunked is taken',
    send: [post('/echo', 'Transfer-Encoding: Chunked\r\n', '3\r\nabc\r\n0\r\n\r\n')],
    expect: [ok('<abc>')],
    closed: false,
  },
  {
    title: 'a chunk without a size is 400',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\n', 'zz\r\nabc\r\n0\r\n\r\n')],
    expect: [problem(400)],
    closed: true,
    uws: native(400),
  },
]

const bodies: Case[] = [
  {
    title: 'a body with its request',
    send: [post('/echo', 'Content-Length: 3\r\n', 'abc')],
    expect: [ok('<abc>')],
    closed: false,
  },
  { title: 'a body after its request', send: [post('/echo', 'Content-Length: 3\r\n'), 40, 'abc'], expect: [ok('<abc>')] },
  {
    title: 'a body in pieces',
    send: [post('/echo', 'Content-Length: 6\r\n', 'ab'), 20, 'cd', 20, 'ef'],
    expect: [ok('<abcdef>')],
  },
  {
    title: 'a character cut in two',
    send: [post('/echo', 'Content-Length: 4\r\n'), 20, bytes('a\xc3'), 20, bytes('\xa9b')],
    expect: [ok('<a\xc3\xa9b>')],
  },
  {
    title: 'a chunked body',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n')],
    expect: [ok('<abcde>')],
    closed: false,
  },
  {
    title: 'a chunked body in packets',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\n', '3\r\na'), 20, 'bc\r\n', 20, '0\r\n', 20, '\r\n'],
    expect: [ok('<abc>')],
  },
  { title: 'no body is empty', send: [post('/echo', '')], expect: [ok('<>')], closed: false },
  { title: 'Content-Length: 0 is empty', send: [post('/echo', 'Content-Length: 0\r\n')], expect: [ok('<>')] },
  { title: 'an empty chunked body', send: [post('/echo', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n')], expect: [ok('<>')] },
  { title: 'a body on GET', send: [`${get('/echo', 'Content-Length: 3\r\n')}abc`], expect: [ok('<abc>')] },
  {
    title: 'a body of exactly the limit',
    send: [post('/echo', 'Content-Length: 64\r\n', 'x'.repeat(64))],
    expect: [ok(`<${'x'.repeat(64)}>`)],
  },
  {
    title: 'one byte over the limit is 413',
    send: [post('/echo', 'Content-Length: 65\r\n', 'x'.repeat(65))],
    expect: [problem(413)],
  },
  {
    title: 'over the limit is 413 before the body comes',
    send: [post('/echo', 'Content-Length: 1000000\r\n')],
    expect: [problem(413)],
  },
  {
    title: 'what follows a refused body is answered',
    send: [post('/echo', 'Content-Length: 65\r\n'), 40, 'x'.repeat(65) + get('/')],
    expect: [problem(413), ok('GET')],
    answers: 2,
  },
  {
    title: 'a refused body that comes all the same',
    send: [post('/echo', 'Content-Length: 3000000\r\n'), new Uint8Array(3_000_000)],
    expect: [problem(413)],
  },
  {
    title: 'a chunked body over the limit is 413',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\n', `41\r\n${'x'.repeat(65)}\r\n0\r\n\r\n`)],
    expect: [problem(413)],
  },
  {
    title: 'chunk by chunk over the limit is 413',
    send: [
      post('/echo', 'Transfer-Encoding: chunked\r\n', `20\r\n${'x'.repeat(32)}\r\n`),
      20,
      `20\r\n${'x'.repeat(32)}\r\n`,
      20,
      '1\r\nx\r\n',
      20,
      '0\r\n\r\n',
    ],
    expect: [problem(413)],
  },
  { title: 'invalid UTF-8 is 400', send: [post('/echo', 'Content-Length: 3\r\n'), bytes('a\xffb')], expect: [problem(400)] },
  {
    title: 'the replacement character itself is text',
    send: [post('/echo', 'Content-Length: 3\r\n', '\ufffd')],
    expect: [ok('<\xef\xbf\xbd>')],
  },
  {
    title: 'bytes are as they came',
    send: [post('/count', 'Content-Length: 4\r\n'), bytes('\xff\0\xfe\x01')],
    expect: [ok('4 4')],
  },
  {
    title: '16 MiB of bytes',
    send: [post('/count', `Content-Length: ${16 << 20}\r\n`), new Uint8Array(16 << 20)],
    expect: [ok(`${16 << 20} ${16 << 20}`)],
  },
  {
    title: 'a large text in pieces, answered later',
    send: [post('/echo-late', 'Content-Length: 600000\r\n', 'x'.repeat(300_000)), 30, 'x'.repeat(300_000)],
    expect: [ok('<600000>')],
  },
  {
    title: 'a body that nobody reads',
    send: [post('/unread', 'Content-Length: 3\r\n', 'abc') + get('/')],
    expect: [{ status: 401 }, ok('GET')],
    answers: 2,
    closed: false,
  },
  {
    title: '100 Continue for a client that waits for it',
    send: [post('/echo', 'Expect: 100-continue\r\nContent-Length: 3\r\n'), 40, 'abc'],
    expect: [ok('<abc>')],
    closed: false,
  },
  {
    title: '100 Continue for a streamed body',
    send: [post('/stream', 'Expect: 100-Continue\r\nContent-Length: 3\r\n'), 40, 'abc'],
    expect: [ok('3')],
    closed: false,
  },
  {
    title: 'a body that nobody wants is not asked for',
    send: [post('/unread', 'Expect: 100-continue\r\nContent-Length: 3\r\n')],
    expect: [{ status: 401, headers: { connection: 'close' } }],
    uws: { reason: 'it asks for every body', expect: [{ status: 401 }] },
  },
  {
    title: 'a body that is too large is not asked for',
    send: [post('/echo', 'Expect: 100-continue\r\nContent-Length: 65\r\n')],
    expect: [problem(413)],
  },
  {
    title: 'another expectation is 417',
    send: [post('/echo', 'Expect: a-miracle\r\nContent-Length: 3\r\n', 'abc')],
    expect: [problem(417)],
    closed: true,
  },
  {
    title: 'an expectation without a body expects nothing',
    send: [get('/', 'Expect: a-miracle\r\n')],
    expect: [ok('GET')],
    closed: false,
  },
]

const answers: Case[] = [
  {
    title: 'text beyond Latin-1',
    send: [get('/unicode')],
    expect: [{ status: 200, headers: { 'content-length': '9' }, body: '\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80' }],
  },
  {
    title: 'text within Latin-1',
    send: [get('/latin1')],
    expect: [{ status: 200, headers: { 'content-length': '5' }, body: 'caf\xc3\xa9' }],
  },
  { title: 'bytes', send: [get('/bytes')], expect: [{ status: 200, headers: { 'content-length': '3' }, body: '\0\xff\x80' }] },
  {
    title: 'no body',
    send: [get('/none')],
    expect: [{ status: 200, headers: { 'content-length': '0', 'content-type': null }, body: '' }],
    closed: false,
  },
  {
    title: 'headers of an answer',
    send: [get('/created')],
    expect: [
      { status: 201, headers: { location: '/x', 'x-two': 'a\tb', 'content-type': 'text/plain', date: /GMT$/ }, body: 'made' },
    ],
  },
  {
    title: 'headers without a body',
    send: [get('/nowhere')],
    expect: [{ status: 302, headers: { location: '/x', 'set-cookie': 'a=1\nb=2', 'content-type': null, 'content-length': '0' } }],
  },
  {
    title: 'header values beyond ASCII go out byte by byte',
    send: [get('/obs-text')],
    expect: [{ status: 200, headers: { 'x-name': 'caf\xe9' } }],
  },
  {
    title: '204 has neither body nor length',
    send: [get('/204') + get('/')],
    expect: [{ status: 204, headers: { 'x-a': '1', 'content-length': null } }, ok('GET')],
    answers: 2,
  },
  {
    title: '304 has neither body nor length',
    send: [get('/304') + get('/')],
    expect: [{ status: 304, headers: { etag: '"1"', 'content-length': null } }, ok('GET')],
    answers: 2,
  },
  {
    title: 'no server names itself',
    send: [get('/')],
    expect: [{ status: 200, headers: { uwebsockets: null, server: null, 'x-powered-by': null } }],
  },
  {
    title: 'nothing in a header can begin another',
    send: [get('/refused-header')],
    expect: [{ status: 200, headers: { 'x-injected': null }, body: 'all refused' }],
  },
  { title: 'only the first answer counts', send: [get('/twice') + get('/')], expect: [ok('first'), ok('GET')], answers: 2 },
  { title: 'an app that throws answers 500', send: [get('/throw')], expect: [problem(500)] },
  {
    title: 'an app that throws after the body answers 500',
    send: [post('/throw-late', 'Content-Length: 1\r\n', 'a')],
    expect: [problem(500)],
  },
  {
    title: '20 MiB of text',
    send: [get('/large')],
    expect: [{ status: 200, headers: { 'content-length': String(20 << 20) } }],
  },
  {
    title: '20 MiB for a client that reads late',
    send: [get('/large')],
    expect: [{ status: 200, headers: { 'content-length': String(20 << 20) } }],
    deafFor: 400,
  },
  {
    title: '4 MiB of bytes, then the next request',
    send: [get('/large-bytes'), ANSWERED, get('/')],
    expect: [{ status: 200, headers: { 'content-length': String(4 << 20) } }, ok('GET')],
    answers: 2,
  },
]

const connections: Case[] = [
  {
    title: 'connections are kept',
    send: [get('/'), ANSWERED, get('/'), 60, get('/')],
    expect: [ok('GET'), ok('GET'), ok('GET')],
    answers: 3,
    closed: false,
  },
  { title: 'Connection: close is honoured', send: [get('/', 'Connection: close\r\n')], expect: [ok('GET')], closed: true },
  {
    title: 'Connection: close after a late answer',
    send: [get('/late', 'Connection: close\r\n')],
    expect: [ok('late')],
    closed: true,
  },
  {
    title: 'pipelined requests are answered in order',
    send: [get('/') + get('/json') + post('/echo', 'Content-Length: 3\r\n', 'abc') + get('/')],
    expect: [ok('GET'), ok('{"ok":true}'), ok('<abc>'), ok('GET')],
    answers: 4,
    closed: false,
  },
  {
    title: 'an answer that comes later',
    send: [get('/late')],
    expect: [{ status: 200, headers: { 'x-late': '1' }, body: 'late' }],
    closed: false,
  },
  { title: 'an answer that comes soon', send: [get('/soon')], expect: [ok('soon')] },
  {
    title: 'a request sent while another is pending',
    send: [get('/late'), 50, get('/')],
    expect: [ok('late'), ok('GET')],
    answers: 2,
    closed: false,
  },
  {
    title: 'several requests sent while another is pending',
    send: [get('/late'), 50, get('/') + get('/json'), 20, get('/')],
    expect: [ok('late'), ok('GET'), ok('{"ok":true}'), ok('GET')],
    answers: 4,
    closed: false,
  },
  {
    title: 'pipelined requests behind a pending one, in one packet',
    send: [get('/late') + get('/')],
    expect: [ok('late'), ok('GET')],
    answers: 2,
    closed: false,
    uws: { reason: 'it closes when bytes at hand hold a request behind a pending one', expect: [], closed: true },
  },
  { title: 'a client that ends its sending gets the answer at hand', send: [get('/'), FIN], expect: [ok('GET')], closed: true },
  { title: 'a handler that takes too long is 503', send: [get('/timeout?503')], expect: [problem(503)], closed: false },
  {
    title: 'a body that stops is 408',
    send: [post('/echo', 'Content-Length: 10\r\n', 'abc')],
    expect: [problem(408)],
    closed: true,
    patience: 3_000,
  },
  {
    title: 'a body that does not begin is 408',
    send: [post('/echo', 'Content-Length: 10\r\n')],
    expect: [problem(408)],
    closed: true,
    patience: 3_000,
  },
  {
    title: 'a chunked body that stops is 408',
    send: [post('/echo', 'Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n')],
    expect: [problem(408)],
    closed: true,
    patience: 3_000,
  },
  {
    title: 'a slow body that keeps coming is taken',
    send: [post('/echo', 'Content-Length: 5\r\n'), ...[...'abcde'].flatMap((char) => [char, 300])],
    expect: [ok('<abcde>')],
  },
  {
    title: 'a head that does not end is 408',
    send: ['GET / HTTP/1.1\r\nHost: a\r\nx-'],
    expect: [problem(408)],
    closed: true,
    patience: 14_000,
    uws: { reason: 'it closes, about 10 s after the connection began', expect: [], closed: true },
  },
  {
    title: 'a head that comes byte by byte, without an end, is 408',
    send: ['GET / HTTP/1.1\r\nHost: a\r\nx-a: ', ...Array.from({ length: 30 }, () => [400, 'a']).flat()],
    expect: [problem(408)],
    closed: true,
    patience: 14_000,
    uws: { reason: 'it closes, about 10 s after the connection began', expect: [], closed: true },
  },
]

const chunked = 'Transfer-Encoding: chunked\r\n'
const streamed: Case[] = [
  { title: 'nothing', send: [post('/stream', 'Content-Length: 0\r\n')], expect: [ok('0')], closed: false },
  {
    title: 'an announced length, in packets',
    send: [post('/stream', 'Content-Length: 6\r\n', 'ab'), 20, 'cd', 20, 'ef', get('/')],
    answers: 2,
    expect: [ok('6'), ok('GET')],
    closed: false,
  },
  {
    title: 'chunks',
    send: [post('/stream', chunked, '3\r\nabc\r\n'), 20, '2\r\nde\r\n0\r\n\r\n'],
    expect: [ok('5')],
    closed: false,
  },
  {
    title: 'as slowly as it is taken',
    send: [post('/stream-slowly', `Content-Length: ${4 << 20}\r\n`), new Uint8Array(4 << 20)],
    expect: [ok(String(4 << 20))],
    closed: false,
  },
  {
    title: 'more than announced to be too much is 413',
    send: [post('/stream', `Content-Length: ${33 << 20}\r\n`)],
    expect: [problem(413)],
  },
  {
    title: 'chunks past the limit are told to the app',
    send: [post('/stream', chunked), ...Array.from({ length: 33 }, () => `100000\r\n${'x'.repeat(1 << 20)}\r\n`), '0\r\n\r\n'],
    expect: [{ status: 413, body: /^\d+ 413$/ }],
  },
  {
    title: 'what stops coming is told to the app',
    send: [post('/stream', 'Content-Length: 10\r\n', 'abc')],
    expect: [{ status: 408, body: '3 408' }],
  },
  {
    title: 'an answer before its end',
    send: [post('/stream-part', 'Content-Length: 6\r\n', 'abc'), 50, 'def', get('/')],
    answers: 2,
    expect: [ok('enough'), ok('GET')],
    closed: false,
  },
]

export const groups: Readonly<Record<string, readonly Case[]>> = {
  'request lines': requestLines,
  Host: hosts,
  'header fields': headers,
  framing,
  smuggling,
  bodies,
  'streamed bodies': streamed,
  answers,
  'streamed answers': streamedAnswers,
  connections,
}
