import { describe, expect, test } from 'vitest'
import { identifierWords } from '../../harmonize/door/masks/identifier-words.js'
import { passRows } from '../support/pass-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { Cell } from '../../sources/source-record.js'
import { madeMapping } from './made-site.js'
import { retold, told } from '../../words/told.js'

const maskedBy = (dropped: readonly string[], text: string, measuring = false): string | null => {
  const words = identifierWords()
  for (const word of dropped) words.add(word)
  return words.mask(text, measuring)
}

describe('names', () => {
  test.each([
    ['欧阳锋', '欧阳 锋 说', '[identifier] 说'],
    ['欧阳 锋', '联系欧阳锋家属', '联系[identifier]家属'],
    ['欧阳锋', '欧\u200b阳\u3000锋', '[identifier]'],
    ['Ng', 'Ng called', '[identifier] called'],
    ['KIM', 'seen with Kim, again', 'seen with [identifier], again'],
    ['Wang Li', 'Li  Wang came; LI, WANG', '[identifier] came; [identifier]'],
    ['Müller', 'Frau MÜLLER rief an', 'Frau [identifier] rief an'],
    ['Weiß', 'straße, Herr Weiß kam', 'straße, Herr [identifier] kam'],
  ])('%s is masked in %s', (name, text, expected) => {
    expect(maskedBy([name], text)).toBe(expected)
  })

  test.each([
    ['Ng', '5 ng/mL'],
    ['Ng', 'NGO and King'],
    ['Kim', 'Kimberley'],
    ['An', 'an der Leber'],
    ['No', 'No'],
    ['Li', 'x'],
    ['Wang', 'Wangen'],
  ])('%s is not found in %s', (name, text) => {
    expect(maskedBy([name], text)).toBeNull()
  })

  test('a short name is none in a measuring column', () => {
    expect(maskedBy(['Mg'], '12 Mg', true)).toBeNull()
  })
})

describe('identifiers by their form', () => {
  test.each([
    ['999999000101123 old id', '[identifier] old id'],
    ['11010519491231002X', '[identifier]'],
    ['mail to Anna.Meier@klinik.example.org', 'mail to [identifier]'],
    ['call １３８ １２３４ ５６７８', 'call [identifier]'],
  ])('%s', (text, expected) => {
    expect(maskedBy([], text)).toBe(expected)
  })

  test('a number of 15 digits that holds no day, and one of 16, are none', () => {
    expect(maskedBy([], '999999001301123 and 9999990001011234')).toBeNull()
  })
})

test('a long dropped text is masked whole and in its parts, with whatever stands around it', () => {
  const letter = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ')
  expect(maskedBy([letter], `before ${letter} after`)).toBe('before [identifier] after')
  const part = maskedBy([letter], letter.slice(0, 500))
  expect(part?.replaceAll('[identifier]', '').length).toBeLessThan(60)
})

test('H7: a number in a cell that is a dropped identifier or a mobile number is masked, a measured one is not', () => {
  const mapping = madeMapping({
    files: { p: { name: 'p.xlsx', subject: { column: 'id' } } },
    identifiers: { drop: { p: ['phone'] } },
    map: {
      subject: { from: 'p', sex: 'sex' },
      disease: { from: 'p', diagnosis: 'dx' },
      lab: { from: 'p', test: { constant: 'platelets' }, result: { column: 'plt', unit: '/uL' } },
    },
  })
  const number = (value: number): Cell => ({ kind: 'number', number: value, text: String(value) })
  const text = (value: string): Cell => ({ kind: 'text', text: value })
  const rows = [
    [text('A1'), number(77012345), text('m'), number(77012345), number(150000)],
    [text('A2'), number(150000), text('f'), number(13812345678), number(77012345)],
    [text('A3'), text('x'), text('f'), number(2), number(13812345678)],
  ].map((cells, index) => ({ row: index + 2, cells }))
  const table = { sheet: retold('a'), header: ['id', 'phone', 'sex', 'dx', 'plt'], notes: [], issues: [], rows }
  const key = identityKey({}, 'synthetic')
  const { files } = passRows({ study: 's', mapping, key, tables: [{ fileId: 'p', file: told`p.xlsx`, table }] })
  const mask = text('[identifier]')
  expect(files[0]?.records.map(({ cells }) => [cells['dx'], cells['plt']])).toEqual([
    [mask, number(150000)],
    [mask, number(77012345)],
    [number(2), mask],
  ])
})
