/**
 * Members that travel as text become what their types say, or are refused:
 *
 *   { limit?: number & Min<1> & Default<20>; tag?: string }  ->  function parseListQuery(raw) {
 *                                                                 const limit = raw.limit === undefined ? 20 : toNumber(raw.limit)
 *                                                                 if (!Number.isFinite(limit) || limit < 1) return undefined
 *                                                                 ...
 *
 * Text is converted to the JSON value that it stands for, which is then checked and read as any other.
 */
import type { Property } from '../../../compiler/ir/index.ts'
import type { Emission, Site } from '../emission.ts'
import { writeExplain } from './explain.ts'
import type { Source } from './from-text.ts'
import { writeParse } from './parse.ts'

export type { Source }

/** Each is emitted when it is asked for. */
export function emitCoercion(
  part: readonly Property[],
  from: Source,
  hint: string,
  on: Emission,
): { parse: string; explain: string } {
  const key = `${from} ${JSON.stringify(part)}`
  return {
    get parse() {
      const write = (name: string, site: Site) =>
        writeParse(part, from, name, { ...site, isEntry: true, refused: 'return undefined' })
      return on.functionFor(`parse ${key}`, `parse ${hint}`, write, hint)
    },
    get explain() {
      const write = (name: string, site: Site) => writeExplain(part, from, name, { ...site, isEntry: true })
      return on.functionFor(`explain ${key}`, `explain ${hint}`, write, hint)
    },
  }
}
