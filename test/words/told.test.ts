import { describe, expect, test } from 'vitest'
import { shownOnTerminal, shownSigns } from '../../words/shown-signs.js'
import {
  literalsOf,
  retold,
  shortened,
  type Told,
  told,
  toldAll,
  toldDay,
  toldId,
  toldLiteral,
  toldNumber,
  toldPlace,
} from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

describe('what may be told', () => {
  test('is fixed words, numbers and what was told before', () => {
    const state: 'open' | 'shut' = Date.now() > 0 ? 'open' : 'shut'
    expect(told`row ${3} of ${told`file ${2}`}, ${state}`).toBe('row 3 of file 2, open')
    expect(toldAll([told`a`, told`b`], ' and ')).toBe('a and b')
    expect(toldPlace('sheet', 3, 12)).toBe('sheet 3 of 12')
    expect(toldPlace('column', 7)).toBe('column 7')
  })

  test('K3, H6, H15: no text of another origin compiles', () => {
    const received = ['Li', 'Xiaoming'].join(' ')
    const day = isoDate('2024-03-31')
    const tries: readonly (() => Told)[] = [
      // @ts-expect-error a text that came from a file
      () => told`the sheet ${received}`,
      // @ts-expect-error a text that is of no fixed list
      () => told`the day ${day}`,
      // @ts-expect-error a text in a frame of fixed words
      () => told`the sheet ${`'${received}'`}`,
      // @ts-expect-error a text by itself
      () => received,
    ]
    expect(tries).toHaveLength(4)
  })

  test('an id, a day and a text of the mapping are told where they are what they say', () => {
    expect([toldId('ncctg-lung'), toldId('57P01'), toldId('cohortium/a')]).toEqual([
      'ncctg-lung',
      '57P01',
      'cohortium/a',
    ])
    for (const none of ['', 'Li Xiaoming', '李晓明', 'a\u001b[31m', 'x'.repeat(257)])
      expect(toldId(none)).toBe('(no id)')
    expect([toldDay('2024-03-31'), toldDay('2024-03'), toldDay('2024')]).toEqual(['2024-03-31', '2024-03', '2024'])
    expect(toldDay('Li 2024')).toBe('(no day)')
    const mapping = { files: { labs: { name: 'labs_*.csv' } }, list: ['a', { deep: '结果' }] }
    const literals = literalsOf(mapping)
    expect(literalsOf(mapping)).toBe(literals)
    for (const stands of ['labs', 'name', 'labs_*.csv', 'deep', '结果'])
      expect(toldLiteral(stands, literals)).toBe(stands)
    expect(toldLiteral('李晓明', literals)).toBe('(a name that is not in the mapping)')
    expect(toldLiteral('0', literals)).toBe('(a name that is not in the mapping)')
  })
})

test('a number as it is shown is told, another text is none', () => {
  for (const shown of ['0', '-1.50', '12,345', '<0.001', '1e+21', '49.9%', 'n.r.', 'n.e.'])
    expect(toldNumber(shown)).toBe(shown)
  for (const other of ['', '李晓明', '1 Li', '1\n2', '--1', '%', '1'.repeat(41)])
    expect(toldNumber(other)).toBe('(no number)')
})

describe('H12, M6: every told text is short and can be seen', () => {
  const signs = ['\u0000', '\u0007', '\u001b[2J', '\u009b', '\u202e', '\u2066', '\u200b', '\u2060', '\u00ad', '\ufeff']

  test.each([...signs, '\u2028', '\u3164', '\u115f', '\u2800', '\u034f', '\ud800', '\ufffd', '\n', '\t', '\u{e0041}'])(
    'a sign %j is written by its code point',
    sign => {
      const [shown, kept] = [shownSigns(`a${sign}b`), retold(`a${sign}b`)]
      expect(shown).toMatch(/^a\\u\{[0-9a-f]+\}(\[2J)?b$/)
      expect(kept).toBe(shown)
      expect(unseen.test(kept)).toBe(false)
    },
  )

  test('a literal of the mapping is cleaned too', () => {
    expect(toldLiteral('a\u202eb', ['a\u202eb'])).toBe('a\\u{202e}b')
  })

  test.each(['x', '李', '😀', 'é'])('a megabyte of %s becomes a kilobyte that ends between two signs', sign => {
    const all = [retold(sign.repeat(1 << 20)), toldAll(Array.from({ length: 999 }, () => retold(sign.repeat(200))))]
    for (const text of [...all, told`${all[0] ?? told``}, ${all[0] ?? told``}`]) {
      expect(bytesOf(text)).toBeLessThanOrEqual(1_024)
      expect(bytesOf(text)).toBeGreaterThan(1_010)
      expect(text.endsWith('…')).toBe(true)
      expect(/\p{Cs}|\uFFFD/u.test(text)).toBe(false)
    }
    expect(bytesOf(shortened(all[0] ?? told``, 40))).toBeLessThanOrEqual(40)
    expect(retold(sign.repeat(200))).toBe(sign.repeat(200))
  })

  test('the terminal keeps its lines, tabs and our colours, and nothing else that it would act on', () => {
    expect(shownOnTerminal('\u001b[31mred\u001b[39m\n\ta\u001b[2Jb\u202e\r')).toBe(
      '\u001b[31mred\u001b[39m\n\ta\\u{1b}[2Jb\\u{202e}\\u{d}',
    )
  })
})
