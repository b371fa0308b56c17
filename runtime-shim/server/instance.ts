/** Which of the app's processes this one is. */
import type { GlobalContext } from '../authoring/index.ts'

let known: GlobalContext['instance'] | undefined

/** Read on the first use, after `.env` was loaded. */
export function instance(): GlobalContext['instance'] {
  known ??= {
    id: process.env['GATI_INSTANCE'] ?? `${process.getBuiltinModule('node:os').hostname()}-${process.pid}`,
    region: process.env['GATI_REGION'] ?? process.env['AWS_REGION'] ?? 'local',
    zone: process.env['GATI_ZONE'] ?? '',
    startedAt: Date.now(),
  }
  return known
}
