/** The part of the shim that an emitted client uses -> runtime.js, and the declarations of what all clients take and give. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { oneFramework } from './bundle.ts'
import { findFramework } from './framework.ts'

const HEADER = '// What the client in index.js calls, and nothing else.'

/** `entry`: text of a module that exports what the client imports from `./runtime.js`. */
export async function linkClientRuntime(root: string, entry: string): Promise<EmittedFile[]> {
  const framework = findFramework(root)
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: framework.folder,
    bundle: true,
    write: false,
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
  return [
    { path: 'runtime.js', text: outputFiles[0]!.text },
    { path: 'runtime.d.ts', text: await readFile(declarations, 'utf8') },
  ]
}
