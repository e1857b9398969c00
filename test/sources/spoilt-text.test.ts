import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textCell } from '../../sources/received-cell.js'
import { isSpoilt } from '../../sources/encoding/spoilt-text.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A UTF-8 text as a program shows it that takes it for another encoding. */
const misread = (text: string, encoding: 'windows-1252' | 'gb18030'): string =>
  new TextDecoder(encoding).decode(utf8(text))

const german = ['Lungenödem', 'müde', 'größer als 3 cm', 'Übelkeit', 'Ärztin', 'über 5 µg']
const others = [
  'niño',
  'cœur',
  'São Paulo',
  'cirurgião',
  'Łódź',
  'rak płuca',
  'Ελλάδα',
  'рак лёгкого',
  'привет',
  'سرطان',
  'סרטן',
]
const chinese = ['肝细胞癌', '你好', '胸腔积液，量少', '转移', '女性患者', '阴性（-）', '溃疡', '肺癌切除术后']
const signs = ['37 °C', '±5', '≤5 cm', 'patient’s', 'Stadium – II', '日本語', '폐암']

describe('a text that was decoded wrongly holds its cell', () => {
  test.each([...german, ...others, ...chinese, ...signs])('%s in UTF-8, read as Windows-1252', text => {
    expect(isSpoilt(misread(text, 'windows-1252'))).toBe(true)
    expect(isSpoilt(Array.from(utf8(text), byte => String.fromCharCode(byte)).join(''))).toBe(true)
    expect(isSpoilt(`seen: ${misread(text, 'windows-1252')} (2020)`)).toBe(true)
  })

  test.each([...german, ...chinese, 'niño', 'рак лёгкого', 'patient’s', '37 °C'])('%s in UTF-8, read as GBK', text => {
    expect(isSpoilt(misread(text, 'gb18030'))).toBe(true)
  })

  // Of the bytes of these, two make a sign of Latin-1 (¤) in GBK, which stands within the Chinese ones.
  test.each(['象記歀滇垩', '霡蹫盱赇', '歡菢胎茪巍濞帙飁嵡陨'])(
    '%s in UTF-8, read as GBK with a sign between',
    text => {
      expect(misread(text, 'gb18030')).toMatch(/[\u00A0-\u00FF]/)
      expect(isSpoilt(misread(text, 'gb18030'))).toBe(true)
    },
  )

  test.each([
    ['中文病历', [0xd6, 0xd0, 0xce, 0xc4, 0xb2, 0xa1, 0xc0, 0xfa]],
    ['肝细胞癌', [0xb8, 0xce, 0xcf, 0xb8, 0xb0, 0xfb, 0xb0, 0xa9]],
  ])('%s in GBK, read as Windows-1252', (text, bytes) => {
    expect(new TextDecoder('gb18030').decode(Uint8Array.from(bytes))).toBe(text)
    expect(isSpoilt(new TextDecoder('windows-1252').decode(Uint8Array.from(bytes)))).toBe(true)
  })

  test.each(['a\u0085b', 'x\u0090', '\u009f', 'a\u0000', 'b\uFFFD', '锟斤拷', '\u007f'])(
    'a control or replacement character does',
    text => {
      expect(textCell(text)).toEqual({ kind: 'error', text: 'spoilt characters' })
    },
  )

  test('every accented word of small letters does, wherever its accents stand', () => {
    const letters = Array.from('abcdefghilmnoprstuàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžłńśźżčěřůőűăț')
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(word, text => {
        fc.pre(/^[a-z].*[^a-z]/.test(text))
        expect(isSpoilt(misread(text, 'windows-1252'))).toBe(true)
      }),
    )
  })

  test('every Chinese text of two characters and more does', () => {
    const sign = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCharCode(code))
    fc.assert(
      fc.property(fc.string({ unit: sign, minLength: 2, maxLength: 12 }), text => {
        expect(isSpoilt(misread(text, 'windows-1252'))).toBe(true)
        expect(isSpoilt(misread(text, 'gb18030'))).toBe(true)
      }),
    )
  })
})

describe('a text as people write it does not', () => {
  test.each([...german, ...others, ...chinese, ...signs])('%s', text => {
    expect(textCell(text)).toEqual({ kind: 'text', text })
    expect(isSpoilt(text.toUpperCase())).toBe(false)
    expect(isSpoilt(`«${text.toUpperCase()}» “${text}”`)).toBe(false)
  })

  test.each([
    'IRMÃ', 'IRMÃ\u00a0Maria', 'NÃO', 'AÇÃO', '«CAFÉ»', 'CAFÉ®', 'MÜLLER’S', 'Strauß“', '„Ä“', 'Å\u00a0gå', 'ÅÄÖ', 'þýðing', 'Nº 5', '50 °C', 'cm²',
    '½', '2×3', '蘑ab', '癅ab', '联通', '淋巴瘤', '滤泡性淋巴瘤', '涎腺癌', 'CT增强', 'X线片', '每week一次', 'T波倒置', '一', 'naïveté', 'É\u00a0la fin', 'ŠKODA', 'Ещё',
  ])('%s', text => {
    expect(isSpoilt(text)).toBe(false)
  }) // prettier-ignore

  test('no text of common Chinese characters does', () => {
    const decoder = new TextDecoder('gb18030')
    const level1 = fc
      .tuple(fc.integer({ min: 0xb0, max: 0xd6 }), fc.integer({ min: 0xa1, max: 0xfe }))
      .map(pair => decoder.decode(Uint8Array.from(pair)))
    fc.assert(
      fc.property(fc.string({ unit: level1, minLength: 1, maxLength: 20 }), text => {
        expect(isSpoilt(text)).toBe(false)
      }),
      { numRuns: 2000, seed: 20 },
    )
  })
})
