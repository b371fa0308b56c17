import * as functions from './typia.generated.mjs'

const explain = (validate) => (value) => {
  const out = validate(value)
  return out.success ? [] : out.errors
}

export default {
  ...functions,
  explainSimple: explain(functions.explainSimple),
  explainNested: explain(functions.explainNested),
}
export const lacks = {}
