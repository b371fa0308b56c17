/** Constraint tags that the checker forgets: it replaces an alias of a primitive or an array by that type at once. */
import ts from 'typescript'
import { constraintOnAlias, type Diagnostic } from '../../../diagnostics/index.ts'
import { placeOfNode } from '../../1-load/index.ts'
import { isConstraintTag, tagRequirement } from './jsdoc.ts'
import { tagText } from './tag-text.ts'

/** `/** @minLength 3 *\/ type Name = string` in one of the app's files. */
export function lostAliasTags(files: readonly ts.SourceFile[], checker: ts.TypeChecker, root: string): readonly Diagnostic[] {
  return files.flatMap((file) => aliasesIn(file).flatMap((alias) => lostTagsOf(alias, checker, root)))
}

function aliasesIn(node: ts.SourceFile | ts.ModuleBlock): readonly ts.TypeAliasDeclaration[] {
  return node.statements.flatMap((statement) => {
    if (ts.isTypeAliasDeclaration(statement)) return [statement]
    return ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)
      ? aliasesIn(statement.body)
      : []
  })
}

function lostTagsOf(alias: ts.TypeAliasDeclaration, checker: ts.TypeChecker, root: string): readonly Diagnostic[] {
  const tags = ts.getJSDocTags(alias).filter((tag) => isConstraintTag(tag.tagName.text))
  const symbol = checker.getSymbolAtLocation(alias.name)
  if (tags.length === 0 || !symbol || checker.getDeclaredTypeOfSymbol(symbol).aliasSymbol === symbol) return []
  const base = alias.type.getText().replace(/\s+/g, ' ')
  const combinators = tags.map((tag) => tagRequirement(tag.tagName.text, tagText(ts.getTextOfJSDocComment(tag.comment) ?? '')))
  const values = { tag: tags[0]!.tagName.text, name: alias.name.text, rewrite: [base, ...combinators].join(' & ') }
  return [constraintOnAlias(values, [{ ...placeOfNode(alias.name, root), text: '' }])]
}
