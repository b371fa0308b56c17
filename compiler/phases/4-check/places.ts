/** The places that the IR knows, as diagnostics underline them. */
import type { Label } from '../../diagnostics/index.ts'
import type { Location, Route, SourceRef, ValidatorUse } from '../../ir/index.ts'

export const labelOf = ({ location, exportName }: SourceRef, text = ''): Label => ({
  location,
  length: /^\w+$/.test(exportName) && exportName !== 'default' ? exportName.length : 1,
  text,
})

export const labelOfRoute = ({ handler }: Pick<Route, 'handler'>, text = ''): Label => labelOf(handler, text)

export const labelOfValidator = ({ source, start, end }: Pick<ValidatorUse, 'source' | 'start' | 'end'>): Label =>
  labelAt(source, end - start)

export const labelAt = (location: Location, length: number): Label => ({ location, length, text: '' })
