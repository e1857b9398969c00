import type { SiteMapping } from '../../protocol/language/site.js'
import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import { columnAt } from './column-at.js'
import { codeBlocks } from '../codes.js'
import { type Told, told } from '../../words/told.js'
import type { Admission } from './column-admission.js'
import type { DoorPlaces } from './door-places.js'
import type { FileFinding } from '../columns/file-finding.js'
import { plainText } from '../read/plain-text.js'
import { resident15, residentFits } from './ids/resident-id.js'

// The commonest Chinese family names, some nine tenths of all bearers, and those of two signs.
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭許謝韓馮鄧蕭葉蘇呂盧鍾譚陸'
const double = '欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|東方|东方|歐陽|諸葛'
const hanName = new RegExp(`^(?:(?:${double})\\p{Script=Han}{1,2}|[${single}](?:·?\\p{Script=Han}){1,3})$`, 'u')

// Words of findings, sites and answers that begin with such a sign.
const noName = /[性期级例侧叶段型度区部肝肺腹骨脑淋巴转移结节阳阴正常硬化水积液药治疗术院科史月年日天]$/u

const mobile = /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/
const mail = /^[^@\s]{1,64}@[^@\s]{1,190}\.[a-z]{2,}$/i
const phone = /^(?:\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,5}){2,4}|\(?0\d{2,3}\)?[- ]\d{6,8})$/

const looks: readonly (readonly [Told, (plain: string) => boolean])[] = [
  [told`resident ids`, plain => residentFits(plain.toUpperCase()) || resident15(plain) !== null],
  [told`numbers of telephones`, plain => mobile.test(plain) || phone.test(plain)],
  [told`addresses of mail`, plain => mail.test(plain)],
  [told`names of persons`, plain => hanName.test(plain) && !noName.test(plain)],
]

const fewest = 5

const textOf = (cell: Cell | undefined): string => {
  if (cell?.kind === 'text') return plainText(cell.text)
  if (cell?.kind !== 'number') return ''
  return Number.isInteger(cell.number) && cell.number >= 0 ? BigInt(cell.number).toString() : ''
}

// Shorter texts of letters, digits and points fit none of the looks.
const fitsNone = /^[\w.]{0,10}$/

/** Whether a cell looks like an identifier: in most columns none does, and no row is counted. */
const mayIdentify = (cell: Cell): boolean => {
  if (cell.kind === 'text' && fitsNone.test(cell.text)) return false
  const plain = textOf(cell)
  return plain !== '' && !fitsNone.test(plain) && looks.some(([, fits]) => fits(plain))
}

/** How many rows of a column have each of its distinct cells. */
const rowsOfCells = ({ codes, cells }: TableColumn): Int32Array => {
  const counts = new Int32Array(cells.length)
  for (const { codes: block } of codeBlocks(codes)) {
    for (let at = 0; at < block.length; at += 1) counts[block[at]!]! += 1
  }
  return counts
}

/**
 * Finds columns that go through the door, or whose ids are shown as they are, and hold in most of their filled cells what
 * looks like identifiers of persons: a question for each, without any of them.
 */
export const identifyingColumns = (
  file: Told,
  table: ColumnTable,
  { subject, through, names }: DoorPlaces,
  { nonIdentifying }: SiteMapping['identifiers'],
  admissions: ReadonlyMap<string, Admission>,
): readonly FileFinding[] => {
  const { sheet, header } = table
  const open = nonIdentifying && subject !== null ? [{ column: header[subject] ?? '', index: subject }] : []
  return [...through, ...open].flatMap(({ column, index }): readonly FileFinding[] => {
    const isListed = admissions.get(column)?.isListed
    const received = columnAt(table, index)
    if (!received.cells.some(mayIdentify)) return []
    const counts = rowsOfCells(received)
    const found = looks.map(() => 0)
    let filled = 0
    for (const [code, cell] of received.cells.entries()) {
      const plain = textOf(cell)
      if (plain === '' || isListed?.(plain) === true) continue
      filled += counts[code]!
      if (fitsNone.test(plain)) continue
      for (const [look, [, fits]] of looks.entries()) if (fits(plain)) found[look]! += counts[code]!
    }
    const most = Math.max(...found)
    if (filled < fewest || most * 2 <= filled) return []
    return [
      {
        file,
        sheet,
        column: names.get(index) ?? null,
        kind: 'column-looks-identifying',
        effect: 'query',
        filled,
        unusable: most,
        message: told`${most} of ${filled} cells of this column that no list has look like ${looks[found.indexOf(most)]![0]}: if they are, name the column under 'drop' of the identifiers instead of mapping it`,
      },
    ]
  })
}
