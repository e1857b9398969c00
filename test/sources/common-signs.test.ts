import { describe, expect, test } from 'vitest'
import {
  type CommonSigns,
  japanese,
  korean,
  simplifiedChinese,
  traditionalChinese,
} from '../../sources/common-signs.js'
import { bytesIn } from './made-languages.js'

const lists = [
  ['simplified Chinese', simplifiedChinese, 'gb18030', /^\p{Script=Han}$/u],
  ['traditional Chinese', traditionalChinese, 'big5', /^\p{Script=Han}$/u],
  ['Japanese', japanese, 'shift_jis', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u],
  ['Korean', korean, 'euc-kr', /^\p{Script=Hangul}$/u],
] as const

const signsOf = ({ first, others }: CommonSigns): readonly string[] => Array.from(first + others)

describe('the common signs of a language', () => {
  test.each(lists)('%s: each is of its script and stands in its own encoding', (_, list, encoding, script) => {
    const wrong = signsOf(list).filter(sign => !script.test(sign) || bytesIn(sign, encoding).length < 2)
    expect(wrong.join('')).toBe('')
  })
})
