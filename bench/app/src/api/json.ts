import type { Handler } from '@gati-framework/core'

export const GET: Handler<{}, { hello: string; ok: boolean }> = () => ({ hello: 'world', ok: true })
