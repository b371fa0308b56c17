/**
 * How long compiling many types takes: the kitchen-sink example, whose members are types of every kind, from nothing and again with a
 * warm checker after an edit of each of its files. Emission makes the validator, parser, explanation and serialiser of each.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../median.mjs'

const EDITS = 7
const timed = (work) => {
  const start = performance.now()
  const result = work()
  return [performance.now() - start, result]
}

/** Every member of every body: a type each. */
const typesOf = (ir) =>
  ir.routes.flatMap(({ request }) => {
    const body = request.body?.type
    const type = body?.kind === 'ref' ? ir.types[body.id].type : body
    return type?.kind === 'object' ? type.properties.map((property) => property.type) : []
  })

function emitAll({ createValueFunctions, names }, ir) {
  const functions = createValueFunctions(ir, names(), { predicate: ({ exportName }) => exportName, forServer: true })
  for (const [i, type] of typesOf(ir).entries()) {
    for (const form of ['is', 'explain', 'parse', 'stringify']) functions[form](type, `type ${i}`)
  }
  return functions.render()
}

export async function compileTable({ rooms, root, cache }) {
  const app = join(cache, 'kitchen-sink')
  rmSync(app, { recursive: true, force: true })
  cpSync(join(root, 'fixtures/apps/kitchen-sink'), app, { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  const files = readdirSync(join(app, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(app, 'src', file))
  const [cold, compiler] = timed(() => {
    const created = rooms.createCompiler(app)
    created.update()
    return created
  })
  const lowering = []
  const emission = []
  let ir
  for (let edit = 0; edit < EDITS; edit++) {
    for (const file of files) writeFileSync(file, `${readFileSync(file, 'utf8')}\nexport type Edit${edit} = ${edit}\n`)
    const [lowered, compilation] = timed(() => compiler.update(files))
    if (compilation.ir === undefined)
      throw new Error(`the kitchen-sink app does not compile: ${JSON.stringify(compilation.diagnostics[0])}`)
    ir = compilation.ir
    lowering.push(lowered)
    emission.push(timed(() => emitAll(rooms, ir))[0])
  }
  const types = new Set(typesOf(ir).map((type) => JSON.stringify(type))).size
  const warm = median(lowering.map((took, i) => took + emission[i]))
  return {
    key: 'compile',
    title: `Compiling ${types} distinct types (fixtures/apps/kitchen-sink), milliseconds`,
    columns: ['', 'ms'],
    rows: [
      ['from nothing, checker and all, without emission', cold],
      ['warm checker, every file edited: types to IR', median(lowering)],
      ['warm: IR to code of is, explain, parse and stringify', median(emission)],
    ],
    goals: [{ what: '150 types, warm checker', value: (warm * 150) / types, atMost: 1000, unit: ' ms' }],
  }
}
