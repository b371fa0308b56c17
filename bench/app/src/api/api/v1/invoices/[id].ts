import type { Handler } from '@gati-framework/core'

export const GET: Handler<{}, {}> = () => ({})
export const DELETE: Handler<{}, {}> = () => ({})
