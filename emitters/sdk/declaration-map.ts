/** index.d.ts.map: by it an editor that is asked for the definition of `getArticle` opens the handler, where its source is at hand. */
import type { Location } from '../../compiler/ir/index.ts'
import { type Place, sourceMap } from '../code/index.ts'

/** A part of index.d.ts, and what its names are declared by in the app. */
export interface DeclarationSection {
  readonly code: string
  /** Of every name that it exports. */
  readonly source?: Location | undefined
  /** Of every `readonly` member that it declares, in order; undefined for a group of them. */
  readonly members?: readonly (Location | undefined)[]
}

/** Sections stand below each other, with an empty line between; sources are relative to the app's root. */
export function declarationMap(file: string, sections: readonly DeclarationSection[]): string {
  const lines = sections.flatMap(({ code, source, members = [] }) => {
    let seen = 0
    const placed = code.split('\n').map((line): readonly Place[] => {
      const exported = /^export (?:declare function|interface|type) ([\p{ID_Continue}$]+)/u.exec(line)
      if (exported) return placeOf(exported, source)
      const member = /^ +readonly ('(?:[^'\\]|\\.)*'|[\p{ID_Continue}$]+)(?=: )/u.exec(line)
      return member && members.length > 0 ? placeOf(member, members[seen++]) : []
    })
    return [...placed, []]
  })
  return sourceMap(file, lines)
}

/** A match that ends with the name of the declaration. */
function placeOf({ 0: { length: end }, 1: { length } = '' }: RegExpExecArray, from: Location | undefined): readonly Place[] {
  // What is outside the app has no place that holds for others.
  if (from === undefined || /^(\.\.|[A-Za-z]:|\/)|(^|\/)node_modules\//.test(from.file)) return [[0]]
  return [[0], [end - length, from], [end]]
}
