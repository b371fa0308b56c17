import { expect, test } from 'vitest'
import { line } from './logger.ts'
import { hideSecrets } from './secrets.ts'

const written = (fields: Record<string, unknown>) => JSON.parse(line(fields)) as Record<string, any>

test('secrets are redacted by name, wherever they are', () => {
  expect(written({ password: 'a', user: { Authorization: 'b', apiKey: 'c', name: 'd' }, list: [{ token: 'e' }] })).toEqual({
    password: '<redacted>',
    user: { Authorization: '<redacted>', apiKey: '<redacted>', name: 'd' },
    list: [{ token: '<redacted>' }],
  })
})

test('further names are those of an app, and hide nothing that is said of an event or of an error', () => {
  hideSecrets(['name', 'message', 'iban'], {})
  const error = new TypeError('told')
  expect(written({ message: 'said', user: { name: 'Ada', IBAN: 'x' }, error })).toMatchObject({
    message: 'said',
    user: { name: '<redacted>', IBAN: '<redacted>' },
    error: { name: 'TypeError', message: 'told' },
  })
  hideSecrets([], {})
})

test('of an error its name, message, code, stack and cause are shown, not what was hung on it', () => {
  const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), { code: 'E1', query: 'select secret' })
  const { error: shown } = written({ error })
  expect(shown).toMatchObject({ name: 'TypeError', message: 'outer', code: 'E1', cause: { message: 'inner' } })
  expect(shown).not.toHaveProperty('query')
})

test('cycles, bigints and what refuses to be written do not stop a log', () => {
  const cycle: Record<string, unknown> = { name: 'a' }
  cycle['self'] = cycle
  const error = new Error('e')
  error.cause = error
  expect(written({ cycle, big: 1n, error, again: [cycle] })).toMatchObject({
    cycle: { name: 'a', self: '<circular>' },
    big: '1',
    error: { message: 'e', cause: '<circular>' },
    again: [{ name: 'a' }],
  })
  const refusing = {
    toJSON: () => {
      throw new Error('no')
    },
  }
  expect(written({ message: 'm', refusing })).toEqual({ message: 'm', unwritable: 'Error: no' })
})
