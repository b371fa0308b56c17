/** Who may call: the schemes that the middleware of a route asks for, as OpenAPI's security schemes (4.8.27). */

import type { AppIR, AuthScheme, Route } from '../../compiler/ir/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import { freeName } from './free-name.ts'

export interface Security {
  /** Components by their names; empty where nobody is asked for anything. */
  readonly schemes: Readonly<Record<string, JsonSchema>>
  /** One requirement that names all of them; undefined where the route asks for none. */
  of(route: Pick<Route, 'middleware'>): JsonSchema[] | undefined
}

export function securityOf({ middleware }: Pick<AppIR, 'middleware'>): Security {
  const auth = new Map(middleware.flatMap(({ id, auth: scheme }) => (scheme === undefined ? [] : [[id, scheme] as const])))
  const names = componentNamesOf([...auth.values()])
  const schemes = Object.fromEntries([...names.values()].map(({ name, scheme }) => [name, schemeObject(scheme)]))
  return {
    schemes,
    of(route) {
      const asked = route.middleware.flatMap((id) => auth.get(id) ?? [])
      if (asked.length === 0) return undefined
      // In OpenAPI 3.1 the list may name what is needed of schemes other than OAuth's too.
      return [Object.fromEntries(asked.map((scheme) => [names.get(keyOf(scheme))!.name, [...scheme.scopes]]))]
    },
  }
}

const keyOf = ({ kind, name }: AuthScheme): string => JSON.stringify([kind, name])

/** Two middlewares with one scheme ask for the same thing, whatever they need of it. */
function componentNamesOf(schemes: readonly AuthScheme[]): Map<string, { readonly name: string; readonly scheme: AuthScheme }> {
  const names = new Map<string, { readonly name: string; readonly scheme: AuthScheme }>()
  const taken = new Set<string>()
  for (const scheme of schemes) {
    if (names.has(keyOf(scheme))) continue
    names.set(keyOf(scheme), { name: freeName(scheme.name.replace(/[^A-Za-z0-9._-]+/g, '_'), taken), scheme })
  }
  return names
}

const schemeObject = ({ kind }: AuthScheme): JsonSchema => ({
  type: 'http',
  scheme: kind === 'basic' ? 'basic' : 'bearer',
  ...(kind === 'jwt' ? { bearerFormat: 'JWT' } : {}),
})
