/** Routes before and after -> lines such as `+ GET /users/:id`, `- DELETE /users/:id`. */
import type { Route } from '../../ir/index.ts'

export function routeChanges(before: readonly Route[], after: readonly Route[]): string[] {
  const ids = (routes: readonly Route[]) => new Set(routes.map(({ id }) => id))
  const [old, current] = [ids(before), ids(after)]
  return [
    ...after.filter(({ id }) => !old.has(id)).map(({ id }) => `+ ${id}`),
    ...before.filter(({ id }) => !current.has(id)).map(({ id }) => `- ${id}`),
  ]
}
