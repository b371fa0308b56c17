import { Compile } from 'typebox/compile'
import { entries, moltar, order, profile } from './schemas.mjs'

const check = (schema) => {
  const validator = Compile(schema)
  if (!validator.IsAccelerated()) throw new Error('TypeBox interprets here')
  return (value) => validator.Check(value)
}
const explain = (schema) => {
  const validator = Compile(schema)
  return (value) => validator.Errors(value)
}
const strict = check(moltar({ additionalProperties: false }))

export default {
  assertLoose: check(moltar()),
  assertStrict: strict,
  parseStrict: (value) => (strict(value) ? value : undefined),
  simple: check(profile),
  nested: check(order),
  list: check(entries),
  explainSimple: explain(profile),
  explainNested: explain(order),
}
export const lacks = {
  parseSafe: 'removes undeclared keys from its input only (no parseSafe)',
  stringifyNested: 'writes no JSON',
  stringifyList: 'writes no JSON',
}
