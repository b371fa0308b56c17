import type { BearerOptions, Credential, Interceptor } from './contract.ts'
import { discard } from './repeat.ts'

const current = async (credential: Credential): Promise<string | undefined> =>
  typeof credential === 'function' ? credential() : credential

export function bearer(token: Credential, { scheme = 'Bearer', refresh }: BearerOptions = {}): Interceptor {
  // All calls that are refused meanwhile wait for one refresh.
  let refreshing: Promise<unknown> | undefined
  let refreshes = 0
  const renew = async () => {
    await refresh!()
    refreshes++
  }
  return async (request, next) => {
    const authorized = async () => {
      const value = await current(token)
      const headers = new Headers(request.headers)
      if (value !== undefined) headers.set('authorization', `${scheme} ${value}`)
      return next({ ...request, headers })
    }
    const before = refreshes
    const response = await authorized()
    if (response.status !== 401 || refresh === undefined || request.body instanceof ReadableStream) return response
    try {
      // One that ended since this call was sent is enough: it was refused with what was replaced.
      if (refreshes === before)
        await (refreshing ??= renew().finally(() => {
          refreshing = undefined
        }))
    } catch {
      return response // There is nothing better to send: the caller is told what the server said.
    }
    discard(response)
    return authorized()
  }
}

export const apiKey =
  (key: Credential, name = 'x-api-key'): Interceptor =>
  async (request, next) => {
    const value = await current(key)
    const headers = new Headers(request.headers)
    if (value !== undefined) headers.set(name, value)
    return next({ ...request, headers })
  }
