import { describe, expect, test } from 'vitest'
import { latinOfGbk, mojibakeOfGbk } from '../../sources/encoding/gbk-mojibake.js'

/** A UTF-8 text as a program shows it that takes it for GBK. */
const misread = (text: string): string => new TextDecoder('gb18030').decode(new TextEncoder().encode(text))

describe('UTF-8 that was read as GBK', () => {
  test.each([
    // Two Chinese characters, three letters of another script, one or two accents within small letters.
    '男女',
    '一二三',
    'ABC男女',
    'рак',
    'όγκος',
    'סרטן',
    'سرطان',
    'müde',
    'niño',
    'Ärzte',
    'Übel',
    'Lungenödem',
  ])('%s', text => {
    expect(misread(text)).not.toBe(text)
    expect(mojibakeOfGbk(misread(text))).toBe(true)
  })

  test.each(['涓€', 'x鈥檚', '37掳C', '5碌g', '5碌m', '5碌l', '5碌L', '5碌M', '卤5', '卤 5'])('%s is known', text => {
    expect(mojibakeOfGbk(text)).toBe(true)
  })

  test.each([
    '男',
    '男女',
    '一二三四五六',
    '肝细胞癌切除术后',
    '碌碌',
    '掳',
    'CT增强',
    'X线片',
    '每week一次',
    'T波倒置',
    'a b',
    '',
    '卤素',
    '€€€',
    '中a',
    '中ab',
    '王lei',
  ])('%s is as it was written', text => {
    expect(mojibakeOfGbk(text)).toBe(false)
  })
})

test.each<[string, boolean]>([
  // 肝细 and 病 as bytes of GBK.
  ['¸ÎÏ¸', true],
  ['x ¸ÎÏ¸ y', true],
  ['²¡', false],
  ['«ÄÖ»', false],
  ['café', false],
  ['ÄÖ', false],
  ['°C', false],
])('GBK that was read as Latin: %s, %s', (text, is) => {
  expect(latinOfGbk(text)).toBe(is)
})
