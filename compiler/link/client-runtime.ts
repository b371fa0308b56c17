/** The part of the shim that an emitted client uses -> runtime.js, and the declarations of what all clients take and give. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { oneFramework } from './bundle.ts'
import { type Framework, findFramework } from './framework.ts'

export interface ClientRuntime {
  readonly files: readonly EmittedFile[]
  /** Absolute paths. */
  readonly inputs: readonly string[]
}

/** `entries`: modules that export what others of the client import; of `runtime.entry.js` runtime.js is made. */
export async function linkClientRuntime(root: string, entries: readonly EmittedFile[]): Promise<ClientRuntime> {
  const framework = findFramework(root)
  const bundles = await Promise.all(entries.map((entry) => bundled(root, framework, entry)))
  const declarations = join(framework.folder, 'client', framework.extension === '.ts' ? 'contract.ts' : 'contract.d.ts')
  return {
    files: [...bundles.map(({ file }) => file), { path: 'runtime.d.ts', text: await readFile(declarations, 'utf8') }],
    inputs: [...new Set([declarations, ...bundles.flatMap(({ inputs }) => inputs)])],
  }
}

async function bundled(
  root: string,
  framework: Framework,
  { path, text }: EmittedFile,
): Promise<{ readonly file: EmittedFile; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: text, resolveDir: root },
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
    banner: { js: '// What the modules beside it call, and nothing else.' },
  })
  const inputs = Object.keys(metafile.inputs).filter((input) => input !== '<stdin>')
  return {
    file: { path: path.replace('.entry.js', '.js'), text: outputFiles[0]!.text },
    inputs: inputs.map((input) => join(framework.folder, input)),
  }
}
