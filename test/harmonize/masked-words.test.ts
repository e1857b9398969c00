import { describe, expect, test } from 'vitest'
import { identifierWords } from '../../harmonize/door/masks/identifier-words.js'
import { resident15, residentFits } from '../../harmonize/door/ids/resident-id.js'
import { searchedText } from '../../harmonize/door/masks/searched-text.js'
import { readColumn } from './read-column.js'

const masked = (dropped: readonly string[], text: string, measuring = false): string => {
  const words = identifierWords()
  for (const word of dropped) words.add(word)
  return words.mask(text, measuring) ?? text
}

const mask = '[identifier]'

describe('what of dropped texts is worth masking', () => {
  test.each<readonly [string, string, string]>([
    // Chinese words of two signs, others of four letters, or of two or three with a capital.
    ['王', '王来了', '王来了'],
    ['王明', '王明来了', `${mask}来了`],
    ['A', 'A came', 'A came'],
    ['Li', 'Li came', `${mask} came`],
    ['Kim', 'Kim came', `${mask} came`],
    ['kimb', 'a kimb came', `a ${mask} came`],
    ['12', 'room 12', 'room 12'],
    ['12a', 'room 12a', `room ${mask}`],
    ['12a', 'room 12ab', 'room 12ab'],
    ['12ab', 'room 12ab', `room ${mask}`],
    // Words that stand for nothing, or for a sex.
    ...[
      '无',
      '不详',
      '未知',
      '未查',
      '拒绝',
      '本人',
      '男',
      '女',
      'unknown',
      'None',
      'NULL',
      'N/A',
      'na',
      'No',
      'yes',
      'OK',
      'true',
      'false',
      'male',
      'Female',
    ].map(word => [word, `said ${word}`, `said ${word}`] as const),
    // Whole words only, but among Chinese signs anywhere.
    ['Anna', 'Annabel', 'Annabel'],
    ['Anna', 'JoAnna', 'JoAnna'],
    ['Anna', '(Anna)', `(${mask})`],
    ['Anna', '患者Anna来', `患者${mask}来`],
    ['1234567', '12345678', '12345678'],
    ['1234567', '01234567', '01234567'],
    ['1234567', 'A1234567B', `A${mask}B`],
    ['Li', 'Lin', 'Lin'],
    ['Li', 'li', 'li'],
    // Either order of two words, with a comma or without.
    ['Anna Meier', 'Meier Anna', mask],
    ['Anna Meier', 'Meier, Anna', mask],
    ['Anna Meier', 'Anna, Meier', mask],
    ['Meier, Anna', 'Anna Meier', mask],
    ['Anna Meier', 'Meier', 'Meier'],
    ['Anna Maria Meier', 'Meier Anna Maria', mask],
    ['Anna Maria Meier', 'Frau Meier, Anna Maria', `Frau ${mask}`],
    ['Anna Maria Meier', 'Anna Meier and Maria', `${mask} and Maria`],
    // Several, side by side and apart.
    ['王明', '王明王明', mask],
    ['王明', '王明，王明', `${mask}，${mask}`.normalize('NFKC')],
    // Numbers: short ones are days and counts.
    ['12345', 'id 12345', `id ${mask}`],
    ['12345', '12345', '12345'],
    ['202103', '2021-03', '2021-03'],
    ['123456', '123456', mask],
    ['12345', '1/12345', '1/12345'],
  ])('%s in %j', (dropped, text, expected) => {
    expect(masked([dropped], text)).toBe(expected)
  })

  test.each([
    ['1234567890', '1234567890 x', '1234567890 x'],
    ['12345678901', '12345678901', mask],
    ['Anna', 'Anna', mask],
    ['Kim', '12 Kim', '12 Kim'],
    ['王明', '12 王明', `12 ${mask}`],
  ])('%s in %j of a measuring column', (dropped, text, expected) => {
    expect(masked([dropped], text, true)).toBe(expected)
  })

  test('a text of 48 signs is one word, a longer one is found in its pieces', () => {
    const letters = Array.from({ length: 96 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')
    const short = letters.slice(0, 48)
    expect(masked([short], short.slice(0, 47))).toBe(short.slice(0, 47))
    expect(masked([short], `a${short}b`)).toBe(`a${mask}b`)
    expect(masked([letters], letters.slice(0, 48))).toBe(mask)
    expect(masked([letters], letters.slice(48))).toBe(mask)
    expect(masked([letters], letters)).toBe(mask)
    const latin = 'abcdefgh'.repeat(12)
    expect(masked([latin], `x${latin.slice(0, 48)}y`)).toBe(`x${mask}y`)
  })
})

describe('identifiers by their form', () => {
  test.each([
    ['110105194912310025', mask],
    ['1101051949123100251', '1101051949123100251'],
    ['11010519491231002x', mask],
    ['999999001231123', mask],
    ['999999000931123', mask],
    ['999999001331123', '999999001331123'],
    ['999999001232123', '999999001232123'],
    ['099999001231123', '099999001231123'],
    ['13812345678', mask],
    ['12812345678', '12812345678'],
    ['+86 138-1234-5678', mask],
    ['8613812345678', mask],
    ['138 1234 5678.', `${mask}.`],
    ['138123456789', '138123456789'],
    ['a@b.cd', mask],
    ['a.b+c@mail.example.org, x', `${mask}, x`],
    ['a@b', 'a@b'],
    ['@home', '@home'],
  ])('%s', (text, expected) => {
    expect(masked([], text)).toBe(expected)
  })
})

test('a text is searched in capitals, without spaces beside Chinese signs and without what no eye sees', () => {
  const read = (text: string) => {
    const { shown, searched, placeOf } = searchedText(text)
    return [shown, searched, Array.from(searched, (_, at) => placeOf(at))]
  }
  expect(read('ab c')).toEqual(['ab c', 'AB C', [0, 1, 2, 3]])
  expect(read('王 a  b')).toEqual(['王 a  b', '王A B', [0, 2, 3, 5]])
  expect(read(' a 王 ')).toEqual([' a 王 ', 'A王', [1, 3]])
  expect(read('ａ\u200bß')).toEqual(['a\u200bß', 'Aß', [0, 2]])
})

test.each([
  ['11010519491231002X', true],
  ['110105194912310021', false],
  ['110101199003070011', true],
  ['1101051949123100', false],
])('%s has the check digit of a resident id: %s', (id, fits) => {
  expect(residentFits(id)).toBe(fits)
})

test.each([
  ['110105491231002', '11010519491231002X'],
  ['110105491331002', null],
  ['110105491232002', null],
  ['010105491231002', null],
  ['1101054912310021', null],
])('the resident id %s of 15 digits became %s', (id, became) => {
  expect(resident15(id)).toBe(became)
})

describe('cells that cannot be used', () => {
  test.each([
    ['锟斤拷', 'unreadable-cell: a cell that cannot be used: spoilt characters'],
    ['[identifier]', 'identifier-in-value: a direct identifier where a value is expected; it was masked'],
    ['sees [identifier]', 'identifier-in-value: a direct identifier where a value is expected; it was masked'],
  ])('%s', async (text, expected) => {
    const { issues } = await readColumn('subject', 'sex', [text, 'f'])
    expect(`${issues[0]?.kind ?? ''}: ${issues[0]?.message ?? ''}`).toBe(expected)
  })
})
