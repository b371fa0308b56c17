import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { beforeAll, expect, test } from 'vitest'
import { compile } from '../../compiler/compile.ts'
import type { AppIR, Location } from '../../compiler/ir/index.ts'
import { operationsOf } from '../operations/index.ts'
import { DECLARATION_MAP, emitSdk } from './index.ts'

let ir: AppIR
let code: readonly string[]
let map: TraceMap
beforeAll(() => {
  ir = compile(new URL('../../fixtures/sdk/shop', import.meta.url).pathname).ir!
  const files = new Map(
    emitSdk(ir, { gaticVersion: '0.0.0', package: { name: 'shop-sdk' } }).map(({ path, text }) => [path, text] as const),
  )
  code = files.get('index.d.ts')!.split('\n')
  map = new TraceMap(files.get(DECLARATION_MAP)!)
})

/** Of the name itself, of the character before it, and of the one behind it. */
const around = (line: number, start: number, length: number) =>
  [start, start - 1, start + length].map((column) => {
    const { source, line: at, column: from } = originalPositionFor(map, { line: line + 1, column })
    return source === null ? undefined : { file: source, line: at, column: from! + 1 }
  })

const declared = (before: string, name: string): [Location | undefined, ...unknown[]] => {
  const lines = [...code.keys()].filter((line) => new RegExp(`^export ${before} ${name}\\b`).test(code[line]!))
  expect(lines, `${before} ${name}`).toHaveLength(1)
  const [line] = lines
  return around(line!, `export ${before} `.length, name.length) as [Location | undefined, ...unknown[]]
}

test('leads from every function to its handler, and from nothing else of its line', () => {
  const operations = operationsOf(ir.routes)
  expect(ir.routes.length).toBeGreaterThan(10)
  for (const { id, handler } of ir.routes)
    expect(declared('declare function', operations.get(id)!.name), id).toEqual([handler.location, undefined, undefined])
})

test('leads from named types to where they are declared, and from inputs to handlers', () => {
  const user = Object.values(ir.types).find(({ name }) => name === 'User')!
  expect(declared('interface', 'User')).toEqual([user.source, undefined, undefined])
  const route = ir.routes.find(({ id }) => id === 'GET /users/:id')!
  expect(declared('interface', 'GetUserInput')[0]).toEqual(route.handler.location)
  expect(declared('type', 'GetUserResult')[0]).toEqual(route.handler.location)
})

test('leads from members of the client to handlers, and from groups nowhere', () => {
  const start = code.indexOf('export interface Client {')
  const end = code.indexOf('}', start)
  const path: string[] = []
  const found = new Map<string, Location | undefined>()
  for (let line = start + 1; line < end; line++) {
    const member = /^( +)readonly ('[^']+'|[\w$]+): /.exec(code[line]!)
    if (member === null) continue
    const [, indent = '', name = ''] = member
    path.splice(indent.length / 2 - 1, Number.POSITIVE_INFINITY, name.replaceAll("'", ''))
    const [place, before, behind] = around(line, indent.length + 'readonly '.length, name.length)
    expect([before, behind]).toEqual([undefined, undefined])
    found.set(path.join('.'), place as Location | undefined)
  }
  for (const { id, handler } of ir.routes) {
    const { group, member } = operationsOf(ir.routes).get(id)!
    expect(found.get([...group, member].join('.')), id).toEqual(handler.location)
  }
  expect(found.get('users')).toBeUndefined()
  expect(found.has('users')).toBe(true)
})
