import { nearestName } from '../../protocol/load/nearest.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { shownName, Unreadable } from '../errors.js'
import { literalsOf, type Told, told, toldLiteral, toldPlace } from '../../words/told.js'

/** A sheet by its place and name. */
export interface NamedSheet {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
}

/** The sheet that a mapping names, else the first that is not hidden. */
export const chooseSheet = <Sheet extends NamedSheet>(sheets: readonly Sheet[], file: ExportFile): Sheet => {
  const { sheet: wanted } = file
  const names = sheets.map(({ name }) => name)
  if (wanted === undefined) {
    const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
    if (first === undefined) throw new Unreadable(told`the workbook has no sheet`)
    return first
  }
  const chosen = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => name.trim() === wanted.trim())
  if (chosen !== undefined) return chosen
  // A sheet may bear the name of a subject: of those that are there none is quoted.
  const nearest = nearestName(wanted, names)
  const meant =
    nearest === null ? told`` : told`; the nearest is ${toldPlace('sheet', names.indexOf(nearest) + 1, names.length)}`
  throw new Unreadable(
    told`the workbook has no sheet '${toldLiteral(wanted, literalsOf(file))}' among its ${names.length}${meant}`,
    `its sheets are ${names.map(name => `'${shownName(name)}'`).join(', ')}`,
  )
}

/** How a sheet is shown: by the mapping's own name; else by its place, as a sheet may bear the name of a subject. */
export const knownSheet = (file: ExportFile, { index }: NamedSheet, sheets: number): Told =>
  file.sheet === undefined ? told`${index + 1} of ${sheets}` : toldLiteral(file.sheet, literalsOf(file))
