/** Whether the app sets cookies, and which of them are signed wherever they are read and set. */
import type { AppIR } from '../../ir/index.ts'
import type { Callable, Discovery } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { signedCookies, signedCookiesOfSocket } from './request.ts'
import { socketTypes } from './sockets.ts'

/** Names of the signed cookies that a handler declares, by {@link handlerKey}: kept over edits that do not affect its file. */
export type SignedCookies = Map<string, readonly string[]>

const handlerKey = ({ source: { file, exportName } }: Callable): string => `${file}#${exportName}`

export const fileOfKey = (key: string): string => key.slice(0, key.lastIndexOf('#'))

export function lowerCookies(
  lowering: AppLowering,
  { routes, sockets, config, folderMiddleware }: Discovery,
  known: SignedCookies,
): AppIR['cookies'] {
  const { app } = lowering
  const handlers = [...routes, ...config.overrides].flatMap(({ handler }) => (handler ? [handler] : []))
  const signedBy = (handler: Callable): readonly string[] => {
    const key = handlerKey(handler)
    const names = known.get(key) ?? signedCookies(lowering, handler)
    known.set(key, names)
    return names
  }
  const ofSockets = sockets.flatMap(({ handler }) => signedCookiesOfSocket(lowering, socketTypes(lowering, handler).shape))
  const signed = [...new Set([...handlers.flatMap(signedBy), ...ofSockets])].sort()
  const middleware = [
    ...config.middleware,
    ...[...folderMiddleware.values()].flat(),
    ...config.overrides.flatMap((one) => one.middleware ?? []),
  ]
  // The code of packages is not seen: it may do anything with `res`.
  const isHidden = [...handlers, ...middleware.map(({ callable }) => callable)].some(({ body }) => body === undefined)
  const sets =
    isHidden ||
    app.program
      .getSourceFiles()
      .some((file) => app.isOwn(file) && file.text.includes('ookie') && /\b(?:cookie|clearCookie)\b/.test(file.text))
  return sets || signed.length > 0 ? { signed } : undefined
}
