/** One file of an app, without what is only TypeScript. */
import ts from 'typescript'
import type { AppProgram } from './app-program.ts'

export interface JavaScript {
  readonly code: string
  /** JSON of a source map, from the given text. */
  readonly map: string
}

/** As the app's settings say, but as bundlers want it: imports stay, and `tslib` is imported where it is needed. */
export function toJavaScript(app: AppProgram, file: string, text: string): JavaScript {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      ...app.program.getCompilerOptions(),
      noEmit: false,
      allowImportingTsExtensions: false,
      module: ts.ModuleKind.ESNext,
      sourceMap: true,
      importHelpers: true,
    },
  })
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'), map: sourceMapText! }
}
