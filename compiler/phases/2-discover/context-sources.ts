/** Which files give the contexts their types? Read from the syntax alone, since the program is built with the answer. */
import ts from 'typescript'
import { CONFIG_FILE, type Project } from '../1-load/index.ts'
import { defaultLiteral, isModuleFile, moduleName } from './modules.ts'

export const ENV_FILE = /^src\/env\.[mc]?ts$/

export interface ContextSources {
  readonly modules: readonly { readonly name: string; readonly file: string }[]
  readonly env?: string
  readonly config?: string
}

export function contextSources(project: Project): ContextSources {
  const modules = new Map<string, string>()
  for (const path of project.files.filter(isModuleFile)) {
    const file = project.syntax(path)
    const name = file && moduleName(path, file)
    if (name !== undefined && !modules.has(name)) modules.set(name, path)
  }
  const env = project.files.find((path) => ENV_FILE.test(path))
  const envFile = env === undefined ? undefined : project.syntax(env)
  const config = project.files.includes(CONFIG_FILE) ? project.syntax(CONFIG_FILE) : undefined
  const settings = config && defaultLiteral(config)
  const hasOwnValues = settings?.properties.some(({ name }) => name && 'text' in name && name.text === 'config')
  return {
    modules: [...modules].map(([name, file]) => ({ name, file })),
    ...(env !== undefined && envFile && exportsEnv(envFile) && { env }),
    ...(hasOwnValues && { config: CONFIG_FILE }),
  }
}

export function exportsEnv(file: ts.SourceFile): boolean {
  return file.statements.some((statement) => {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return statement.name.text === 'Env' && ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return false
    return statement.exportClause.elements.some(({ name }) => name.text === 'Env')
  })
}
