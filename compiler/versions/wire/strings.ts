/** Whether every text of one type is a text of another, as far as their constraints tell. */
import type { Format, StringConstraint, StringType, TemplateType } from '../../ir/index.ts'

/** Why a text of `sent` may not be one of `taken`; undefined: each of them is. */
export function stringGap(sent: StringType, taken: StringType): string | undefined {
  if (!isNormalisedAlike(sent, taken)) return 'texts are changed in another way before they are checked'
  const missing = taken.constraints.find((constraint) => !implied(constraint, sent.constraints))
  return missing && `${described(missing)} is not given`
}

/** A template's texts, of which only the beginning and the end are known. */
export function templateGap({ texts }: TemplateType, taken: StringType): string | undefined {
  const known: StringConstraint[] = [
    { kind: 'startsWith', value: texts[0]! },
    { kind: 'endsWith', value: texts.at(-1)! },
    { kind: 'minLength', value: texts.join('').length },
  ]
  return stringGap({ kind: 'string', constraints: known }, taken)
}

/** Why a text may not have the form of a template; that is only told of one that has a single hole for any text. */
export function templateGapOf(sent: StringType | TemplateType, taken: TemplateType): string | undefined {
  const [hole, ...others] = taken.types
  if (hole?.kind !== 'string' || hole.constraints.length > 0 || others.length > 0) return NO_FORM
  const wanted: StringConstraint[] = [
    { kind: 'startsWith', value: taken.texts[0]! },
    { kind: 'endsWith', value: taken.texts[1]! },
    { kind: 'minLength', value: taken.texts.join('').length },
  ]
  const form: StringType = {
    kind: 'string',
    constraints: wanted.filter((one) => !('value' in one) || (one.value !== '' && one.value !== 0)),
  }
  return (sent.kind === 'template' ? templateGap(sent, form) : stringGap(sent, form)) && NO_FORM
}

const NO_FORM = 'the text has no such form'

const transforms = ({ constraints }: StringType): string =>
  constraints.flatMap((constraint) => (constraint.kind === 'transform' ? [constraint.transform] : [])).join()

/** What is only changed, and not checked afterwards, is taken however it is; and what holds for a trimmed text, for the longer one. */
const isNormalisedAlike = (sent: StringType, taken: StringType): boolean =>
  transforms(sent) === transforms(taken) ||
  taken.constraints.every(({ kind }) => FREE.has(kind)) ||
  (transforms(sent) === 'trim' && taken.constraints.every(({ kind }) => kind === 'minLength' || kind === 'includes'))

const FREE: ReadonlySet<StringConstraint['kind']> = new Set(['transform', 'sensitive', 'brand'])

function implied(wanted: StringConstraint, given: readonly StringConstraint[]): boolean {
  switch (wanted.kind) {
    case 'minLength':
      return Math.max(0, ...given.map(leastLength)) >= wanted.value
    case 'maxLength':
      return Math.min(...given.map(greatestLength)) <= wanted.value
    case 'pattern':
      return given.some((constraint) => constraint.kind === 'pattern' && constraint.source === wanted.source)
    case 'format':
      return given.some((constraint) => constraint.kind === 'format' && constraint.format === wanted.format)
    case 'startsWith':
      return given.some((constraint) => constraint.kind === 'startsWith' && constraint.value.startsWith(wanted.value))
    case 'endsWith':
      return given.some((constraint) => constraint.kind === 'endsWith' && constraint.value.endsWith(wanted.value))
    case 'includes':
      return given.some((constraint) => HOLDS.has(constraint.kind) && String(textOf(constraint)).includes(wanted.value))
    case 'check':
      return given.some(
        (constraint) =>
          constraint.kind === 'check' && constraint.file === wanted.file && constraint.exportName === wanted.exportName,
      )
    case 'transform':
    case 'sensitive':
    case 'brand':
      return true
  }
}

const HOLDS: ReadonlySet<StringConstraint['kind']> = new Set(['startsWith', 'endsWith', 'includes'])
const textOf = (constraint: StringConstraint): unknown => ('value' in constraint ? constraint.value : undefined)

/** Formats whose texts all have as many characters. */
const LENGTHS: Readonly<Partial<Record<Format, number>>> = { uuid: 36, ulid: 26, date: 10 }

function leastLength(constraint: StringConstraint): number {
  if (constraint.kind === 'minLength') return constraint.value
  if (constraint.kind === 'format') return LENGTHS[constraint.format] ?? 0
  return HOLDS.has(constraint.kind) ? String(textOf(constraint)).length : 0
}

function greatestLength(constraint: StringConstraint): number {
  if (constraint.kind === 'maxLength') return constraint.value
  return (constraint.kind === 'format' && LENGTHS[constraint.format]) || Number.POSITIVE_INFINITY
}

function described(constraint: StringConstraint): string {
  switch (constraint.kind) {
    case 'pattern':
      return `pattern ${constraint.source}`
    case 'format':
      return `format ${constraint.format}`
    case 'check':
      return `check ${constraint.exportName}`
    default:
      return 'value' in constraint ? `${constraint.kind} ${constraint.value}` : constraint.kind
  }
}
