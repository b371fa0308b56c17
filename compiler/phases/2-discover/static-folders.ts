/** `static` of the config: folders whose files are served. */
import { posix } from 'node:path'
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { StaticFolder } from '../../ir/index.ts'
import { read, type Section, type SettingsReader } from './settings.ts'

type Written = Omit<StaticFolder, 'output'>

const KEYS: Readonly<Record<keyof Written, 'string' | 'number' | 'boolean'>> = {
  path: 'string',
  folder: 'string',
  index: 'string',
  fallback: 'string',
  maxAge: 'number',
  immutable: 'boolean',
  precompressed: 'boolean',
  dotfiles: 'boolean',
}

const folders = {
  expected: "an array such as `[{ path: '/assets', folder: './public' }]`",
  accepts: (value: unknown): value is readonly Written[] => Array.isArray(value) && value.every(isFolder),
}

function isFolder(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('folder' in value)) return false
  const isMember = ([name, member]: [string, unknown]) =>
    Object.hasOwn(KEYS, name) && typeof member === KEYS[name as keyof Written]
  return Object.entries(value).every(isMember) && String(value.path).startsWith('/')
}

export function readStaticFolders(reader: SettingsReader, settings: Section): readonly StaticFolder[] {
  const written = read(reader, settings, 'static', folders) ?? []
  const { app, diagnostics } = reader
  return written.map((one) => {
    const folder = posix.normalize(one.folder).replace(/\/$/, '')
    if (!ts.sys.directoryExists(posix.join(app.root, folder)))
      diagnostics.push(say.staticFolderNotFound({ folder: one.folder }, [app.label(settings.members.get('static')!.value)]))
    return { ...one, folder, output: `static/${folder.replace(/^(?:\.\.\/)+/, '')}` }
  })
}
