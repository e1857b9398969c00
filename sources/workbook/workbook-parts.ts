import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'
import { partText } from './part-content.js'
import { attribute, elements, inside, unescaped } from './xml-text.js'
import { type ZipPart, zipParts } from './zip-directory.js'

/** One sheet of a workbook as its table of contents tells. */
export interface SheetInfo {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
  /** Undefined where it is not in the archive. */
  readonly part: ZipPart | undefined
}

/** The parts of a workbook that make its tables. */
export interface WorkbookParts {
  readonly sheets: readonly SheetInfo[]
  readonly epoch: 1900 | 1904
  readonly styles: ZipPart | undefined
  readonly strings: ZipPart | undefined
}

const partOf = (parts: readonly ZipPart[], target: string): ZipPart | undefined => {
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
  return parts.find(({ name }) => name.toLowerCase() === path.toLowerCase())
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

/** Finds the parts of a workbook in its archive. */
export const workbookParts = (bytes: Uint8Array): WorkbookParts => {
  const parts = zipParts(bytes)
  const text = (part: ZipPart | undefined): string => (part === undefined ? '' : partText(bytes, part))
  const relations = elements(text(partOf(parts, '_rels/workbook.xml.rels')), 'Relationship')
  const target = (fits: (attributes: string) => boolean): ZipPart | undefined =>
    partOf(parts, unescaped(attribute(relations.find(fits) ?? '', 'Target') ?? ''))
  // Where it is named and not there, days would be numbers and shown values others.
  const ofType = (type: string): ZipPart | undefined => {
    const isOf = (found: string): boolean => attribute(found, 'Type')?.endsWith(`/${type}`) === true
    const part = target(isOf)
    if (part !== undefined || !relations.some(isOf)) return part
    throw new Unreadable(
      told`the workbook names a part that it does not have: it is damaged; open it with a program for workbooks and save it anew, or ask for it again`,
    )
  }
  const workbook = text(partOf(parts, 'workbook.xml'))
  const sheets = elements(inside(workbook, 'sheets'), 'sheet').map((sheet, index): SheetInfo => {
    const id = /\w+:id\s*=\s*(["'])(.*?)\1/.exec(sheet)?.[2]
    const state = attribute(sheet, 'state')
    return {
      index,
      name: unescaped(attribute(sheet, 'name') ?? ''),
      hidden: state === 'hidden' || state === 'veryHidden',
      part: id === undefined ? undefined : target(found => attribute(found, 'Id') === id),
    }
  })
  const epoch = elements(workbook, 'workbookPr').some(found => isTrue(attribute(found, 'date1904'))) ? 1904 : 1900
  return { sheets, epoch, styles: ofType('styles'), strings: ofType('sharedStrings') }
}

/** The part of a sheet, which has to be there. */
export const partOfSheet = ({ index, part }: SheetInfo, sheets: number): ZipPart => {
  if (part === undefined) throw new Unreadable(told`the sheet ${index + 1} of ${sheets} cannot be read`)
  return part
}
