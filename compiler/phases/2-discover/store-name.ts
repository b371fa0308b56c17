/** `store` of a setting: the module that keeps what all servers must know. */
import type ts from 'typescript'
import { read, type Section, type SettingsReader, text } from './settings.ts'

export interface StoreName {
  readonly name: string
  readonly node: ts.Node
}

export function readStoreName(reader: SettingsReader, given: Section): StoreName | undefined {
  const name = read(reader, given, 'store', text)
  return name === undefined ? undefined : { name, node: given.members.get('store')!.value }
}
