/** The mark that helpers of `@gati-framework/core/auth` put on their type -> the security scheme, and what they read. */
import type ts from 'typescript'
import type { AuthScheme, HandlerFacts } from '../../ir/index.ts'
import type { AppLowering } from './app-lowering.ts'

const KINDS = ['basic', 'bearer', 'jwt'] as const

/** Undefined: it is no such helper. */
export function authScheme({ app: { checker } }: AppLowering, type: ts.Type): AuthScheme | undefined {
  const member = (of: ts.Type, name: string) => {
    const property = checker.getPropertyOfType(of, name)
    return property && checker.getNonNullableType(checker.getTypeOfSymbol(property))
  }
  const mark = member(type, '__gati_auth')
  const [kind, name, scopes] = mark ? ['kind', 'name', 'scopes'].map((key) => member(mark, key)) : []
  const found = KINDS.find((one) => kind?.isStringLiteral() === true && kind.value === one)
  if (!found || !name?.isStringLiteral()) return undefined
  const listed = scopes && checker.isTupleType(scopes) ? checker.getTypeArguments(scopes as ts.TypeReference) : []
  return { kind: found, name: name.value, scopes: listed.flatMap((one) => (one.isStringLiteral() ? [one.value] : [])).sort() }
}

/** Its code is not the app's: what it does is known all the same. */
export const AUTH_FACTS: HandlerFacts = {
  result: 'promise',
  req: { params: false, query: false, headers: ['authorization'], cookies: false, body: false, rawBody: false, line: false },
  res: true,
  gctx: true,
  lctx: true,
}
