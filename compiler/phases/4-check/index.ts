/** What is wrong with an app that only its whole shows? Each rule reads the IR and nothing else. */
import type { Diagnostic } from '../../diagnostics/index.ts'
import type { AppIR } from '../../ir/index.ts'
import { unreadableJson } from './not-from-json.ts'
import { operationNames } from './operation-tags.ts'
import { pathParameters } from './path-parameters.ts'
import { replyRules } from './reply-rules.ts'
import { requestParts } from './request-parts.ts'
import { routeConflicts } from './route-conflicts.ts'
import { slowPatterns } from './slow-patterns.ts'
import { versionList } from './version-list.ts'

const RULES: readonly ((ir: AppIR) => readonly Diagnostic[])[] = [
  routeConflicts,
  operationNames,
  pathParameters,
  requestParts,
  unreadableJson,
  replyRules,
  slowPatterns,
  versionList,
]

export const check = (ir: AppIR): readonly Diagnostic[] => RULES.flatMap((rule) => rule(ir))
