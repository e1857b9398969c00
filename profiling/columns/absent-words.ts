import { blankWords } from '../../harmonize/door/ids/id-words.js'

// Beside the words for a missing id: what laboratories and forms write where there is no result.
const results = new Set(
  `ND, N.D., NK, NOT DONE, NOT KNOWN, NOT RECORDED, NOT AVAILABLE, NOT APPLICABLE, NOT EVALUATED, NO DATA, #N/V
  未查, 未做, 未测, 未測, 未检, 未检查, 未评, 未评估, 未行, 未报, 未报告, 未记录, 未提供, 拒查, 不适用, 不適用, 无数据, 無資料
  N.E., N.U., NICHT BESTIMMT, NICHT BEKANNT, UNBEKANNT, NON FAIT, NON CONNU, NO REALIZADO, 未実施, 미실시`.split(
    /\s*[,\n]\s*/,
  ),
)

// Answers as often as words for nothing: `no` of a finding, `none` of a treatment.
const answers = new Set(['无', '無', '没有', 'NONE', 'NIL', 'KEINE', 'НЕТ', '없음', 'ID'])

const signsOnly = /^[-–—_./\\?*#.\s]+$/

// Numbers that programs of statistics put where there is nothing; -8 and -9 alone may be losses of weight.
const fillers = /^-?(?:9{3,4}|9{3,4}\.0+)$|^-9{2}$|^-8{2,3}$/

/** Whether a plain text says that there is nothing; a study's mapping decides, this only keeps it apart from what is read. */
export const isAbsentWord = (plain: string): boolean => {
  const first = plain.charCodeAt(0)
  // Most texts begin with a digit or are long: they are none.
  if (plain.length > 16) return false
  if (first >= 0x30 && first <= 0x39) return fillers.test(plain)
  if (plain === '' || signsOnly.test(plain) || fillers.test(plain)) return true
  const upper = plain.toUpperCase()
  return (blankWords.has(upper) && !answers.has(upper)) || results.has(upper)
}
