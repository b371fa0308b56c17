import { expect, test, vi } from 'vitest'
import { globalContext } from './global-context.ts'
import { calledModule, definedModule, plainModule, shutDownModules, wireModules } from './modules.ts'

const context = () => globalContext({ routes: [], config: {}, env: {} })

test('each form of a module has its exports', async () => {
  const gctx = context()
  const modules = [
    plainModule('plain', { a: 1 }),
    definedModule('exporting', { exports: { b: 2 }, init: async () => 'not this' }),
    definedModule('made', { init: async (given) => ({ c: (given.modules as { plain: { a: number } }).plain.a + 2 }) }),
    calledModule('called', (given) => ({ d: Object.keys(given.modules).length })),
    plainModule('__proto__', { e: 5 }),
  ]
  await wireModules(modules, gctx)
  expect(Object.entries(gctx.modules)).toEqual([
    ['plain', { a: 1 }],
    ['exporting', { b: 2 }],
    ['made', { c: 3 }],
    ['called', { d: 3 }],
    ['__proto__', { e: 5 }],
  ])
})

test('members keep their module as `this`', async () => {
  const counter = {
    count: 0,
    init() {
      return ++this.count
    },
    shutdown() {
      this.count = -1
    },
  }
  const modules = [definedModule('counter', counter)]
  await wireModules(modules, context())
  expect(await shutDownModules(modules)).toBe(0)
  expect(counter.count).toBe(-1)
})

test('when one fails, those before it are shut down again, in reverse', async () => {
  const ended: string[] = []
  const module = (name: string, init = () => {}) => definedModule(name, { init, shutdown: () => void ended.push(name) })
  const broken = module('broken', () => {
    throw new Error('no database')
  })
  const wiring = wireModules([module('a'), module('b'), broken, module('never')], context())
  await expect(wiring).rejects.toThrow('the module broken failed to start')
  await expect(wiring).rejects.toMatchObject({ cause: { message: 'no database' } })
  expect(ended).toEqual(['b', 'a'])
})

test('a module that fails to shut down is logged and counted, the others still end', async () => {
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const ended = vi.fn()
  const failing = () => {
    throw new Error('stuck')
  }
  const failures = await shutDownModules([definedModule('a', { shutdown: ended }), definedModule('b', { shutdown: failing })])
  expect(failures).toBe(1)
  expect(ended).toHaveBeenCalledTimes(1)
  expect(log).toHaveBeenCalledWith(expect.stringContaining('"module":"b"'))
  log.mockRestore()
})
