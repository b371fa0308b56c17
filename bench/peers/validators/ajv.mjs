import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import build from 'fast-json-stringify'
import { entries, moltar, order, profile } from './schemas.mjs'

const ajv = formats.default(new Ajv())
const strict = ajv.compile(moltar({ additionalProperties: false }))

/** Writing is what its sister fast-json-stringify does. */
export default {
  assertLoose: ajv.compile(moltar()),
  assertStrict: strict,
  parseStrict: (value) => (strict(value) ? value : undefined),
  simple: ajv.compile(profile),
  nested: ajv.compile(order),
  list: ajv.compile(entries),
  stringifyNested: build(order),
  stringifyList: build(entries),
}
export const lacks = { parseSafe: 'removes undeclared keys from its input only (no parseSafe)' }
