/** Constraint tags that the checker forgets: it replaces an alias of a primitive or an array by that type at once. */
import ts from 'typescript'
import { constraintOnAlias, type Diagnostic } from '../../../diagnostics/index.ts'
import { placeOfNode } from '../../1-load/index.ts'
import { isConstraintTag, tagRequirement } from './jsdoc.ts'
import { tagText } from './tag-text.ts'

/** `/** @minLength 3 *\/ type Name = string` in one of the app's files. */
export function lostAliasTags(files: readonly ts.SourceFile[], checker: ts.TypeChecker, root: string): readonly Diagnostic[] {
  // Most files have neither: aliases are looked up only where a comment may hold a tag.
  return files
    .filter(({ text }) => /\*\s*@/.test(text))
    .flatMap((file) => aliasesIn(file).flatMap((alias) => lostTagsOf(alias, checker, root)))
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
  const symbol = checker.getSymbolAtLocation(alias.name)
  const isKept = symbol !== undefined && checker.getDeclaredTypeOfSymbol(symbol).aliasSymbol === symbol
  // A default belongs to a member: no alias carries it there.
  const isLost = ({ tagName: { text } }: ts.JSDocTag) => text === 'default' || (isConstraintTag(text) && !isKept)
  const tags = ts.getJSDocTags(alias).filter(isLost)
  const [first] = tags
  if (!first) return []
  const base = alias.type.getText().replace(/\s+/g, ' ')
  const combinators = tags.map((tag) => tagRequirement(tag.tagName.text, tagText(ts.getTextOfJSDocComment(tag.comment) ?? '')))
  const rewrite = [ts.isUnionTypeNode(alias.type) ? `(${base})` : base, ...combinators].join(' & ')
  return [
    constraintOnAlias({ tag: first.tagName.text, name: alias.name.text, rewrite }, [
      { ...placeOfNode(alias.name, root), text: '' },
    ]),
  ]
}
