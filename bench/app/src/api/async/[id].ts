import type { Handler } from '@gati-framework/core'

/** One awaited turn of the event loop's I/O phase, as the peers await it. */
const io = (value: string) => new Promise<string>((resolve) => setImmediate(resolve, value))

export const GET: Handler<{ params: { id: string } }, { id: string }> = async ({ params }) => ({ id: await io(params.id) })
