import { describe, expect, test } from 'vitest'
import {
  type CommonSigns,
  japanese,
  korean,
  simplifiedChinese,
  traditionalChinese,
} from '../../sources/encoding/common-signs.js'
import { signScore, type WideEncoding } from '../../sources/encoding/sign-score.js'
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

const words = (text: string): readonly string[] => text.split(/\s+/)

/** Words that nearly every table of subjects has, in its headers or cells. */
const ofTables: Readonly<Record<string, readonly [WideEncoding, readonly string[]]>> = {
  'simplified Chinese': [
    'gb18030',
    words(
      '男 女 性别 年龄 姓名 住院号 诊断 出生日期 患者 是否 未查 不详 死亡 存活 治疗 肝癌 肺 肿瘤 白蛋白 胆红素 甲胎蛋白 王 李 张 刘 陈 杨 黄 赵',
    ),
  ],
  'traditional Chinese': [
    'big5',
    words(
      '男 女 性別 年齡 姓名 住院號 診斷 出生日期 患者 是否 未查 不詳 死亡 存活 治療 肝癌 肺 腫瘤 白蛋白 膽紅素 王 李 張 劉 陳 楊 黃 趙',
    ),
  ],
  Japanese: ['shift_jis', words('あり なし する ません アルブミン ビリルビン リンパ ドナー プロトコル ヘモグロビン')],
  Korean: ['euc-kr', words('환자 남여 성별 나이 진단 생년월일 사망 간암 폐암 정상')],
}

/** Words of remarks, findings, units, drugs, names and places, from every part of the language's common characters. */
const ofText: Readonly<Record<string, readonly [WideEncoding, readonly string[]]>> = {
  'simplified Chinese': [
    'gb18030',
    words(
      '我想说的 现在 快乐 书本 满意 清空 选取 维持 准确 显示 温度 若干 帮助 适应 散步 降低 困难 淋巴 肠胃 肾 肌酐 转氨酶 注射 静滴 扫描 末次随访 侵犯 功能衰竭 扩增 紫杉 邓 曹 彭 蒋 梅 萍 辉 浙江 贵州 甘肃 新疆',
    ),
  ],
  'traditional Chinese': [
    'big5',
    words('說 這個 我們 問題 經過 快樂 寫字 滿意 語言 選取 確實 設計 溫度 優良 淋巴 注射 掃描 突變 臺灣 鄧 賴 蘇 莊'),
  ],
  Japanese: ['shift_jis', words('性別 氏名 肝腫瘍 検査 一二三 佐藤 鈴木 市町村')],
  Korean: ['euc-kr', words('다는 그러나 온 혈압 백혈구 확크 송 홍 평균 입원 퇴원')],
}

// Japanese is written in either of two encodings, of which both judge by the same signs.
const encodingsOf = (encoding: WideEncoding): readonly WideEncoding[] =>
  encoding === 'shift_jis' ? ['shift_jis', 'euc-jp'] : [encoding]

test.each(Object.entries(ofTables))('words of tables speak most for %s', (_, [encoding, found]) => {
  for (const one of encodingsOf(encoding)) {
    for (const word of found) {
      for (const sign of word.replace('ません', 'せん'))
        expect([word, sign, signScore(sign, one)]).toEqual([word, sign, 2.5])
    }
  }
})

test.each(Object.entries(ofText))('words of any text speak for %s', (_, [encoding, found]) => {
  for (const one of encodingsOf(encoding)) {
    for (const word of found) {
      for (const sign of word) expect(signScore(sign, one), `${sign} of ${word}`).toBeGreaterThanOrEqual(1)
    }
  }
})

test.each(Object.entries(ofText))('words of %s speak against each other language', (_, [encoding, found]) => {
  const text = found.join('')
  for (const other of ['gb18030', 'big5', 'shift_jis', 'euc-kr'] as const) {
    if (other !== encoding) expect(signScore(text, other), other).toBeLessThan(signScore(text, encoding))
  }
})
