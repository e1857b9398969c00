import { describe, expect, test } from 'vitest'
import { simplifiedChinese } from '../../sources/encoding/common-signs.js'
import { signScore, type WideEncoding, wideEncodings } from '../../sources/encoding/sign-score.js'

describe('how plainly a text is of the language of its encoding', () => {
  test.each<readonly [WideEncoding, string, number]>([
    // Signs of tables of subjects, other common ones, usual ones, rarer ones, and those that the encoding has not.
    ['gb18030', '男', 2.5],
    ['gb18030', '的', 1],
    ['gb18030', '啊', -1],
    ['gb18030', '座', -1],
    ['gb18030', '亍', -2],
    ['gb18030', '齄', -2],
    ['gb18030', '譆', -4],
    ['gb18030', '가', -4],
    ['gb18030', '𠀀', -4],
    ['gb18030', 'ก', -8],
    ['big5', '年', 2.5],
    ['big5', '大', 1],
    ['big5', '丑', -1],
    ['big5', '籲', -1],
    ['big5', '乂', -2],
    ['big5', '墻', -2],
    ['big5', '们', -4],
    ['euc-jp', 'の', 2.5],
    ['euc-jp', '癌', 1],
    ['euc-jp', '亜', -1],
    ['euc-jp', '錬', -1],
    ['euc-jp', '弌', -2],
    ['euc-jp', '遙', -2],
    ['shift_jis', '亜', -1],
    ['shift_jis', 'の', 2.5],
    ['euc-kr', '환', 2.5],
    ['euc-kr', '다', 1],
    ['euc-kr', '겐', -1],
    ['euc-kr', '힝', -1],
    ['euc-kr', '伽', -2],
    ['euc-kr', '詰', -2],
    ['euc-kr', '갂', -4],
  ])('in %s %s tells %d', (encoding, sign, score) => {
    expect(signScore(sign, encoding)).toBe(score)
  })

  test.each<readonly [string, number]>([
    ['\u007F\u0080\u03FF', 0],
    ['\u0400', -8],
    ['\u1FFF', -8],
    ['\u2000\u26FF', 0],
    ['\u2700', -8],
    ['\u2FFF', -8],
    ['\u3000\u303F', 0],
    ['\u3040', -2],
    ['\u30FF', -2],
    ['\u3100', -8],
    ['\u31FF', -8],
    ['\u3200\u33FF', 0],
    ['\u3400', -4],
    ['\u9FFF', -4],
    ['\uA000', -8],
    ['\uABFF', -8],
    ['\uAC00', -4],
    ['\uD7AF', -4],
    ['\uD7B0', -8],
    ['\uD7FF', -8],
    ['\uD800', -4],
    ['\uDBFF', -4],
    ['\uDC00\uDFFF', 0],
    ['\uE000', -8],
    ['\uFE2F', -8],
    ['\uFE30\uFE4F', 0],
    ['\uFE50', -8],
    ['\uFEFF', -8],
    ['\uFF00\uFF60', 0],
    ['\uFF61', -1],
    ['\uFF9F', -1],
    ['\uFFA0', -8],
    ['\uFFDF', -8],
    ['\uFFE0\uFFEF', 0],
    ['\uFFF0', -8],
  ])('signs of no language in particular begin and end where Unicode has them: %j tells %d', (signs, score) => {
    expect(signScore(signs, 'gb18030')).toBe(score)
  })

  test('each sign counts once, and only the 64 that are most frequent', () => {
    expect(signScore('男男女,1,2', 'gb18030')).toBe(5)
    const first = new Set(simplifiedChinese.first)
    const others = [...new Set(simplifiedChinese.others)].filter(sign => !first.has(sign))
    const twice = others.slice(0, 64).join('').repeat(2)
    expect(signScore(twice, 'gb18030')).toBe(64)
    expect(signScore(`${twice}男`, 'gb18030')).toBe(64)
    expect(signScore(`${others.slice(0, 63).join('').repeat(2)}男`, 'gb18030')).toBe(65.5)
  })

  test('words of each language are plainly its own and nothing of another', () => {
    const words: Readonly<Record<WideEncoding, string>> = {
      gb18030: '肝细胞癌转移检验结果',
      big5: '肝細胞癌轉移檢驗結果',
      shift_jis: '検査結果ありがとう',
      'euc-jp': '検査結果ありがとう',
      'euc-kr': '간세포암 전이 검사 결과',
    }
    expect([...wideEncodings]).toEqual(Object.keys(words))
    for (const encoding of wideEncodings) expect(signScore(words[encoding], encoding)).toBeGreaterThanOrEqual(8)
    expect(signScore(words['euc-kr'], 'gb18030')).toBeLessThan(-20)
    expect(signScore(words.big5, 'gb18030')).toBeLessThan(signScore(words.gb18030, 'gb18030'))
  })
})
