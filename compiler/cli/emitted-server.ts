/** An IR -> what is linked as its server, linked, and the server's description. */
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { emitOpenApi } from '../../emitters/openapi/index.ts'
import { emitServer } from '../../emitters/server/index.ts'
import { compileInPlace } from '../in-place/index.ts'
import type { AppIR } from '../ir/index.ts'
import type { LinkInput, LinkResult } from '../link/index.ts'
import { gaticPackage } from './gatic-package.ts'
import type { OutputFile } from './output-folder.ts'

/** An app of which nothing is emitted yet. */
export interface AppToLink {
  readonly ir: AppIR
  /** `build` of the configuration, as far as it is about linking. */
  readonly settings: Pick<LinkInput, 'platforms' | 'external'>
  /** Texts of the files that call `validator<T>()`. */
  readonly sources: Readonly<Record<string, string>>
}

export interface LinkedApp {
  readonly linked: LinkResult
  readonly description: OutputFile
}

/** Emits the server, and its description while the linker is at work, which is a process of its own. */
export async function emitAndLink(
  { ir, settings, sources }: AppToLink,
  link: (input: LinkInput) => Promise<LinkResult>,
): Promise<LinkedApp> {
  const server = withValidators(ir, emittedServer(ir, false), (file) => sources[file])
  const linking = link({ ir: linkedConfig(ir), ...server, ...settings })
  const description = descriptionOf(ir)
  return { linked: await linking, description }
}

export const emittedServer = (ir: AppIR, watched: boolean): readonly EmittedFile[] =>
  emitServer(ir, { gaticVersion: gaticPackage().version, watched })

/** The server, and what stands in the app's own files for each `validator<T>()`. */
export function withValidators(ir: AppIR, server: readonly EmittedFile[], source: (file: string) => string | undefined) {
  const edited = compileInPlace(ir, { source, specifierOf: ({ path }) => `gatic:${path}`, importOf: (file) => `./${file}` })
  return {
    files: [...server, ...edited.map(({ module }) => module)],
    edited: edited.map(({ file, code, map }) => ({ file, code, map: map.toUrl() })),
  }
}

/** What linking needs to know: all of it would be copied to the thread. */
export const linkedConfig = ({ config: { transport, static: folders } }: AppIR) => ({
  config: { transport, ...(folders && { static: folders }) },
})

export function descriptionOf(ir: AppIR): OutputFile {
  const { path, text } = emitOpenApi(ir)
  return { path, contents: text }
}
