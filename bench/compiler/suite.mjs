/** How long gatic takes: to build, to take in an edit, and until an edit answers under `gatic watch`. */
import { buildTables } from './builds.mjs'
import { editTables } from './edits.mjs'
import { watchTables } from './watching.mjs'

const PARTS = { builds: buildTables, edits: editTables, watch: watchTables }

/** `setting.workload` names a part. */
export async function run(setting) {
  const tables = []
  for (const [name, part] of Object.entries(PARTS))
    if (setting.workload === undefined || name.includes(setting.workload)) tables.push(...(await part(setting)))
  return tables
}
