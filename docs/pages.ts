/**
 * Pages of documentation as tests see them: their code blocks, headings and links.
 *
 *   ```ts                          -> { language: 'ts', path: 'src/api/hello.ts', text: '// src/api/hello.ts\nexport ...', line: 1 }
 *   // src/api/hello.ts
 *   export const GET = ...
 *   ```
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Block {
  readonly language: string
  /** Of the file that the block is, from a comment in its first line. */
  readonly path: string | undefined
  readonly text: string
  readonly line: number
}

/** Pages that are written by hand, relative to the root: those in docs/errors are generated. */
export function pagePaths(root: string): string[] {
  const below = (folder: string) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`)
  return ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...below('docs'), ...below('docs/decisions')].sort()
}

export function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  const lines = page.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const language = /^```(\w+)$/.exec(lines[i]!)?.[1]
    if (language === undefined) continue
    const end = lines.indexOf('```', i + 1)
    const body = lines.slice(i + 1, end)
    const path = /^\/\/ (\S+\.\w+)$/.exec(body[0] ?? '')?.[1]
    blocks.push({ language, path, text: `${body.join('\n')}\n`, line: i + 1 })
    i = end
  }
  return blocks
}

/** Targets of links and pictures, without those to other sites and those in code. */
export function linksOf(page: string): string[] {
  const prose = page.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((target) => !/^[a-z]+:/.test(target))
}

/** Anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const headings = [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

export const readPage = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
