import type { Text, Texts } from './text.ts'

type Part = Blob | readonly Blob[] | undefined

/**
 * RFC 7578. Unlike `FormData` it sends text as it is: that one writes every line feed as two characters. The type of the whole has the
 * boundary, and platforms take it for the header.
 */
export function multipart(
  fields: readonly (readonly [name: string, value: Texts])[],
  files: readonly (readonly [name: string, value: Part])[],
): Blob {
  const boundary = `gati-${crypto.randomUUID()}`
  const pieces: (string | Blob)[] = []
  const add = (name: string, more: string, content: string | Blob) =>
    pieces.push(`--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"${more}\r\n\r\n`, content, '\r\n')
  for (const [name, value] of fields)
    for (const item of listed<Text>(value)) if (item !== undefined) add(name, '', wellFormed(String(item)))
  for (const [name, value] of files)
    for (const file of listed<Blob | undefined>(value)) {
      if (file === undefined) continue
      const filename = 'name' in file ? String(file.name) : 'blob'
      add(name, `; filename="${escaped(filename)}"\r\ncontent-type: ${file.type || 'application/octet-stream'}`, file)
    }
  return new Blob([...pieces, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` })
}

const listed = <Item>(value: Item | readonly Item[]): readonly Item[] => (Array.isArray(value) ? value : [value as Item])

const escaped = (text: string): string => text.replace(/[\r\n"]/g, (character) => encodeURIComponent(character))

/** Throws for half a character, which UTF-8 has not. */
function wellFormed(text: string): string {
  encodeURIComponent(text)
  return text
}
