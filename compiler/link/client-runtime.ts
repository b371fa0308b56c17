/** The part of the shim that an emitted client uses -> runtime.js, and the declarations of what all clients take and give. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { oneFramework } from './bundle.ts'
import { findFramework } from './framework.ts'

const HEADER = '// What the client in index.js calls, and nothing else.'

export interface ClientRuntime {
  readonly files: readonly EmittedFile[]
  /** Absolute paths. */
  readonly inputs: readonly string[]
}

/** `entry`: text of a module that exports what the client imports from `./runtime.js`. */
export async function linkClientRuntime(root: string, entry: string): Promise<ClientRuntime> {
  const framework = findFramework(root)
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: framework.folder,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [oneFramework(framework)],
    banner: { js: HEADER },
  })
  const declarations = join(framework.folder, 'client', framework.extension === '.ts' ? 'contract.ts' : 'contract.d.ts')
  const bundled = Object.keys(metafile.inputs).filter((path) => path !== '<stdin>')
  return {
    files: [
      { path: 'runtime.js', text: outputFiles[0]!.text },
      { path: 'runtime.d.ts', text: await readFile(declarations, 'utf8') },
    ],
    inputs: [declarations, ...bundled.map((path) => join(framework.folder, path))],
  }
}
