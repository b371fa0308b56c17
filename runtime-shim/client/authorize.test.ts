import { expect, test } from 'vitest'
import { bearer } from './authorize.ts'
import type { Outgoing } from './contract.ts'

const request = { method: 'GET', headers: new Headers(), body: undefined } as unknown as Outgoing

/** A server that takes the token `new`. `arrived` holds an answer back. */
const server = (arrived?: Promise<void>) => async (sent: Outgoing) => {
  const status = sent.headers.get('authorization') === 'Bearer new' ? 200 : 401
  await arrived
  return new Response(null, { status })
}

test('calls that were sent before a refresh share it, whenever they are refused', async () => {
  let token = 'old'
  let refreshed = 0
  const refresh = () => {
    refreshed++
    token = 'new'
  }
  const authorize = bearer(() => token, { refresh })
  let arrive = () => {}
  const late = authorize(request, server(new Promise((resolve) => (arrive = resolve))))
  const early = await Promise.all([authorize(request, server()), authorize(request, server())])
  arrive()
  expect([...early, await late].map(({ status }) => status)).toEqual([200, 200, 200])
  expect(refreshed).toBe(1)
})

test('where a refresh fails the refusal is told, and the next call tries again', async () => {
  let refreshed = 0
  const refresh = () => {
    refreshed++
    throw new Error('no')
  }
  const authorize = bearer('old', { refresh })
  for (const call of [1, 2]) {
    expect((await authorize(request, server())).status).toBe(401)
    expect(refreshed).toBe(call)
  }
})
