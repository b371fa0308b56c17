/**
 * An app of any size, as a team would write it: three routes a file, bodies with constraints, models that handlers share, a module, errors
 * that belong to the contract.
 *
 *   500 files  ->  500 handler files with 1,500 routes, 50 models
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FILES_PER_MODEL = 10

export function writeApp(root, files) {
  rmSync(root, { recursive: true, force: true })
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', JSON.stringify({ name: `generated-${files}`, version: '1.0.0', type: 'module', private: true }))
  write('tsconfig.json', JSON.stringify(TSCONFIG))
  write('gati.config.ts', CONFIG)
  write('src/errors.ts', ERRORS)
  write('src/modules/store.ts', MODULE)
  for (let n = 0; n * FILES_PER_MODEL < files; n++) write(modelFile(n), model(n))
  for (let n = 0; n < files; n++) write(handlerFile(n), handler(n))
}

export const handlerFile = (n) => `src/api/area${Math.floor(n / 25)}/things${n}/[id].ts`
export const modelFile = (n) => `src/model/thing${n}.ts`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src', 'gati.config.ts', '.gati/generated'],
}

const CONFIG = `import { defineConfig } from '@gati-framework/core'

export default defineConfig({ server: { bodyLimit: 64 * 1024, transport: 'node' } })
`

const ERRORS = `import { HttpError } from '@gati-framework/core'

export class NotFound extends HttpError<404, { error: 'not_found'; what: string }> {}
`

const MODULE = `const stored = new Map<string, unknown>()

export const find = <Value>(kind: string, id: string): Value | undefined => stored.get(kind + id) as Value | undefined
export const save = <Value>(kind: string, id: string, value: Value): Value => {
  stored.set(kind + id, value)
  return value
}
export const remove = (kind: string, id: string): boolean => stored.delete(kind + id)
`

/** `extra` is one more member, for an edit that others see. */
export const model = (n, extra = '') => `import type { Email, Integer, MaxItems, MaxLen, Min, MinLen } from '@gati-framework/core'

export interface Thing${n} {
  readonly id: string
  readonly name: string & MinLen<1> & MaxLen<80>
  readonly owner: { readonly name: string; readonly email: Email }
  readonly size: number & Min<0>
  readonly tags: (string & MaxLen<20>)[] & MaxItems<10>
  readonly state: 'draft' | 'active' | 'gone'
  readonly made: Date
  readonly parts?: readonly Part${n}[]${extra}
}

export type Part${n} =
  | { readonly kind: 'text'; readonly text: string; readonly count: number & Integer }
  | { readonly kind: 'link'; readonly to: string; readonly weight?: number }

export type New${n} = Omit<Thing${n}, 'id' | 'made'>
`

/** `answer` is what the body computes, for an edit of the body. */
export const handler = (n, answer = '0') => {
  const of = Math.floor(n / FILES_PER_MODEL)
  return `import type { Handler, Integer, Min, Reply } from '@gati-framework/core'
import { NotFound } from '../../../errors.js'
import type { New${of}, Thing${of} } from '../../../model/thing${of}.js'

interface Page${n} {
  readonly items: readonly Thing${of}[]
  readonly next: string | null
  readonly count: number
}

/** One thing, by its id. */
export const GET: Handler<{ params: { id: string }; query: { limit?: number & Integer & Min<1> } }, Page${n}> = (req, _res, gctx) => {
  const found = gctx.modules.store.find<Thing${of}>('thing${n}', req.params.id)
  if (found === undefined) throw new NotFound(404, { error: 'not_found', what: 'thing${n}' })
  return { items: [found].slice(0, req.query.limit ?? 10), next: null, count: ${answer} }
}

export const PUT: Handler<{ params: { id: string }; body: New${of} }, Reply<201, Thing${of}>> = async (req, res, gctx) => {
  const { id } = req.params
  const thing = { ...req.body, id, made: new Date() }
  return res.status(201).json(gctx.modules.store.save('thing${n}', id, thing))
}

export const DELETE: Handler<{ params: { id: string } }, { readonly removed: boolean }> = (req, _res, gctx) => ({
  removed: gctx.modules.store.remove('thing${n}', req.params.id),
})
`
}
