import { analytes, fieldQuantities } from '../../protocol/schema/analytes.js'
import { doseFamilies } from '../../protocol/schema/doses.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { unitsOf } from '../../protocol/schema/units.js'
import { zoneNames } from '../read/zone-words.js'

const lettersIn = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .match(/\p{L}+/gu) ?? []

/** The units of all built-in tests and doses. */
export const commonUnits: readonly string[] = [
  ...new Set([
    ...[...Object.values(analytes), ...Object.values(fieldQuantities).flatMap(fields => Object.values(fields))].flatMap(
      unitsOf,
    ),
    ...doseFamilies.flatMap(family => Object.keys(family)),
  ]),
]

// What stands beside numbers and in days without being anybody's: flags, limits, ages, months, marks of time.
const usualWords = `
  x e h hh l ll high low n d j s m a p t z am pm utc gmt cet cest est of no nr or and older old aged
  ca circa approx approximately about around etwa ungefähr environ env vers anfang mitte ende début fin early mid late
  spring summer autumn fall winter less more greater than under over below above unter über up to bis until und oder by de del
  january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec un unk unknown xx
  uhr 오전 오후
  day days d week weeks wk wks w month months mo mos mth mths year years yr yrs y o hour hours hr hrs min
  jahr jahre jahren monat monate monaten tag tage tagen woche wochen an ans mois jour jours semaine semaines
  año años mes meses día días anno anni mese mesi giorno giorni
  points point score times negative positive neg pos trace nd tnd normal abnormal abn
  at least most no not lower smaller fewer higher larger exceeding höchstens zu mindestens kleiner größer weniger mehr als darunter darüber oder
  between from zwischen von lod loq llod lloq ulod uloq bdl blq bql detected detection limit target million millions mio thousand tsd
  cell cells beat beats ratio count counts total rbc rbcs wbc wbcs platelet platelets number index arb lb av inr`

const usualHan = `
  一 二 三 四 五 六 七 八 九 十 十一 十二 年 月 日 时 分 秒 号 岁 周岁 歲 歳 세 龄 齢 个 個 级 级别 次 天 周 星期 小时 分钟 点 時 上午 下午 中午 午前 午後 凌晨 清晨 早上 早晨 傍晚 晚上 夜间 早 晚 约 为 大约 大概 近 左右 上下 余 多 前 后 前后
  上旬 中旬 下旬 初 底 末 春 夏 秋 冬 至 到 以上 以下 及 或 小于 大于 低于 高于 不足 超过 不大于 不小于 偏高 偏低 升高 降低 增高 减低 高 低
  阴性 阳性 弱阳性 阴 阳 正常 未见 未查 未测 万 亿 元 异常 危急 危急值 危 小于等于 小于或等于 大于等于 大于或等于 不高于 不超过 不多于 至多 最多 不低于 不少于
  至少 最少 少于 未满 不到 多于 及以下 及以上 以内 千 百万 十万 千万 万亿 萬 介于 介乎 检出限 检测限 下限 上限 检测 未检出 未检测到 检测不到 最低`

const usual = new Set([...commonUnits, usualWords, ...zoneNames].flatMap(lettersIn))

const hanWords = [...(usualHan.match(/\p{L}+/gu) ?? [])].sort((one, other) => other.length - one.length)
const usualHanRun = new RegExp(`^(?:${hanWords.join('|')})+$`, 'u')

/** What stands for a word that is left out: no letter of it begins a unit, a flag or a sign that numbers are read by. */
export const filler = 'zzz'

/** Letters that a study's own units and lists add to the usual ones. */
export const ownLetters = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(lettersIn))

/** Whether a run of letters is a word beside the usual ones. */
export type OtherWord = (run: string) => boolean

const known = (run: string, own: ReadonlySet<string>, other: OtherWord): boolean => {
  const upper = run.toUpperCase()
  return usual.has(upper) || own.has(upper) || usualHanRun.test(run) || commonUnit(run) !== null || other(run)
}

/**
 * The text of a column of numbers or days with every word made `zzz` that is no unit, flag, limit or month: how it is
 * written stays and can be shown, what it says does not.
 */
export const withoutWords = (plain: string, own: ReadonlySet<string>, other: OtherWord = () => false): string => {
  if (!/\p{L}/u.test(plain) || commonUnit(plain) !== null) return plain
  return plain.replaceAll(
    /\p{Script=Han}+|(?:(?!\p{Script=Han})\p{L})[\p{M}]*(?:(?!\p{Script=Han})[\p{L}\p{M}])*/gu,
    run => (known(run, own, other) ? run : filler),
  )
}

const stamp = /^(?:18|19|20)\d{6}(?:\d{4}|\d{6})?$/

/** The text of a column of days alone without runs of digits that no day or moment has. */
export const withoutLongDigits = (plain: string): string =>
  plain.replaceAll(/\d{9,}/g, run => (stamp.test(run) ? run : filler))
