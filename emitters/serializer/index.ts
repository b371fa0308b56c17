/**
 * What of a value leaves the server? What its type declares, written as text: by JSON.stringify, which is given a projection, or piece by
 * piece on Node.js 20 (docs/decisions/0022).
 */
import type { Type } from '../../compiler/ir/index.ts'
import { call, type Site } from '../validator/index.ts'
import { project } from './project.ts'
import { leavesOf } from './written.ts'

export { projectBody } from './project.ts'
export { writeBody } from './write.ts'
export { isWritten } from './written.ts'

/** Body of `stringifyX(value)`. */
export function stringifyBody(type: Type, site: Site): void {
  const { on, out, hint } = site
  const projected = `JSON.stringify(${project(type, 'value', { ...site, isEntry: true })})`
  const joined = isWorthIt(type, on) ? `${on.wire('joinsText')} ? ${call(site, 'write', type, hint, 'value')} : ` : ''
  out.line(`return ${joined}${projected}`)
}

/** Lists are JSON.stringify's anyway, and one or two members are not worth the code. */
function isWorthIt(type: Type, on: Site['on']): boolean {
  const whole = on.resolve(type)
  if (whole.kind === 'array' || !on.forServer || !on.isWritten(type)) return false
  return (
    whole.kind !== 'object' || whole.properties.length > 2 || whole.properties.some((one) => leavesOf(one.type, on) === undefined)
  )
}
