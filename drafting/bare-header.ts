import { commonUnit } from '../protocol/schema/unit-names.js'

const inBrackets = /[([（【［][^()[\]（）【】［］]*[)\]）】］]/gu
const endings = /(?:代码|编码|代號|分值|检测值|测定值|结果|数值|code|codes|coded|result|value|level)$/u
const beginnings = /^(?:基线|入组|治疗前|患者|病人|lab|baseline|base|bl|patient|pt)(?=.{2})/u

const withoutUnit = (text: string): string => {
  const tail = /^(.*?[\p{Script=Han}_\s])([a-z%/^\d]+)$/u.exec(text)
  return tail?.[1] !== undefined && tail[2] !== undefined && commonUnit(tail[2]) !== null ? tail[1] : text
}

const squeezed = (text: string): string => text.replaceAll(/[\s_.:#*?\-/\\]+/g, '')

/** The writings of a header that are compared with the words that columns are called by: as it stands, and without what is often added. */
export const bareHeaders = (header: string): readonly string[] => {
  const last = header.normalize('NFKC').toLowerCase().trim().split('/').at(-1) ?? ''
  const whole = header.normalize('NFKC').toLowerCase().trim()
  // A unit in brackets may hold a slash of its own.
  const open = whole.replaceAll(inBrackets, '')
  const named = withoutUnit((open.split('/').at(-1) ?? last).trim())
  const bare = squeezed(named)
  const shorter = bare.replace(endings, '')
  return [...new Set([bare, shorter, shorter.replace(beginnings, '')])].filter(text => text !== '')
}
