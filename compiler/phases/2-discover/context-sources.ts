/** Which files give the contexts their types? Read from the syntax alone, since the program is built with the answer. */
import ts from 'typescript'
import { CONFIG_FILE, type Project, ROUTE_FOLDERS } from '../1-load/index.ts'
import { isRouteFile } from './handlers.ts'
import { defaultLiteral, isModuleFile, moduleName } from './modules.ts'
import { pathOfFile, pathText } from './path.ts'
import { SOCKET } from './sockets.ts'

export const ENV_FILE = /^src\/env\.[mc]?ts$/

export interface ContextSources {
  readonly modules: readonly { readonly name: string; readonly file: string }[]
  readonly sockets: readonly { readonly path: string; readonly file: string }[]
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
    sockets: socketSources(project),
    ...(env !== undefined && envFile && exportsEnv(envFile) && { env }),
    ...(hasOwnValues && { config: CONFIG_FILE }),
  }
}

/** Of two files with one path the first: that they are two is said where routes are looked at. */
function socketSources(project: Project): ContextSources['sockets'] {
  const sockets = new Map<string, string>()
  for (const path of project.files) {
    const folder = ROUTE_FOLDERS.find((candidate) => path.startsWith(`${candidate}/`))
    if (folder === undefined || !isRouteFile(path, folder) || !project.text(path)?.includes(SOCKET)) continue
    const file = project.syntax(path)
    if (!file || !exportsSocket(file)) continue
    const parsed = pathOfFile(path, folder)
    if ('segments' in parsed && !sockets.has(pathText(parsed.segments))) sockets.set(pathText(parsed.segments), path)
  }
  return [...sockets].map(([path, file]) => ({ path, file }))
}

function exportsSocket(file: ts.SourceFile): boolean {
  return file.statements.some((statement) => {
    if (ts.isVariableStatement(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      return statement.declarationList.declarations.some(({ name }) => ts.isIdentifier(name) && name.text === SOCKET)
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return false
    return statement.exportClause.elements.some(({ name }) => name.text === SOCKET)
  })
}

export function exportsEnv(file: ts.SourceFile): boolean {
  return file.statements.some((statement) => {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return statement.name.text === 'Env' && ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return false
    return statement.exportClause.elements.some(({ name }) => name.text === 'Env')
  })
}
