/** The path of a Node that loads uWebSockets.js, made first where there is none; or the one-line reason why it cannot be had. */
export function uwsNode(): Promise<{ readonly path: string } | { readonly reason: string }>
