/**
 * The versions that clients may ask for, as a table that is built when the server starts:
 *
 *   const versions = apiVersions(gctx, {
 *     header: 'x-api-version',
 *     fallback: 1,
 *     beforeFirst: 'oldest',
 *     versions: [
 *       { id: '2026-01-05T10:00:00Z', semver: '1.0.0', tags: ['stable'] },
 *       { id: '2026-06-01T08:30:00Z', semver: '2.0.0', tags: [] },
 *     ],
 *   })
 */
import type { VersionRules } from '../../compiler/ir/index.ts'
import { literal, quote, type Text } from '../code/index.ts'
import type { ServerModule } from './module.ts'

const RULES: VersionRules = { header: 'x-api-version', default: 'latest', beforeFirst: 'oldest', list: '/versions' }

/** The name of what goes around all requests; undefined where the app has no versions. */
export function emitVersions(module: ServerModule, out: Text): string | undefined {
  const { history, config } = module.ir
  if (history === undefined) return undefined
  const { header, beforeFirst } = config.versions ?? RULES
  out.open(`const versions = ${module.shim('apiVersions')}(gctx, {`)
  out.line(`header: ${quote(header)},`)
  out.line(`fallback: ${history.fallback},`)
  out.line(`beforeFirst: ${quote(beforeFirst)},`)
  out.open('versions: [')
  for (const { id, semver, tags } of history.versions) out.line(`${literal({ id, semver, tags: [...tags] })},`)
  out.close('],').close('})').line()
  return 'versions'
}
