import { commonUnit } from '../protocol/schema/unit-names.js'

const inBrackets = /[([（【［][^()[\]（）【】［］]*[)\]）】］]/gu
const endings =
  /(?:代码|编码|代號|分值|检测值|测定值|结果|数值|定性|定量|检测|code|codes|coded|result|value|level|qualitative|quantitative)$/u
const beginnings = /^(?:基线|入组|治疗前|患者|病人|lab|baseline|base|bl|patient|pt|serum|plasma)(?=.{2})/u

// Words that are units, and also what is measured.
const noUnit = new Set(['%', 'k', 'c', 'm', 's', 'in'])

// Behind a letter of another script, or behind a blank: `最大病灶直径cm`, `ALB g/L`.
const withoutUnit = (text: string): string => {
  const tail = /^(.*?[\p{Script=Han}_\s])([a-zμ%/^\d×*.]+)$/u.exec(text)
  const [, name, unit] = tail ?? []
  return name !== undefined && unit !== undefined && !noUnit.has(unit) && commonUnit(unit) !== null ? name : text
}

const squeezed = (text: string): string => text.replaceAll(/[\s_.:#*?\-/\\]+/g, '')

// A day is called one by several words: 采样时间, 采样日期时间, 用药起始日.
const asDate = (text: string): string => text.replace(/(?:日期时间|日期|时间|日)$/u, '日期')

/** The writings of a header that are compared with the words that columns are called by: as it stands, and without what is often added. */
export const bareHeaders = (header: string): readonly string[] => {
  const whole = header
    .replace(/#[1-9]\d*$/, '')
    .normalize('NFKC')
    .toLowerCase()
    .trim()
  // A unit may hold a slash of its own.
  const open = withoutUnit(whole.replaceAll(inBrackets, '').trim())
  const last = withoutUnit((open.split('/').at(-1) ?? '').trim())
  const bare = squeezed(last)
  const shorter = bare.replace(endings, '')
  // Of a header of two rows both say what it is: 肿瘤/最大径.
  const joined = squeezed(open)
  const all = [bare, shorter, shorter.replace(beginnings, ''), joined]
  return [...new Set([...all, ...all.map(asDate)])].filter(text => text !== '')
}

/** The part of a header in Chinese and the part in letters, where it has one of each: 白蛋白ALB. */
export const twoNames = (header: string): readonly [string, string] | null => {
  const open = withoutUnit(header.normalize('NFKC').toLowerCase().replaceAll(inBrackets, '').trim())
  const found =
    /^(\p{Script=Han}+)[\s_-]*([a-z][a-z\d\s-]*)$/u.exec(open) ??
    /^([a-z][a-z\d\s-]*?)[\s_-]*(\p{Script=Han}+)$/u.exec(open)
  return found === null ? null : [found[1]!, found[2]!]
}
