import { expect, test, vi } from 'vitest'
import { GlobalHooks } from './global-lifecycle.ts'

test('shutdown hooks run by priority, in either form of it', async () => {
  const hooks = new GlobalHooks()
  const ran: string[] = []
  const hook = (name: string) => () => void ran.push(name)
  hooks.onShutdown('low', hook('low'), 200)
  hooks.onShutdown(hook('normal'))
  hooks.onShutdown(hook('high'), { priority: 800 })
  hooks.onShutdown('higher', hook('higher'), { priority: 900, timeout: 10 })
  hooks.onShutdown(hook('cleanup'), 100)
  expect(await hooks.shutDown(1000)).toBe(0)
  expect(ran).toEqual(['higher', 'high', 'normal', 'low', 'cleanup'])
})

test('a hook that takes longer than its time is a failure, and the others still run', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const hooks = new GlobalHooks()
  const ran: string[] = []
  hooks.onShutdown('hangs', () => new Promise(() => {}), { timeout: 20 })
  hooks.onShutdown('hangs too', () => new Promise(() => {}))
  hooks.onShutdown('fails', () => Promise.reject(new Error('no')))
  hooks.onShutdown('last', () => void ran.push('last'))
  expect(await hooks.shutDown(30)).toBe(3)
  expect(ran).toEqual(['last'])
  const events = written.mock.calls.map(([line]) => JSON.parse(String(line)))
  expect(events.map(({ message, hook, timeout }) => [message, hook, timeout])).toEqual([
    ['a shutdown hook did not end in time', 'hangs', 20],
    ['a shutdown hook did not end in time', 'hangs too', 30],
    ['a shutdown hook failed', 'fails', undefined],
  ])
  written.mockRestore()
})

test('a time that is none is refused', () => {
  expect(() => new GlobalHooks().onShutdown(() => {}, { timeout: 0 })).toThrow('cannot have 0 ms')
})
