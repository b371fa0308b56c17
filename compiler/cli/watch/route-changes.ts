/** Routes before and after -> lines such as `+ GET /users/:id`, `- DELETE /users/:id`. */
/** A route or a socket. */
type Served = { readonly id: string }

export function routeChanges(before: readonly Served[], after: readonly Served[]): string[] {
  const ids = (routes: readonly Served[]) => new Set(routes.map(({ id }) => id))
  const [old, current] = [ids(before), ids(after)]
  return [
    ...after.filter(({ id }) => !old.has(id)).map(({ id }) => `+ ${id}`),
    ...before.filter(({ id }) => !current.has(id)).map(({ id }) => `- ${id}`),
  ]
}
