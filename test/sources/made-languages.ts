import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { textIn } from '../../sources/encoding/decode-bytes.js'

/** Words of clinical tables as hospitals of several languages write them, and the encodings that their files come in. */
export interface Language {
  readonly name: string
  readonly encodings: readonly Encoding[]
  readonly header: readonly string[]
  readonly words: readonly string[]
}

/** Languages whose files come in other encodings than UTF-8. */
export const languages: readonly Language[] = [
  {
    name: 'German',
    encodings: ['windows-1252', 'iso-8859-15'],
    header: ['Größe', 'Aufnahme', 'Befund'],
    words:
      'Lungenödem Übelkeit männlich weiblich Müller Schäfer Größe Fußschmerz Hämatom überprüft Rückfall gestört Ärztin Öffnung Lebermetastasen regelmäßig Spätfolge müde Krämpfe Blässe'.split(
        ' ',
      ),
  },
  {
    name: 'French',
    encodings: ['windows-1252', 'iso-8859-15'],
    header: ['Prénom', 'Âge', 'Décès'],
    words:
      'fièvre œdème hépatite décédé opérée créée métastase néant Élodie François traité contrôle épanchement gêne après âgé évolution réséqué aiguë naïf noël'.split(
        ' ',
      ),
  },
  {
    name: 'Polish',
    encodings: ['windows-1250', 'iso-8859-2'],
    header: ['Płeć', 'Wiek', 'Wątroba'],
    words:
      'płeć mężczyzna wątroba żółtaczka gorączka krwawienie śródbłonek źle obrzęk nudności ćma łagodny złośliwy przeżycie zgłoszenie ból głowy dłoń wiązka świąd'.split(
        ' ',
      ),
  },
  {
    name: 'Russian',
    encodings: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'],
    header: ['Пол', 'Возраст', 'Диагноз'],
    words:
      'мужской женский печень отёк лёгких опухоль метастазы Иванов Смирнова жив умер лечение операция рецидив стадия боль слабость тошнота кровь анализ норма'.split(
        ' ',
      ),
  },
  {
    name: 'Greek',
    encodings: ['windows-1253', 'iso-8859-7'],
    header: ['Φύλο', 'Ηλικία', 'Διάγνωση'],
    words:
      'άνδρας γυναίκα ήπαρ όγκος μετάσταση θάνατος ζωντανός θεραπεία χειρουργείο πυρετός ναυτία αίμα εξέταση φυσιολογικό Παπαδόπουλος'.split(
        ' ',
      ),
  },
  {
    name: 'Hebrew',
    encodings: ['windows-1255', 'iso-8859-8'],
    header: ['מין', 'גיל', 'אבחנה'],
    words:
      'זכר נקבה כבד גידול גרורה תמותה חי טיפול ניתוח חום אבחנה ריאה דימום כאב בטן יציב החמרה שיפור שלילי חיובי לא ידוע'.split(
        ' ',
      ),
  },
  {
    name: 'Arabic',
    encodings: ['windows-1256', 'iso-8859-6'],
    header: ['الجنس', 'العمر', 'التشخيص'],
    words:
      'ذكر أنثى كبد ورم انتشار وفاة حي علاج جراحة حمى تشخيص رئة نزيف ألم بطن مستقر تدهور تحسن سلبي إيجابي غير معروف'.split(
        ' ',
      ),
  },
  {
    name: 'Lithuanian',
    encodings: ['windows-1257', 'iso-8859-13'],
    header: ['Lytis', 'Amžius', 'Diagnozė'],
    words:
      'moteris vyras kepenų navikas metastazė mirė gyvas gydymas operacija karščiavimas diagnozė plaučių kraujavimas skausmas būklė pagerėjo blogėja neigiamas teigiamas nežinoma šiaurė žmogus ąžuolas'.split(
        ' ',
      ),
  },
  {
    name: 'Japanese',
    encodings: ['shift_jis', 'euc-jp'],
    header: ['性別', '年齢', '診断'],
    words:
      '男性 女性 肝細胞癌 転移あり 転移なし 死亡 生存 検査値 リンパ節 アルブミン ビリルビン 手術後 再発 治療開始 佐藤 鈴木 高橋 未実施 不明 入院 退院 発熱 腹水'.split(
        ' ',
      ),
  },
  {
    name: 'Korean',
    encodings: ['euc-kr'],
    header: ['성별', '나이', '진단'],
    words:
      '남자 여자 간세포암 전이 있음 없음 사망 생존 검사 결과 알부민 빌루빈 수술 재발 치료 김영수 이정희 박민준 미시행 모름 입원 퇴원 발열 복수'.split(
        ' ',
      ),
  },
  {
    name: 'Traditional Chinese',
    encodings: ['big5'],
    header: ['性別', '年齡', '診斷'],
    words:
      '男 女 肝細胞癌 轉移 無轉移 死亡 存活 檢驗 結果 白蛋白 膽紅素 手術 復發 治療 陳志明 林淑芬 黃建國 未查 不詳 入院 出院 發熱 腹水 肺部 腫瘤'.split(
        ' ',
      ),
  },
  {
    name: 'Simplified Chinese',
    encodings: ['gb18030'],
    header: ['性别', '年龄', '诊断'],
    words:
      '男 女 肝细胞癌 转移 无转移 死亡 存活 检验 结果 白蛋白 胆红素 手术 复发 治疗 陈志明 王翀 李㛃 未查 不详 入院 出院 发热 腹水 高血压 糖尿病'.split(
        ' ',
      ),
  },
]

