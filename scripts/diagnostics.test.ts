import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generated, parseMessage } from './diagnostics.mjs'

const fromRoot = (path: string) => new URL(`../${path}`, import.meta.url)

test('what is generated from the messages is up to date', () => {
  const files = generated()
  const stale = [...files].filter(([path, text]) => !existsSync(fromRoot(path)) || readFileSync(fromRoot(path), 'utf8') !== text)
  expect(
    stale.map(([path]) => path),
    'run `node scripts/diagnostics.mjs`',
  ).toEqual([])
  const orphans = readdirSync(fromRoot('docs/errors')).filter((file) => !files.has(`docs/errors/${file}`))
  expect(orphans, 'run `node scripts/diagnostics.mjs`').toEqual([])
})

describe('message files', () => {
  const good = '# GT9001 some-name\n\n> {what} is wrong\n> hint: Do {that}.\n\nBecause.\n\n## Fix\n\nIt.\n'
  test('are read', () => {
    expect(parseMessage('GT9001-some-name.md', good)).toEqual({
      code: 'GT9001',
      name: 'some-name',
      severity: 'error',
      message: '{what} is wrong',
      hints: ['Do {that}.'],
      body: 'Because.\n\n## Fix\n\nIt.',
    })
  })
  test.each([
    ['GT9001-other.md', good, 'must be called'],
    ['GT9001-some-name.md', good.replace('# GT9001', '# GT0901'), 'the first line'],
    ['GT9001-some-name.md', good.replace('> {what} is wrong\n', ''), 'exactly one'],
    ['GT9001-some-name.md', good.replace('## Fix', '## Cure'), 'a `## Fix` section'],
  ])('%# is refused', (file, text, why) => expect(() => parseMessage(file, text)).toThrow(why))
})
