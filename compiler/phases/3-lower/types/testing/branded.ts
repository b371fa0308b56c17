/** Brands of other libraries: their members are not on the wire, so that TypeScript refuses every JSON value for them. */
import ts from 'typescript'

/** Whether text, a number or the like with members of its own is somewhere in the type. */
export function isBranded(whole: ts.Type, checker: ts.TypeChecker): boolean {
  const seen = new Set<ts.Type>()
  const visit = (type: ts.Type): boolean => {
    if (seen.has(type) || seen.size > MOST) return false
    seen.add(type)
    if (type.isIntersection() && type.types.some((part) => (part.flags & PRIMITIVE) !== 0))
      return type.types.some((part) => (part.flags & ts.TypeFlags.Object) !== 0 && checker.getPropertiesOfType(part).length > 0)
    return partsOf(type, checker).some(visit)
  }
  return visit(whole)
}

/** Types may be endless. */
const MOST = 300

const PRIMITIVE = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.BooleanLike

function partsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  if (type.isUnion()) return type.types
  const args = isReference(type) ? checker.getTypeArguments(type) : []
  if (isStandard(type) || (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return args
  const members = checker.getPropertiesOfType(type).map((symbol) => checker.getTypeOfSymbol(symbol))
  return [...args, ...members, ...checker.getIndexInfosOfType(type).map((info) => info.type)]
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0

const isStandard = (type: ts.Type) =>
  type.symbol?.declarations?.some((one) => /\/lib\.[\w.]+\.d\.ts$/.test(one.getSourceFile().fileName)) ?? false
