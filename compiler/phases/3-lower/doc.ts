/** JSDoc as the IR keeps it. */
import type { Doc } from '../../ir/index.ts'
import type { HostDoc } from '../1-load/index.ts'

export function docOf(doc: HostDoc | undefined): Doc | undefined {
  if (!doc) return undefined
  const deprecated = doc.tags.find(({ name }) => name === 'deprecated')
  const tags = doc.tags.filter(({ name }) => name !== 'deprecated' && name !== 'param' && name !== 'returns')
  return {
    ...(doc.summary !== '' && { summary: doc.summary }),
    ...(deprecated && { deprecated: deprecated.text || true }),
    ...(tags.length > 0 && { tags }),
  }
}
