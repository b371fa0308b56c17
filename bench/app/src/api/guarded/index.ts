import type { Handler } from '@gati-framework/core'

export const GET: Handler<{}, { user: string }> = (_req, _res, _gctx, lctx) => ({ user: lctx.state.user?.name ?? '' })
