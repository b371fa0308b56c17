/** Asked to know whether the server is there. */
export const GET = () => ({ hello: 'world' })
