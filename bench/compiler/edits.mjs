/** A compiler that is kept, as `gatic watch` keeps one: what an edit of one file takes, to the IR and to the emitted files. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { median } from '../median.mjs'
import { copyOf } from './builds.mjs'
import { handler, handlerFile, model, modelFile, writeApp } from './generated-app.mjs'
import { repository } from './processes.mjs'

/** The compiler's own stages are nobody's to call but the command line's: they are bundled here from their sources. */
async function compiler() {
  const outfile = join(repository, '.cache/bench-compiler.mjs')
  const contents =
    "export { createCompiler } from './compiler/compile.ts'\nexport { emitServer } from './emitters/server/index.ts'\n"
  const stdin = { contents, resolveDir: repository, loader: 'ts' }
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' })
  return import(outfile)
}

export async function editTables({ quick, rounds = quick ? 10 : 40, say }) {
  const stages = await compiler()
  const tables = []
  for (const files of [100, 500]) {
    say(`edits of ${files} handler files, ${rounds} of each kind`)
    const app = join(repository, `fixtures/apps/.bench-edits-${process.pid}`)
    try {
      writeApp(app, files)
      tables.push(editsOf(stages, app, files, rounds))
    } finally {
      rmSync(app, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  say('types of the kitchen sink')
  tables.push(typesTable(stages))
  return tables
}

function editsOf(stages, app, files, rounds) {
  const compiler = stages.createCompiler(app)
  let emitted
  const once = (changed) => {
    const began = performance.now()
    const { ir, diagnostics, timings } = compiler.update(changed)
    if (!ir) throw new Error(JSON.stringify(diagnostics[0]))
    const lowered = performance.now()
    // As watching does it: of an app that says the same as before, everything is emitted already.
    if (ir !== emitted) stages.emitServer(ir, { gaticVersion: 'bench', watched: true })
    emitted = ir
    return { ir: lowered - began, emitted: performance.now() - began, timings }
  }
  const cold = once([])
  compiler.checked()
  const write = (path, text) => {
    writeFileSync(join(app, path), text)
    return once([path])
  }
  const kinds = {
    'body of a handler': (n) => write(handlerFile((n * 37) % files), handler((n * 37) % files, String(n + 1))),
    'model of ten handlers': (n) => write(modelFile(n % (files / 10)), model(n % (files / 10), `\n  readonly more${n}?: number`)),
  }
  const rows = [['everything, from nothing', cold.ir, cold.emitted, phasesOf([cold])]]
  const goals = []
  for (const [name, edit] of Object.entries(kinds)) {
    for (let n = 0; n < 3; n++) edit(n)
    const found = Array.from({ length: rounds }, (_, n) => edit(n + 3))
    const toIr = median(found.map(({ ir }) => ir))
    const toFiles = median(found.map(({ emitted }) => emitted))
    rows.push([name, toIr, toFiles, phasesOf(found)])
    if (files === 500 && name === 'body of a handler')
      goals.push(
        { what: 'edit of one file, to the IR', value: toIr, atMost: 50, unit: ' ms' },
        { what: 'edit of one file, to emitted files', value: toFiles, atMost: 100, unit: ' ms' },
      )
  }
  const perRoute = (cold.emitted - cold.ir) / (files * 3)
  goals.push({ what: 'emitting, for each route, not warmed up', value: perRoute, atMost: 5, unit: ' ms' })
  return {
    key: `edits-${files}`,
    title: `An edit of ${files} handler files, compiler kept`,
    columns: ['', 'to IR ms', 'to files ms', 'phases'],
    rows,
    goals,
  }
}

const phasesOf = (found) =>
  Object.keys(found[0].timings)
    .map((phase) => `${phase} ${Math.round(median(found.map(({ timings }) => timings[phase])))}`)
    .join(', ')

function typesTable(stages) {
  const app = join(repository, `fixtures/apps/.bench-types-${process.pid}`)
  try {
    copyOf('kitchen-sink', app)
    const library = new Map()
    const once = () => {
      const began = performance.now()
      const { ir, diagnostics } = stages.createCompiler(app, { library }).update()
      if (!ir) throw new Error(JSON.stringify(diagnostics[0]))
      stages.emitServer(ir, { gaticVersion: 'bench' })
      return { ms: performance.now() - began, types: Object.keys(ir.types).length }
    }
    once()
    const found = Array.from({ length: 5 }, once)
    const value = median(found.map(({ ms }) => ms))
    return {
      key: 'types',
      title: 'The kitchen sink, its libraries parsed before',
      columns: ['', 'ms'],
      rows: [[`${found[0].types} named types, to emitted files`, value]],
      goals: [{ what: 'compiling the kitchen sink', value, atMost: 1000, unit: ' ms' }],
    }
  } finally {
    rmSync(app, { recursive: true, force: true, maxRetries: 5 })
  }
}
