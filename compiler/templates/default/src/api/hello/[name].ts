import type { Handler, MaxLen } from '@gati-framework/core'

/** Greets somebody by name. */
export const GET: Handler<{ params: { name: string & MaxLen<40> } }> = (req) => ({ hello: req.params.name })
