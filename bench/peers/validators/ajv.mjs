import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import build from 'fast-json-stringify'
import { entries, moltar, order, profile } from './schemas.mjs'

const ajv = formats.default(new Ajv())
/** All that is wrong, not only the first. */
const explain = (schema) => {
  const validate = formats.default(new Ajv({ allErrors: true })).compile(schema)
  return (value) => (validate(value) ? [] : validate.errors)
}
const strict = ajv.compile(moltar({ additionalProperties: false }))

/** Writing is what its sister fast-json-stringify does. */
export default {
  assertLoose: ajv.compile(moltar()),
  assertStrict: strict,
  parseStrict: (value) => (strict(value) ? value : undefined),
  simple: ajv.compile(profile),
  nested: ajv.compile(order),
  list: ajv.compile(entries),
  explainSimple: explain(profile),
  explainNested: explain(order),
  stringifyNested: build(order),
  stringifyList: build(entries),
}
export const lacks = { parseSafe: 'removes undeclared keys from its input only (no parseSafe)' }
