import { describe, expect, test } from 'vitest'
import {
  closest,
  type Diagnostic,
  diagnosticsJson,
  distance,
  explainCode,
  type Label,
  renderDiagnostics,
  routeConflict,
  sortDiagnostics,
} from './index.ts'

const label = (file: string, line: number, column: number, length: number, text = ''): Label => ({
  location: { file, line, column },
  length,
  text,
})
const conflict = (labels: readonly Label[]) => routeConflict({ method: 'GET', path: '/users/:id' }, labels)
const files: Record<string, string> = {
  'src/api/users/[id].ts': ['', '', '', '', 'export const GET = (req) => find(req)'].join('\n'),
  'src/handlers/users.ts': Array.from({ length: 12 }, (_, line) =>
    line === 8 ? '\texport const handler = 1' : `line ${line + 1}`,
  ).join('\r\n'),
}
const render = (diagnostics: readonly Diagnostic[], color = false) =>
  renderDiagnostics(diagnostics, (file) => files[file], { color })

describe('rendering', () => {
  test('underlines every party in its source', () => {
    const text = render([
      conflict([
        label('src/api/users/[id].ts', 5, 14, 3, 'second handler'),
        label('src/handlers/users.ts', 9, 15, 7, 'first declared here'),
      ]),
    ])
    expect(text).toBe(
      [
        'error GT2104 route-conflict: GET /users/:id has two handlers',
        ' --> src/api/users/[id].ts:5:14',
        '  |',
        '5 | export const GET = (req) => find(req)',
        '  |              ^^^ second handler',
        ' ::: src/handlers/users.ts:9:15',
        '  |',
        '9 | \texport const handler = 1',
        '  | \t             ------- first declared here',
        '  = hint: Delete one of them, or move it to another path.',
        '',
        '1 error',
        '',
      ].join('\n'),
    )
  })
  test('shows parties of one file in one frame, in their order', () => {
    const text = render([
      conflict([
        label('src/handlers/users.ts', 9, 2, 6, 'main'),
        label('src/handlers/users.ts', 2, 1, 4, 'before'),
        label('src/handlers/users.ts', 10, 1, 99, 'after'),
      ]),
    ])
    expect(text.split('\n').slice(1, 11)).toEqual([
      '  --> src/handlers/users.ts:9:2',
      '   |',
      ' 2 | line 2',
      '   | ---- before',
      '...',
      ' 9 | \texport const handler = 1',
      '   | \t^^^^^^ main',
      '10 | line 10',
      '   | ------- after',
      '   = hint: Delete one of them, or move it to another path.',
    ])
  })
  test('does without sources and without places', () => {
    expect(render([conflict([label('gone.ts', 3, 1, 1), label('gone.ts', 7, 1, 1, 'also here')])])).toContain(
      ' --> gone.ts:3:1\n  = line 7: also here\n  = hint:',
    )
    expect(render([conflict([])])).toMatch(/^error GT2104 .*\n {2}= hint: .*\n\n1 error\n$/)
    expect(render([])).toBe('')
  })
  test('colours only when asked', () => {
    const diagnostics = [conflict([label('src/api/users/[id].ts', 5, 14, 3)])]
    expect(render(diagnostics)).not.toContain('\u001b')
    expect(render(diagnostics, true)).toContain('\u001b[31merror GT2104\u001b[39m')
  })
  test('never lets a name drive the terminal', () => {
    const text = renderDiagnostics(
      [routeConflict({ method: 'GET', path: '/\u001b[2J\u202e' }, [label('a.ts', 1, 1, 1)])],
      () => 'x\u0007\u009b',
      { color: false },
    )
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(text).toContain('\\u001b[2J\\u202e')
  })
})

test('diagnostics are sorted by place, each said once', () => {
  const at = (file: string, line: number) => conflict([label(file, line, 1, 1)])
  const sorted = sortDiagnostics([at('b.ts', 1), at('a.ts', 10), at('a.ts', 9), conflict([]), at('a.ts', 9)])
  expect(sorted.map(({ labels }) => labels[0] && `${labels[0].location.file}:${labels[0].location.line}`)).toEqual([
    undefined,
    'a.ts:9',
    'a.ts:10',
    'b.ts:1',
  ])
})

test('tools get JSON', () => {
  expect(JSON.parse(diagnosticsJson([conflict([label('a.ts', 1, 2, 3, 'x')])]))).toEqual({
    version: 1,
    diagnostics: [
      {
        code: 'GT2104',
        name: 'route-conflict',
        severity: 'error',
        message: 'GET /users/:id has two handlers',
        labels: [{ location: { file: 'a.ts', line: 1, column: 2 }, length: 3, text: 'x' }],
        hints: ['Delete one of them, or move it to another path.'],
      },
    ],
  })
})

describe('did you mean', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['routes', 'rotues', 1],
    ['ab', 'ba', 1],
    ['a cat', 'an abct', 4],
  ])('%j to %j takes %i', (a, b, expected) => expect([distance(a, b), distance(b, a)]).toEqual([expected, expected]))

  test('takes the nearest, and nothing that is far', () => {
    expect(closest('bodylimit', ['bodyLimit', 'body', 'transport'])).toBe('bodyLimit')
    expect(closest('prot', ['port', 'host'])).toBe('port')
    expect(closest('zebra', ['port', 'host'])).toBeUndefined()
    expect(closest('id', ['x'])).toBeUndefined()
  })
})

describe('explain', () => {
  test('finds by code, number and name', () => {
    for (const wanted of ['GT2104', 'gt2104', '2104', ' route-conflict ']) expect(explainCode(wanted).found?.code).toBe('GT2104')
  })
  test('offers the nearest for a slip', () => {
    expect(explainCode('route-conflct')).toEqual({ nearest: 'route-conflict' })
    expect(explainCode('nothing of the kind')).toEqual({})
  })
})
