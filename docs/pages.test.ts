import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { anchorsOf, blocksOf, linksOf, pagePaths, readPage } from './pages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const pages = pagePaths(root)

describe('links lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const broken = linksOf(readPage(root, page)).filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : posix.join(posix.dirname(page), path)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readPage(root, target)).includes(anchor)
    })
    expect(broken).toEqual([])
  })
})

test('npm scripts that pages name exist', () => {
  const scripts = Object.keys(JSON.parse(readPage(root, 'package.json')).scripts)
  const named = ['README.md', 'CONTRIBUTING.md'].flatMap((page) =>
    [...readPage(root, page).matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!),
  )
  // What an app's own package.json has: `npm run dev` after `gatic create`.
  expect(named.filter((script) => script !== 'dev' && !scripts.includes(script))).toEqual([])
})

test('every ts block names the file that it is, so that it can be compiled', () => {
  const nameless = pages.flatMap((page) =>
    blocksOf(readPage(root, page))
      .filter((block) => block.language === 'ts' && block.path === undefined)
      .map((block) => `${page}:${block.line}`),
  )
  expect(nameless).toEqual([])
})