// The first signs of Unicode, and some beyond.
const unicodeSigns = [
  ...Array.from({ length: 0x500 }, (_, code) => String.fromCodePoint(code)),
  ...Array.from('男女肝癌ー가힣😀'),
]

const unicode = (encoding: Encoding): ReadonlyMap<string, readonly number[]> => {
  const bytesOf = (sign: string): Buffer => {
    if (encoding === 'utf-8') return Buffer.from(sign)
    const little = Buffer.from(sign, 'utf16le')
    return encoding === 'utf-16le' ? little : little.swap16()
  }
  return new Map(unicodeSigns.map(sign => [sign, [...bytesOf(sign)]]))
}

// Each sign of two bytes between the marks that change to them and back.
const japaneseOfAscii = (): ReadonlyMap<string, readonly number[]> => {
  const codes = new Map<string, readonly number[]>()
  for (let byte = 0; byte < 0x7f; byte += 1) codes.set(String.fromCharCode(byte), [byte])
  const [to, back] = [
    [0x1b, 0x24, 0x42],
    [0x1b, 0x28, 0x42],
  ]
  for (let lead = 0x21; lead <= 0x7e; lead += 1) {
    for (let trail = 0x21; trail <= 0x7e; trail += 1) {
      const bytes = [...to, lead, trail, ...back]
      const sign = textIn(Uint8Array.from(bytes), 'iso-2022-jp')
      if (sign !== null && Array.from(sign).length === 1 && !codes.has(sign)) codes.set(sign, bytes)
    }
  }
  return codes
}

const encoders = new Map<Encoding, ReadonlyMap<string, readonly number[]>>()

const byPairs = (encoding: Encoding): ReadonlyMap<string, readonly number[]> => {
  const codes = new Map<string, readonly number[]>()
  const add = (...bytes: number[]): void => {
    const sign = textIn(Uint8Array.from(bytes), encoding)
    if (sign !== null && Array.from(sign).length === 1 && !codes.has(sign)) codes.set(sign, bytes)
  }
  for (let byte = 0; byte <= 0xff; byte += 1) add(byte)
  if (/^(gb|big|shift|euc)/.test(encoding)) {
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) add(lead, trail)
    }
  }
  // The part of the four-byte signs in which rare surnames stand.
  if (encoding === 'gb18030') {
    for (let third = 0x81; third <= 0xfe; third += 1) {
      for (let second = 0x30; second <= 0x39; second += 1) {
        for (let last = 0x30; last <= 0x39; last += 1) {
          add(0x81, second, third, last)
          add(0x82, second, third, last)
        }
      }
    }
  }
  return codes
}

const encoderOf = (encoding: Encoding): ReadonlyMap<string, readonly number[]> => {
  const before = encoders.get(encoding)
  if (before !== undefined) return before
  const codes =
    encoding === 'iso-2022-jp' ? japaneseOfAscii() : encoding.startsWith('utf-') ? unicode(encoding) : byPairs(encoding)
  encoders.set(encoding, codes)
  return codes
}

/** The signs that an encoding has. */
export const signsOf = (encoding: Encoding): readonly string[] => [...encoderOf(encoding).keys()]

/** The bytes of a text in an encoding; a sign that the encoding has not is left out. */
export const bytesIn = (text: string, encoding: Encoding): Uint8Array => {
  const codes = encoderOf(encoding)
  const bytes = Uint8Array.from(Array.from(text).flatMap(sign => [...(codes.get(sign) ?? [])]))
  if (encoding !== 'iso-2022-jp') return bytes
  // Nothing stands between a change back and one to.
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\u001B(B\u001B$B', ''), 'latin1'))
}
