/** The path of a Node that loads uWebSockets.js, made first where there is none; or the one-line reason why it cannot be had. */
export function uwsNode(): Promise<{ readonly path: string } | { readonly reason: string }>

/** The same for tests, which skip with the reason; rejects with it where GATI_REQUIRE_UWS is set. */
export function uwsNodeForTests(): ReturnType<typeof uwsNode>
