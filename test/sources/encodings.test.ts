import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decodeText } from '../../sources/encoding/decode-text.js'
import { Unreadable } from '../../sources/errors.js'
import { bytesIn, type Language, languages } from './made-languages.js'

const readAs = (bytes: Uint8Array, declared?: Encoding): string => {
  try {
    return decodeText(bytes, declared).text
  } catch (error) {
    if (error instanceof Unreadable) return `refused: ${error.message}`
    throw error
  }
}

// Tables of one row to 120, from nearly all numbers to nearly all words, with a header in English or their own language.
const tableOf = ({ header, words }: Language, leastWords: number) =>
  fc
    .record({
      own: fc.boolean(),
      rows: fc.array(
        fc.array(fc.constantFrom('12.5', '2020-03-05', 'ECOG 1', 'T2', '', ...words), { minLength: 3, maxLength: 3 }),
        {
          minLength: 1,
          maxLength: 120,
        },
      ),
    })
    .filter(({ rows }) => new Set(rows.flat().filter(cell => words.includes(cell))).size >= leastWords)
    .map(({ own, rows }) =>
      [['id', ...(own ? header : ['a', 'b', 'c'])], ...rows.map((row, index) => [`P${index}`, ...row])]
        .map(row => row.join(','))
        .join('\r\n'),
    )

const cases = languages.flatMap(language =>
  language.encodings.map(encoding => [language.name, encoding, language] as const),
)

const settings = { seed: 20260101, numRuns: 15 }

