import { type Encoding, textIn } from '../../sources/encoding/decode-bytes.js'

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
    encodings: ['windows-1251'],
    header: ['Пол', 'Возраст', 'Диагноз'],
    words:
      'мужской женский печень отёк лёгких опухоль метастазы Иванов Смирнова жив умер лечение операция рецидив стадия боль слабость тошнота кровь анализ норма'.split(
        ' ',
      ),
  },
  {
    name: 'Greek',
    encodings: ['windows-1253'],
    header: ['Φύλο', 'Ηλικία', 'Διάγνωση'],
    words:
      'άνδρας γυναίκα ήπαρ όγκος μετάσταση θάνατος ζωντανός θεραπεία χειρουργείο πυρετός ναυτία αίμα εξέταση φυσιολογικό Παπαδόπουλος'.split(
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

const encoders = new Map<Encoding, ReadonlyMap<string, readonly number[]>>()

const encoderOf = (encoding: Encoding): ReadonlyMap<string, readonly number[]> => {
  const before = encoders.get(encoding)
  if (before !== undefined) return before
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
  encoders.set(encoding, codes)
  return codes
}

/** The bytes of a text in an encoding; a sign that the encoding has not is left out. */
export const bytesIn = (text: string, encoding: Encoding): Uint8Array => {
  const codes = encoderOf(encoding)
  return Uint8Array.from(Array.from(text).flatMap(sign => [...(codes.get(sign) ?? [])]))
}
