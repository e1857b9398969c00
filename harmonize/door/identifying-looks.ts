import type { Cell } from '../../sources/source-record.js'
import { plainText } from '../read/plain-text.js'
import { type Told, told } from '../../words/told.js'
import { resident15, residentFits } from './ids/resident-id.js'

// The commonest Chinese family names, some nine tenths of all bearers, and those of two signs.
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭許謝韓馮鄧蕭葉蘇呂盧鍾譚陸'
const double = '欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|東方|东方|歐陽|諸葛'
const hanName = new RegExp(`^(?:(?:${double})\\p{Script=Han}{1,2}|[${single}](?:·?\\p{Script=Han}){1,3})$`, 'u')

// Words of findings, sites and answers that begin with such a sign.
const noName = /[性期级例侧叶段型度区部肝肺腹骨脑淋巴病症癌炎瘤压转移结节阳阴正常硬化水积液药治疗术院科史月年日天]$/u

const mobile = /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/
const mail = /^[^@\s]{1,64}@[^@\s]{1,190}\.[a-z]{2,}$/i
const phone = /^(?:\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,5}){2,4}|\(?0\d{2,3}\)?[- ]\d{6,8})$/

/** What identifiers of persons look like, by themselves: each with its words. */
export const identifyingLooks: readonly (readonly [Told, (plain: string) => boolean])[] = [
  [told`resident ids`, plain => residentFits(plain.toUpperCase()) || resident15(plain) !== null],
  [told`numbers of telephones`, plain => mobile.test(plain) || phone.test(plain)],
  [told`addresses of mail`, plain => mail.test(plain)],
  [told`names of persons`, plain => hanName.test(plain) && !noName.test(plain)],
]

// Shorter texts of letters, digits and points fit none of the looks.
const fitsNone = /^[\w.]{0,10}$/

/** Whether a plain text is too short and plain for any of the looks. */
export const fitsNoLook = (plain: string): boolean => fitsNone.test(plain)

/** What of a cell may be an identifier: its plain text, or its whole number. */
export const identifyingText = (cell: Cell | undefined): string => {
  if (cell?.kind === 'text') return plainText(cell.text)
  if (cell?.kind !== 'number') return ''
  return Number.isInteger(cell.number) && cell.number >= 0 ? BigInt(cell.number).toString() : ''
}

/** Whether a cell looks like an identifier: in most columns none does, and no row is counted. */
export const mayIdentify = (cell: Cell): boolean => {
  if (cell.kind === 'text' && fitsNoLook(cell.text)) return false
  const plain = identifyingText(cell)
  return plain !== '' && !fitsNoLook(plain) && identifyingLooks.some(([, fits]) => fits(plain))
}
