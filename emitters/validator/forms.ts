/** The functions that a type becomes, one writer a form. */
import { isSensitive, type NamedTypes, named, type Type } from '../../compiler/ir/index.ts'
import { quote } from '../code/index.ts'
import { sampleBody } from '../sample/index.ts'
import { projectBody, stringifyBody, writeBody } from '../serializer/index.ts'
import type { Writer } from './collector.ts'
import { type Form, maxDepth, type Site, trailOf } from './emission.ts'
import { check, expectedText, explainBody, isScalar, readBody, shown } from './kinds/index.ts'
import { parseBody } from './parse.ts'

const definition = (type: Type, types: NamedTypes): Type => (type.kind === 'ref' ? named(type.id, types).type : type)

const writeCheck: Writer = (type, site, name) => {
  const { on, form } = site
  const write = (body: Site) => {
    check(definition(type, on.types), 'value', body)
    body.out.line('return true').close()
  }
  openFunction(form, type, site, name, ['value'], () => 'return false')
  if (on.isDeep(type) && on.isRevisited(type)) writeOnce(site, name, 'value, depth, memory', write)
  else write(site)
}

/** What was found out about a part once is not looked for again. */
function writeOnce(site: Site, name: string, parameters: string, write: (body: Site) => void): void {
  const { on, out } = site
  const looking = on.functionFor(
    `looking ${name}`,
    `${name} looking`,
    (inner, innerSite) => {
      innerSite.out.open(`function ${inner}(${parameters}) {`)
      write({ ...site, out: innerSite.out, scope: innerSite.scope })
    },
    site.hint,
  )
  out.line(
    `if (${on.wire('isRemembered')}(memory, ${quote(name)}, value)) return ${on.wire('remembered')}(memory, ${quote(name)}, value)`,
  )
  out.line(`return ${on.wire('remember')}(memory, ${quote(name)}, value, ${looking}(${parameters}))`).close()
}

const writeExplain: Writer = (type, site, name) => {
  const { on } = site
  const expected = expectedText(type, on)
  if (on.isRevisited(type)) writeExplainOnce(type, site, name, expected)
  else if (isSensitive(type, on.types) && !isScalar(type, on)) writeRedacted(type, site, name, expected)
  else writeExplanation(type, site, name, expected, true)
}

/** With first values for its parameters where it is called from outside. */
function writeExplanation(type: Type, site: Site, name: string, expected: string, isEntry: boolean): void {
  const { on, out } = site
  const parameters = isEntry ? ['value', "at = ''", 'issues = []'] : ['value', 'at', 'issues']
  openFunction(
    'explain',
    type,
    site,
    name,
    parameters,
    () => `return ${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`,
  )
  explainBody(definition(type, on.types), site, expected)
  out.close()
}

function writeRedacted(type: Type, site: Site, name: string, expected: string): void {
  const { on, out } = site
  const openly = on.functionFor(
    `openly ${name}`,
    `${name} openly`,
    (inner, innerSite) => writeExplanation(type, innerSite, inner, expected, false),
    site.hint,
  )
  openFunction('explain', type, site, name, ['value', "at = ''", 'issues = []'])
  out.line('const from = issues.length')
  out.line(`${openly}(${['value', 'at', 'issues', ...trailOf(on, 'explain', type).map(([parameter]) => parameter)].join(', ')})`)
  out
    .line(`${on.wire('redactFrom')}(issues, from)`)
    .line('return issues')
    .close()
}

/** What was found at a place once is not looked for again. */
function writeExplainOnce(type: Type, site: Site, name: string, expected: string): void {
  const { on, out } = site
  const write = isSensitive(type, on.types) ? writeRedacted : writeExplanation
  const looking = on.functionFor(
    `looking ${name}`,
    `${name} looking`,
    (inner, innerSite) => write(type, innerSite, inner, expected, false),
    site.hint,
  )
  openFunction('explain', type, site, name, ['value', "at = ''", 'issues = []'])
  out.open(`if (!${on.wire('isRemembered')}(memory, ${quote(name)}, at)) {`)
  out.line(`${on.wire('remember')}(memory, ${quote(name)}, at, ${looking}(value, at, [], depth, memory))`).close()
  out.line(`return ${on.wire('addIssues')}(issues, ${on.wire('remembered')}(memory, ${quote(name)}, at))`).close()
}

const writeRead: Writer = (type, site, name) => {
  const { on } = site
  const write = (body: Site) => {
    readBody(definition(type, on.types), { ...body, isReading: true })
    body.out.close()
  }
  openFunction('read', type, site, name, ['value'])
  if (on.isReread(type)) writeOnce(site, name, 'value, memory', write)
  else write(site)
}

const writeParse: Writer = (type, site, name) => {
  openFunction('parse', type, site, name, ['value'], () => site.refused)
  parseBody(definition(type, site.on.types), site)
  site.out.close()
}

const writeProjection: Writer = (type, site, name) => {
  const { on, out } = site
  openFunction('project', type, site, name, ['value'], () => `throw ${on.wire('tooDeep')}(${quote(expectedText(type, on))})`)
  projectBody(definition(type, on.types), site)
  out.close()
}

const writePieces: Writer = (type, site, name) => {
  site.out.open(`function ${name}(value) {`)
  writeBody(type, site)
  site.out.close()
}

const writeStringify: Writer = (type, site, name) => {
  site.out.open(`function ${name}(value) {`)
  stringifyBody(type, site)
  site.out.close()
}

const writeSample: Writer = (type, site, name) => {
  site.out.open(`function ${name}() {`)
  sampleBody(type, site)
  site.out.close()
}

export const writers: Readonly<Record<Form, Writer>> = {
  is: writeCheck,
  fits: writeCheck,
  explain: writeExplain,
  read: writeRead,
  parse: writeParse,
  project: writeProjection,
  write: writePieces,
  stringify: writeStringify,
  sample: writeSample,
}

/** `function isTree(value, depth = 0) {` and the check of the depth, where the type may nest without end. */
function openFunction(
  form: Form,
  type: Type,
  { on, out }: Site,
  name: string,
  parameters: readonly string[],
  tooDeep?: () => string,
): void {
  const trail = trailOf(on, form, type).map(([parameter, first]) => `${parameter} = ${first}`)
  out.open(`function ${name}(${[...parameters, ...trail].join(', ')}) {`)
  if (trail.length > 0 && type.kind === 'ref' && tooDeep !== undefined) out.line(`if (depth > ${maxDepth}) ${tooDeep()}`)
}
