/** What comments say: of symbols, of members of mapped types, and of what the parser gives no comment to. */
import ts from 'typescript'
import type { HostDoc } from './type-host.ts'

/** What TypeScript's own declarations leave out: of whom a member of a mapped type was made, and by what. */
interface MappedMember {
  readonly links?: { readonly mappedType?: { readonly declaration: ts.MappedTypeNode }; readonly syntheticOrigin?: ts.Symbol }
}

/**
 * A member of a mapped type is documented by the member that it was made of, renamed or not. Where its type has nothing to do with that
 * member, as in `{ [K in keyof T]?: boolean }`, neither have the tags.
 */
export function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): HostDoc | undefined {
  const { mappedType, syntheticOrigin } = (symbol as MappedMember).links ?? {}
  if (mappedType === undefined || syntheticOrigin === undefined) return ownDocOf(symbol, checker)
  const doc = docOf(syntheticOrigin, checker)
  return doc === undefined || mentionsKey(mappedType.declaration) ? doc : { ...doc, tags: [] }
}

function mentionsKey({ typeParameter, type }: ts.MappedTypeNode): boolean {
  const isKey = (node: ts.Node): boolean =>
    (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && node.typeName.text === typeParameter.name.text) ||
    ts.forEachChild(node, isKey) === true
  return type !== undefined && isKey(type)
}

function ownDocOf(symbol: ts.Symbol, checker: ts.TypeChecker): HostDoc | undefined {
  const summary = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()
  const tags = symbol
    .getJsDocTags(checker)
    .map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text ?? []).trim() }))
  // The members of intersections have several declarations, each with a comment of its own.
  const silent = (symbol.declarations ?? []).filter((declaration) => ts.getJSDocCommentsAndTags(declaration).length === 0)
  const onSameLine = silent.flatMap((declaration) => docOnSameLine(declaration) ?? [])
  // Without a comment of its own a member inherits that of the interface's base: what is said here comes instead.
  const isInherited = silent.length === symbol.declarations?.length
  if (onSameLine.length === 0) return summary === '' && tags.length === 0 ? undefined : { summary, tags }
  const docs = isInherited ? onSameLine : [{ summary, tags }, ...onSameLine]
  return {
    summary: docs
      .map((doc) => doc.summary)
      .filter((text) => text !== '')
      .join('\n'),
    tags: docs.flatMap((doc) => doc.tags),
  }
}

/** Of what has no symbol, such as a member of a tuple. */
export function docOfDeclaration(declaration: ts.NamedTupleMember | ts.ParameterDeclaration): HostDoc | undefined {
  if (ts.isParameter(declaration)) return undefined
  return docOfComments(ts.getJSDocCommentsAndTags(declaration)) ?? docOnSameLine(declaration)
}

function docOfComments(comments: readonly (ts.JSDoc | ts.JSDocTag)[]): HostDoc | undefined {
  const docs = comments.filter(ts.isJSDoc)
  if (docs.length === 0) return undefined
  const said = (part: ts.JSDoc['comment']) => (ts.getTextOfJSDocComment(part) ?? '').trim()
  return {
    summary: docs
      .map((doc) => said(doc.comment))
      .join('\n')
      .trim(),
    tags: docs.flatMap((doc) => doc.tags ?? []).map((tag) => ({ name: tag.tagName.text, text: said(tag.comment) })),
  }
}

/**
 * The parser gives a comment to a member only when it stands on a line after the token before it. In
 * `{ /** @minimum 1 *\/ page: number }` it belongs to nobody, and a constraint would be lost: such a comment is parsed by itself.
 */
function docOnSameLine(declaration: ts.Declaration): HostDoc | undefined {
  const { text } = declaration.getSourceFile()
  const comment = ts.getTrailingCommentRanges(text, declaration.pos)?.at(-1)
  if (!comment || !text.startsWith('/**', comment.pos)) return undefined
  if (text.slice(comment.end, declaration.getStart()).includes('\n')) return undefined
  const file = ts.createSourceFile(
    'comment.ts',
    `${text.slice(comment.pos, comment.end)}\nlet member`,
    ts.ScriptTarget.Latest,
    true,
  )
  return docOfComments(file.statements.flatMap((statement) => ts.getJSDocCommentsAndTags(statement)))
}