describe('an encoding is what the bytes say', () => {
  test.each(cases)(
    '%s in %s is read as named, and unnamed only where it is plainly Chinese',
    (_, encoding, language) => {
      fc.assert(
        fc.property(tableOf(language, 6), text => {
          const bytes = bytesIn(text, encoding)
          expect(readAs(bytes, encoding)).toBe(text)
          if (encoding === 'gb18030') expect(decodeText(bytes, undefined)).toMatchObject({ text, encoding })
          else expect(readAs(bytes)).toMatch(/^refused: its encoding cannot be told/)
        }),
        settings,
      )
    },
  )

  test.each(cases.filter(([, encoding]) => encoding !== 'gb18030'))(
    '%s in %s of any size never becomes Chinese without a word',
    (_, encoding, language) => {
      fc.assert(
        fc.property(tableOf(language, 1), text => {
          const read = readAs(bytesIn(text, encoding))
          expect(read.startsWith('refused: ') || read === text || !/\p{Script=Han}/u.test(read)).toBe(true)
        }),
        settings,
      )
    },
  )

  test.each(cases)('%s in %s that the mapping names otherwise is refused', (_, encoding, language) => {
    const alike = new Set<Encoding>(['windows-1252', 'iso-8859-15', 'windows-1257', 'iso-8859-13'])
    const others = (['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252', 'utf-16le'] as const).filter(
      other => other !== encoding && !(alike.has(other) && alike.has(encoding)),
    )
    fc.assert(
      fc.property(tableOf(language, 12), text => {
        for (const other of others) expect(readAs(bytesIn(text, encoding), other), other).toMatch(/^refused: /)
      }),
      { ...settings, numRuns: 15 },
    )
  })

  test.each(languages.map(language => [language.name, language] as const))(
    '%s in UTF-8 that the mapping names otherwise is refused',
    (_, language) => {
      fc.assert(
        fc.property(tableOf(language, 1), text => {
          const bytes = new TextEncoder().encode(text)
          expect(readAs(bytes)).toBe(text)
          for (const other of ['gb18030', 'big5', 'windows-1252', 'windows-1251', 'utf-16be'] as const) {
            expect(readAs(bytes, other), other).toMatch(/^refused: /)
          }
        }),
        settings,
      )
    },
  )

  test('the refusal names the encodings that read the bytes', () => {
    expect(readAs(bytesIn('id,Befund\n1,Lungenödem\n2,Übelkeit\n', 'windows-1252'))).toBe(
      'refused: its encoding cannot be told: byte 18 is not utf-8 (line 2), and not plainly Chinese text in GB18030; ' +
        "name the file's own in the mapping (`encoding: …`); it reads as windows-1252, windows-1250, windows-1254",
    )
    expect(readAs(bytesIn('id,檢驗\n1,轉移\n2,未查\n3,男\n', 'big5'), 'utf-8')).toMatch(/it reads as big5/)
    expect(readAs(bytesIn('id,检验\n1,转移\n2,未查\n3,男\n', 'gb18030'), 'utf-8')).toMatch(/it reads as gb18030/)
    expect(readAs(bytesIn('id,검사\n1,전이\n2,남자\n3,여자\n', 'euc-kr'), 'gb18030')).toMatch(/it reads as euc-kr/)
  })

  test('a single Chinese sign that is a letter in UTF-8 is asked for, and read where it is named', () => {
    const bytes = bytesIn('id,sex\n1,女\n2,女\n', 'gb18030')
    expect(readAs(bytes)).toMatch(/cannot be told.*gb18030, utf-8/)
    expect(readAs(bytes, 'gb18030')).toBe('id,sex\n1,女\n2,女\n')
  })

  test('rare surnames, in four bytes too, do not make a Chinese table another', () => {
    const text = `住院号,姓名,性别,结果\n${Array.from({ length: 40 }, (_, row) => `${row},${['王翀', '李㛃', '翟犇', '仝㼆'][row % 4]},${row % 2 === 0 ? '男' : '女'},12.5`).join('\n')}`
    expect(decodeText(bytesIn(text, 'gb18030'), undefined)).toMatchObject({ text, encoding: 'gb18030' })
  })

  test('units and signs of measurement alone tell UTF-8', () => {
    const text = 'id,temp,crp\n1,37 °C,5 µg/mL\n2,±0.5,3 m²\n'
    const bytes = new TextEncoder().encode(text)
    expect(readAs(bytes)).toBe(text)
    for (const other of ['gb18030', 'windows-1252'] as const) expect(readAs(bytes, other)).toMatch(/it is UTF-8/)
  })

  test('every sign of Windows-1252 is read, and a byte that it has not is refused', () => {
    const bytes = Uint8Array.from([
      ...Buffer.from('id,a\n1,pr'),
      0xe9,
      0x76,
      0xfc,
      0x20,
      0x80,
      0x20,
      0x93,
      0x61,
      0x94,
      0x0a,
    ])
    expect(readAs(bytes, 'windows-1252')).toBe('id,a\n1,prévü € “a”\n')
    expect(readAs(Uint8Array.from([...bytes, 0x81]), 'windows-1252')).toMatch(/stand for nothing in windows-1252/)
  })

  test('UTF-16 in the other order, without a zero byte, or under another name is refused', () => {
    const little = new Uint8Array(Buffer.from('id,性别\n1,男\n', 'utf16le'))
    expect(readAs(little, 'utf-16le')).toBe('id,性别\n1,男\n')
    expect(readAs(little, 'utf-16be')).toMatch(/other order/)
    expect(readAs(little, 'gb18030')).toMatch(/UTF-16 without a byte-order mark/)
    expect(readAs(new TextEncoder().encode('id,sex\n1,male\n'), 'utf-16le')).toMatch(/zero byte/)
    expect(readAs(Uint8Array.of(0xff, 0xfe, 0, 0, 0x31, 0, 0, 0))).toMatch(/UTF-32/)
  })

  test('text beyond ASCII late in a large file counts', () => {
    const plain = 'P1,12.5,2020-03-05\n'.repeat(80_000)
    const chinese = bytesIn('P,男,肝细胞癌\nP,女,无转移\nP,未查,死亡\n', 'gb18030')
    const german = bytesIn('P,Lungenödem\nP,Übelkeit\n', 'windows-1252')
    const large = (tail: Uint8Array): Uint8Array => Uint8Array.from([...Buffer.from(plain), ...tail])
    expect(decodeText(large(chinese), undefined).encoding).toBe('gb18030')
    expect(readAs(large(german))).toMatch(/it reads as windows-1252/)
    expect(readAs(large(german), 'gb18030')).toMatch(/it reads as windows-1252/)
  })
})
