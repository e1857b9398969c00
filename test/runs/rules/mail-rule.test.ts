import { describe, expect, test } from 'vitest'
import {
  afterSending,
  isUndelivered,
  isUnsent,
  type KnownMail,
  mailTries,
  nextOfMail,
} from '../../../runs/mail-rule.js'
import { told } from '../../../words/told.js'

const known = (state: KnownMail['state'], resent = false): KnownMail => ({ state, tries: 1, resent })

describe('what to do with a message (F24)', () => {
  test.each([
    ['nothing known', undefined, 'send'],
    ['not taken yet', known('due'), 'send'],
    ['cut off', known('sending'), 'send once more'],
    ['not taken after it was cut off', known('due', true), 'send once more'],
    ['cut off twice', known('sending', true), 'not known'],
    ['sent', known('sent'), 'nothing'],
    ['written', known('written'), 'nothing'],
    ['refused', known('refused'), 'nothing'],
    ['not due', known('not due'), 'nothing'],
    ['delivery unknown', known('delivery unknown', true), 'nothing'],
  ] as const)('%s: %s', (_, mail, next) => {
    expect(nextOfMail(mail)).toBe(next)
  })
})

describe('what has become of a message (F23, F24)', () => {
  const first = { tries: 1, resent: false }
  const again = { tries: 2, resent: true }
  const last = { tries: mailTries, resent: false }
  test.each([
    ['taken', 'accepted', first, 'sent', false],
    ['taken the second time', 'accepted', again, 'sent', false],
    ['refused for good', 'rejected', first, 'refused', false],
    ['later', 'deferred', first, 'due', false],
    ['no server', 'unreachable', first, 'due', false],
    ['later, to the last', 'deferred', last, 'refused', true],
    [
      'no server for a message cut off before',
      'unreachable',
      { tries: mailTries, resent: true },
      'delivery unknown',
      true,
    ],
    ['cut off', 'cut off', first, 'sending', false],
    ['cut off at the last', 'cut off', last, 'delivery unknown', true],
    ['cut off twice', 'cut off', again, 'delivery unknown', true],
  ] as const)('%s', (_, status, sent, state, left) => {
    expect(afterSending({ status, response: told`words` }, sent)).toMatchObject({ ...sent, state, left })
  })

  test('a message that was sent twice says so', () => {
    expect(afterSending({ status: 'accepted', response: told`250 ok` }, again).answer).toMatch(/^250 ok; .*once more/)
    expect(afterSending({ status: 'accepted', response: told`250 ok` }, first).answer).toBe('250 ok')
  })

  test('what is unsent, and what did not arrive', () => {
    const states = ['sending', 'due', 'sent', 'written', 'refused', 'not due', 'delivery unknown'] as const
    expect(states.filter(state => isUnsent({ state }))).toEqual(['sending', 'due'])
    expect(states.filter(state => isUndelivered({ state }))).toEqual(['refused', 'delivery unknown'])
  })
})
